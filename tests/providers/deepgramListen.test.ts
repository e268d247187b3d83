import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeepgramRecogniser } from '../../src/services/providers/deepgram/recogniser.ts';
import { DeepgramServer } from '../../src/simulator/providers/deepgram/server.ts';
import { aWhile, expectFailure, TEST_KEY, until } from './contract/harness.ts';
import { Ear, expecting, ScriptedServer, settingsAt } from './deepgramKit.ts';
import { ManualClock } from '../support/manualClock.ts';

describe('the Deepgram recogniser', () => {
  let server: DeepgramServer;
  const ears: Ear[] = [];
  const listen = (
    recogniser: DeepgramRecogniser,
    options: ConstructorParameters<typeof Ear>[1] = {},
  ): Ear => {
    const ear = new Ear(recogniser, options);
    ears.push(ear);
    return ear;
  };
  beforeEach(async () => {
    server = await DeepgramServer.start();
  });
  afterEach(async () => {
    for (const ear of ears.splice(0)) ear.session.close();
    await server.close();
  });
  const nova = (more = {}) => new DeepgramRecogniser(settingsAt(server.url, more));
  /** Its bounded waits never end: what it says came from the server, however slow this machine is. */
  const timeless = (sttModel: string) =>
    new DeepgramRecogniser(settingsAt(server.url, { sttModel }), new ManualClock());
  const flux = (sttModel = 'flux-general-en') => nova({ sttModel });

  it('opens nova as documented, with the key in the header only', async () => {
    const ear = listen(nova(), { language: 'zh-HK', expectation: expecting('陳大文', 'Dr Chan') });
    ear.session.begin();
    ear.speak('yes');
    ear.session.finish();
    await ear.finalsAre('yes');
    const [seen] = server.connections;
    expect(seen?.path).toBe('/v1/listen');
    expect([...(seen?.query ?? [])]).toEqual([
      ['model', 'nova-3'],
      ['language', 'zh-HK'],
      ['encoding', 'mulaw'],
      ['sample_rate', '8000'],
      ['interim_results', 'true'],
      ['punctuate', 'true'],
      ['endpointing', '300'],
      ['keyterm', '陳大文'],
      ['keyterm', 'Dr Chan'],
    ]);
    expect(seen?.query.toString()).not.toContain(TEST_KEY);
    expect(seen?.messages).toEqual(['{"type":"Finalize"}']);
    // 100 ms, three letters, 150 ms: all of it, also what is less than a piece.
    expect(seen?.audioBytes).toBe((100 + 180 + 150) * 8);
    ear.session.close();
    await until('CloseStream', () => seen?.messages.at(-1) === '{"type":"CloseStream"}');
  });

  it('opens Flux as documented, and hears other languages with nova', async () => {
    const multi = flux('flux-general-multi');
    for (const [recogniser, language] of [
      [flux(), 'en-GB'],
      [multi, 'pt-BR'],
      [multi, 'zh-HK'],
      [flux(), 'de-DE'],
    ] as const) {
      const ear = listen(recogniser, { language });
      ear.session.begin();
      ear.speak('yes');
      ear.session.finish();
      await ear.finalsAre('yes');
      expect(ear.details[0]?.language).toBe(language);
    }
    const asked = server.connections.map(({ path, query }) => [
      path,
      query.get('model'),
      query.get('language') ?? query.get('language_hint'),
    ]);
    expect(asked).toEqual([
      ['/v2/listen', 'flux-general-en', null],
      ['/v2/listen', 'flux-general-multi', 'pt'],
      ['/v1/listen', 'nova-3', 'zh-HK'],
      ['/v1/listen', 'nova-3', 'de'],
    ]);
    expect([...(server.connections[0]?.query ?? [])].slice(1)).toEqual([
      ['encoding', 'mulaw'],
      ['sample_rate', '8000'],
      ['eot_threshold', '0.7'],
      ['eager_eot_threshold', '0.4'],
      ['eot_timeout_ms', '500'],
    ]);
  });

  it('says honestly what it hears', () => {
    expect(nova().capabilities).toMatchObject({ sampleRates: [8_000], endOfTurn: false, hints: true });
    expect(flux().capabilities.endOfTurn).toBe(true);
    expect(nova().capabilities.locales).toEqual(expect.arrayContaining(['en-US', 'zh-HK', 'zh-CN', 'ja-JP']));
    expect(nova().supports('sw-KE')).toBe(false);
    expect(flux().supports('zh-HK')).toBe(true);
  });

  it('refuses to take 16 kHz for 8', async () => {
    const ear = listen(nova(), { sampleRate: 16_000 });
    await until('the failure', () => ear.failures.length > 0);
    expectFailure(ear.failures[0], ['unsupported']);
    const closed = listen(nova(), { language: 'xx-XX' });
    closed.session.close();
    await aWhile();
    expect(closed.failures).toEqual([]);
  });

  for (const sttModel of ['nova-3', 'flux-general-en'])
    it(`changes the expected words of ${sttModel} while it listens, when they differ`, async () => {
      const ear = listen(timeless(sttModel), { expectation: expecting('Lee') });
      const turn = async (words: string[] | undefined, ...finals: string[]) => {
        ear.session.begin(words && expecting(...words));
        ear.speak(finals.at(-1) ?? '');
        ear.session.finish();
        await ear.finalsAre(...finals);
      };
      await turn(undefined, 'one');
      await turn(['Lee'], 'one', 'two');
      await turn(['Wong', 'Cheung'], 'one', 'two', 'three');
      await turn([], 'one', 'two', 'three', 'four');
      const [seen] = server.connections;
      const configured = seen?.messages.filter((message) => message.includes('Configure'));
      expect(configured).toEqual([
        '{"type":"Configure","keyterms":["Wong","Cheung"]}',
        '{"type":"Configure","keyterms":[]}',
      ]);
      expect(server.connections).toHaveLength(1);
    });

  it('gives hints as Flux says them: perhaps, not yet, yes', async () => {
    const ear = listen(timeless('flux-general-en'));
    ear.session.begin();
    ear.speak('I need a table', 100, 300);
    await until('the eager one', () => ear.hints.length > 0);
    ear.speak('for two please', 0, 200);
    ear.session.finish();
    await ear.finalsAre('I need a tablefor two please');
    expect(ear.hints.map(({ kind }) => kind)).toEqual(['eager', 'resumed', 'eager', 'end']);
    expect(ear.hints[0]).toEqual({ kind: 'eager', text: 'I need a table', confidence: 0.85 });
    expect(ear.details[0]?.confidence).toBeCloseTo(0.97);
  });

  it('gives no hint that the caller has finished when only silence ended Flux’s turn', async () => {
    const ear = listen(timeless('flux-general-en'));
    ear.session.begin();
    ear.speak('my number is');
    ear.session.finish();
    await ear.finalsAre('my number is');
    expect(ear.hints.filter(({ kind }) => kind === 'end')).toEqual([]);
    ear.speak('five');
    ear.session.finish();
    await ear.finalsAre('my number is', 'my number is five');
    // The turn was closed both times: one connection is enough.
    ear.session.begin();
    ear.speak('next');
    ear.session.finish();
    await ear.finalsAre('my number is', 'my number is five', 'next');
    expect(server.connections).toHaveLength(1);
    expect(server.connections[0]?.messages).toEqual([]);
  });

  it('takes a new Flux connection after a discarded turn, whose words would be in the next', async () => {
    const ear = listen(flux());
    ear.session.begin();
    ear.speak('never mind');
    await until('its words', () => ear.partials.length > 0);
    ear.session.discard();
    await until('the new connection', () => server.connections.length === 2);
    ear.session.begin();
    ear.speak('this');
    ear.session.finish();
    await ear.finalsAre('this');
    expect(server.connections).toHaveLength(2);
  });

  it('fails at once when it is refused before the first word, and not when the line is lost', async () => {
    server.stt.fault = { kind: 'status', status: 401 };
    const refused = listen(nova());
    await until('the failure', () => refused.failures.length > 0);
    expectFailure(refused.failures[0], ['refused']);
    server.stt.fault = null;

    const ear = listen(nova());
    ear.session.begin();
    ear.speak('one');
    ear.session.finish();
    await ear.finalsAre('one');
    server.dropConnections();
    await aWhile();
    await aWhile(); // twice: its end has been seen, however slow this machine is
    // Nothing was said since, and nobody is connected: the answer is known all the same.
    ear.session.finish();
    await ear.finalsAre('one', 'one');
    // The caller goes on with the same turn, on a new connection.
    ear.speak('two');
    ear.session.finish();
    await ear.finalsAre('one', 'one', 'one two');
    expect(ear.failures).toEqual([]);
  });

  it('tells every live session when it is closed, in a turn or not (they were left in silence)', async () => {
    const recogniser = nova();
    const [idle, speaking, gone] = [new Ear(recogniser), new Ear(recogniser), new Ear(recogniser)];
    gone.session.close();
    speaking.session.begin();
    speaking.speak('hello');
    await recogniser.close();
    await aWhile();
    const aborted = expect.objectContaining({ provider: 'deepgram', kind: 'aborted', retryable: false });
    expect([idle.failures, speaking.failures, gone.failures]).toEqual([[aborted], [aborted], []]);
  });

  it('warms by trying the key, and tries again after a failure', async () => {
    const recogniser = nova();
    server.stt.fault = { kind: 'status', status: 403 };
    await expect(recogniser.warm()).rejects.toMatchObject({ failure: { kind: 'refused' } });
    server.stt.fault = null;
    await recogniser.warm();
    await recogniser.warm();
    expect(server.connections).toHaveLength(1);
    const ear = new Ear(recogniser);
    await recogniser.close();
    ear.session.begin();
    ear.speak('too late');
    await aWhile();
    expect([ear.finals.length, ear.failures.length]).toEqual([0, 1]);
  });

  for (const [sttModel, lives] of [
    ['nova-3', () => server.connections[0]?.messages.length ?? 0],
    ['flux-general-en', () => (server.connections[0]?.audioBytes ?? 0) / 640],
  ] as const)
    it(`keeps ${sttModel} open through a long pause`, async () => {
      const [ours, theirs] = [new ManualClock(), new ManualClock()];
      await server.close();
      server = await DeepgramServer.start({ clock: theirs });
      const ear = listen(new DeepgramRecogniser(settingsAt(server.url, { sttModel }), ours));
      ear.session.begin();
      ear.speak('before');
      ear.session.finish();
      await ear.finalsAre('before');
      const before = lives();
      ours.advance(3_000); // something was sent in these
      for (let sign = 1; sign <= 20; sign++) {
        ours.advance(3_000);
        await until('a sign of life', () => lives() >= before + sign);
        theirs.advance(3_000);
      }
      ear.session.begin();
      ear.speak('still here');
      ear.session.finish();
      await ear.finalsAre('before', 'still here');
      expect(server.connections).toHaveLength(1);
      if (sttModel === 'nova-3')
        expect(new Set(server.connections[0]?.messages.slice(before, before + 20))).toEqual(
          new Set(['{"type":"KeepAlive"}']),
        );
    });

  it('replaces a connection that is lost after it has stood for a while, before it is needed', async () => {
    const clock = new ManualClock();
    listen(new DeepgramRecogniser(settingsAt(server.url), clock));
    await until('the connection', () => server.connections.length === 1);
    await aWhile();
    clock.advance(5_000);
    server.dropConnections();
    await until('the next one', () => server.connections.length === 2);
    server.dropConnections();
    await aWhile();
    expect(server.connections).toHaveLength(2);
  });

  it('connects again without a word after Deepgram has closed an idle connection', async () => {
    const theirs = new ManualClock();
    await server.close();
    server = await DeepgramServer.start({ clock: theirs });
    const ear = listen(nova());
    await until('the connection', () => server.connections.length > 0);
    theirs.advance(10_000);
    await aWhile();
    await aWhile();
    ear.session.begin();
    ear.speak('hello again');
    ear.session.finish();
    await ear.finalsAre('hello again');
    expect(server.connections).toHaveLength(2);
  });
});

/** A result of `/v1/listen`. */
const results = (start: number, end: number, transcript: string, more: object = {}) => ({
  type: 'Results',
  start,
  duration: end - start,
  is_final: true,
  channel: {
    alternatives: [
      {
        transcript,
        confidence: 0.9,
        words: transcript
          .split(' ')
          .filter(Boolean)
          .map((word, i, all) => ({ word, start: start + (i * (end - start)) / all.length })),
      },
    ],
  },
  ...more,
});

const turnInfo = (event: string, end: number, transcript: string, confidence = 0.1) => ({
  type: 'TurnInfo',
  event,
  turn_index: 0,
  audio_window_start: 0,
  audio_window_end: end,
  transcript,
  words: [],
  end_of_turn_confidence: confidence,
});

describe('what the Deepgram recogniser makes of odd answers', () => {
  let server: ScriptedServer;
  let clock: ManualClock;
  let ear: Ear;
  const second = new Int16Array(8_000);
  beforeEach(async () => {
    server = await ScriptedServer.start();
    clock = new ManualClock();
  });
  afterEach(async () => {
    ear.session.close();
    await server.close();
  });
  const start = async (sttModel: string, seconds = 1) => {
    ear = new Ear(new DeepgramRecogniser(settingsAt(server.url, { sttModel }), clock));
    ear.session.begin();
    for (let i = 0; i < seconds; i++) ear.session.write(second);
    await server.connection();
  };
  const gone = () => until('the failure', () => ear.failures.length > 0);

  it('takes a settled result that covers all for the answer to Finalize', async () => {
    await start('nova-3');
    ear.session.finish();
    await server.heard('Finalize');
    server.say(results(0, 0.6, 'one'));
    await aWhile();
    expect(ear.finals).toEqual([]);
    server.say(results(0.6, 1, 'two'));
    await ear.finalsAre('one two');
    expect(ear.details).toEqual([{ confidence: 0.9, language: 'en-US' }]);
  });

  it('answers at once when all that was said had settled before', async () => {
    await start('nova-3');
    await aWhile();
    server.say(results(0, 1, 'settled already', { speech_final: true }));
    await until('the partial', () => ear.partials.length > 0);
    ear.session.finish();
    expect(ear.finals).toEqual([]);
    await ear.finalsAre('settled already');
    expect(server.messages).toEqual([]);
  });

  it('does not wait for ever for the answer about a short rest, which may never come', async () => {
    await start('nova-3', 2);
    await aWhile();
    server.say(results(0, 1.7, 'all but a breath'));
    await until('the partial', () => ear.partials.length > 0);
    ear.session.finish();
    await server.heard('Finalize');
    clock.advance(999);
    expect(ear.finals).toEqual([]);
    clock.advance(1);
    await ear.finalsAre('all but a breath');
  });

  it('waits for a provider that says nothing about a long rest: that is for its caller to judge', async () => {
    await start('nova-3', 2);
    await aWhile();
    server.say(results(0, 1.2, 'and then the line', { is_final: false }));
    await until('the partial', () => ear.partials.length > 0);
    ear.session.finish();
    await server.heard('Finalize');
    clock.advance(60_000);
    expect([ear.finals, ear.failures]).toEqual([[], []]);
  });

  it('keeps the words of a discarded turn out of a result that spans both', async () => {
    await start('nova-3');
    ear.session.discard();
    await server.heard('Finalize');
    ear.session.begin();
    ear.session.write(second);
    ear.session.finish();
    await server.heard('Finalize', 2);
    server.say(results(0, 1, 'the old one', { from_finalize: true }));
    server.say(results(0, 2, 'old old new new', { from_finalize: true }));
    await ear.finalsAre('new new');
    expect(ear.partials).toEqual(['new new']);
  });

  it('tells a message that is not obeyed from an error', async () => {
    await start('nova-3');
    server.say({ type: 'Error', variant: 'SchemaError', description: 'what?', message: '…' });
    server.say({ type: 'Error', variant: 'InvalidConfigureMessage', code: 'KeytermsNotSupported' });
    server.say({ type: 'ConfigureFailure', request_id: 'r' });
    server.say({ type: 'UtteranceEnd', last_word_end: 1 });
    server.say(results(0, 1, 'goes on'));
    await until('the partial', () => ear.partials.length > 0);
    expect(ear.failures).toEqual([]);
    server.say({ type: 'Error', code: 'TOO_MANY_REQUESTS', description: 'secret words' });
    await gone();
    expectFailure(ear.failures[0], ['rate-limited']);
    expect(ear.failures[0]?.message).not.toContain('secret');
  });

  for (const [code, kind] of [
    [1008, 'invalid-request'],
    [1011, 'unavailable'],
  ] as const)
    it(`says what a close with ${code} means in the middle of a turn`, async () => {
      await start('nova-3');
      (await server.connection()).close(code, 'DATA-0000 with the caller’s words');
      await gone();
      expectFailure(ear.failures[0], [kind]);
    });

  it('takes Flux’s last words for the final when no end of the turn follows, and leaves that connection', async () => {
    await start('flux-general-en');
    ear.session.finish();
    // A second, and the silence after it.
    await until('the silence', () => server.audioBytes === 8_000 + 6_400);
    server.say(turnInfo('StartOfTurn', 0.5, 'never'));
    clock.advance(10_000);
    expect(ear.finals).toEqual([]);
    server.say(turnInfo('Update', 1.1, 'never ending'));
    await until('all words', () => ear.partials.length === 2);
    clock.advance(200);
    server.say(turnInfo('Update', 1.2, 'never ending'));
    await aWhile();
    clock.advance(50); // news do not put it off
    await ear.finalsAre('never ending');
    ear.session.begin();
    await server.connection(2);
    server.sockets[0]?.send(JSON.stringify(turnInfo('EndOfTurn', 1.8, 'never ending')));
    ear.session.write(second);
    ear.session.finish();
    await until('its audio', () => server.audioBytes > 25_000);
    server.say(turnInfo('EndOfTurn', 1.5, 'a new one', 0.9));
    await ear.finalsAre('never ending', 'a new one');
  });

  it('has an empty final from Flux as soon as the silence after the speech is understood', async () => {
    await start('flux-general-en');
    ear.session.finish();
    await until('the silence', () => server.audioBytes === 8_000 + 6_400);
    server.say(turnInfo('Update', 1.35, ''));
    await ear.finalsAre('');
  });

  it('waits for all that was said, not for an end of a turn before', async () => {
    await start('flux-general-en', 3);
    ear.session.finish();
    await until('the silence', () => server.audioBytes === 24_000 + 6_400);
    server.say(turnInfo('EndOfTurn', 1.5, 'one', 0.9));
    await aWhile();
    expect(ear.finals).toEqual([]);
    server.say(turnInfo('EndOfTurn', 3.4, 'two', 0.9));
    await ear.finalsAre('one two');
  });

  it('says that Flux reported an error', async () => {
    await start('flux-general-en');
    server.say({ type: 'Connected', request_id: 'r', sequence_id: 0 });
    server.say({ type: 'Error', sequence_id: 1, code: 'INTERNAL_SERVER_ERROR', description: 'sorry' });
    await gone();
    expect(ear.failures).toEqual([
      {
        provider: 'deepgram',
        kind: 'unavailable',
        retryable: true,
        message: 'it reported an error (INTERNAL_SERVER_ERROR)',
      },
    ]);
  });
});
