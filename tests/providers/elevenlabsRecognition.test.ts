/** What is special about Scribe: commits and whose answer is whose, hints, sockets that come and go, its errors. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mulawDecode } from '../../src/lib/g711.ts';
import { PartialEcho } from '../../src/services/providers/elevenlabs/partialEcho.ts';
import { ElevenLabsRecogniser } from '../../src/services/providers/elevenlabs/recogniser.ts';
import {
  ElevenLabsServer,
  type ElevenLabsWireEvent,
} from '../../src/simulator/providers/elevenlabs/server.ts';
import { systemClock, type Clock } from '../../src/types/clock.ts';
import { ManualClock } from '../support/manualClock.ts';
import { aWhile, expectFailure, TEST_KEY, until } from './contract/harness.ts';
import { Ear, expecting, lineAudio, ScriptedServer, settingsAt, type Message } from './elevenlabsKit.ts';

interface Chunk {
  readonly message_type: string;
  readonly audio_base_64: string;
  readonly commit: boolean;
  readonly sample_rate: number;
}

describe('scribe on the wire', () => {
  let server: ElevenLabsServer;
  let events: ElevenLabsWireEvent[];
  const made: ElevenLabsRecogniser[] = [];
  beforeEach(async () => {
    events = [];
    server = await ElevenLabsServer.start({ record: (event) => void events.push(event) });
  });
  afterEach(async () => {
    for (const part of made.splice(0)) await part.close();
    await server.close();
  });
  const recogniser = (clock: Clock = systemClock, key = TEST_KEY) => {
    const part = new ElevenLabsRecogniser(settingsAt(server.url, { key }), clock);
    made.push(part);
    return part;
  };
  const urls = () => events.flatMap(({ url }) => (url === undefined ? [] : [new URL(url, server.url)]));
  const chunks = () => events.flatMap(({ message }) => (message === undefined ? [] : [message as Chunk]));
  const bytesOf = (some: readonly Chunk[]) =>
    some.reduce((sum, chunk) => sum + Buffer.from(chunk.audio_base_64, 'base64').length, 0);

  it('asks for mu-law, commits by us, and the language; the key is no part of the address', async () => {
    const ear = new Ear(recogniser(), { language: 'zh-HK' });
    ear.turn('你好');
    await ear.finalsAre('你好');
    const [url] = urls();
    expect(url?.pathname).toBe('/v1/speech-to-text/realtime');
    expect(Object.fromEntries(url?.searchParams ?? [])).toEqual({
      model_id: 'scribe_v2_realtime',
      audio_format: 'ulaw_8000',
      commit_strategy: 'manual',
      language_code: 'yue',
    });
  });

  it('sends pieces of 100 ms, and commits with the last', async () => {
    const ear = new Ear(recogniser());
    ear.session.begin();
    ear.session.write(new Int16Array(8_100));
    ear.session.finish();
    await ear.finalsAre('');
    expect(chunks().map(({ commit }) => commit)).toEqual([...Array<boolean>(10).fill(false), true]);
    expect(chunks().map((chunk) => bytesOf([chunk]))).toEqual([...Array<number>(10).fill(800), 100]);
    expect(chunks()[0]).toMatchObject({ message_type: 'input_audio_chunk', sample_rate: 8_000 });
  });

  it('fills a very short turn up with silence: the service commits no less than 0.3 s', async () => {
    const ear = new Ear(recogniser());
    ear.session.begin();
    ear.session.write(mulawDecode(new Uint8Array(480).fill(0xf0)));
    ear.session.finish();
    await ear.finalsAre('');
    expect(bytesOf(chunks())).toBe(3_200);
    const audio = Buffer.from(chunks()[0]?.audio_base_64 ?? '', 'base64');
    expect([audio[0], audio[479], audio[480], audio.at(-1)]).toEqual([0xf0, 0xf0, 0xff, 0xff]);
  });

  it('asks the service nothing for a pause without audio, and keeps the order of finals', async () => {
    server.stt.latency = { next: () => 60 };
    const ear = new Ear(recogniser());
    ear.turn('first this');
    ear.session.finish();
    await ear.finalsAre('first this', 'first this');
    expect(server.stt.counts.requests).toBe(1);
  });

  it('hears one call on one socket', async () => {
    const ear = new Ear(recogniser());
    for (const [i, text] of ['one', 'two', 'three'].entries()) {
      ear.turn(text);
      await ear.finalsAre(...['one', 'two', 'three'].slice(0, i + 1));
    }
    expect(server.stt.counts).toMatchObject({ connections: 1, requests: 3, completed: 3 });
  });

  it('commits a turn that is forgotten, so that it is not heard in the next one', async () => {
    const ear = new Ear(recogniser());
    ear.turn('good');
    await ear.finalsAre('good');
    ear.session.begin();
    ear.speak('never mind');
    ear.session.discard();
    await until('the answer that nobody wants', () => server.stt.counts.completed === 2);
    await aWhile();
    ear.turn('listen');
    await ear.finalsAre('good', 'listen');
    expect(server.stt.counts).toMatchObject({ connections: 1, requests: 3 });
  });

  it('sends nothing of a turn that is forgotten before the socket is open', async () => {
    const ear = new Ear(recogniser());
    ear.session.begin();
    ear.speak('never mind');
    ear.turn('listen');
    await ear.finalsAre('listen');
    expect(server.stt.counts.requests).toBe(1);
  });

  it('commits a long turn at a pause after half a minute', async () => {
    const ear = new Ear(recogniser());
    ear.session.begin();
    ear.session.write(new Int16Array(8_000 * 29));
    for (const text of ['so I went there ', 'and came back ', 'that is all']) ear.speak(text);
    ear.session.finish();
    await ear.finalsAre('so I went there and came back that is all');
    const commits = chunks().flatMap(({ commit }, i) => (commit ? [i] : []));
    expect(commits.length).toBeGreaterThan(1);
    expect(bytesOf(chunks().slice(0, (commits[0] ?? 0) + 1)) / 8_000).toBeLessThan(36);
  });

  it('takes keyterms when it connects: short ones, fifty at most', async () => {
    const long = 'a phrase of more than twenty characters';
    const names = Array.from({ length: 60 }, (_, i) => `Name ${i}`);
    const ear = new Ear(recogniser(), { expectation: expecting('Dr Chan', long, ...names) });
    ear.turn('hello');
    await ear.finalsAre('hello');
    const terms = urls()[0]?.searchParams.getAll('keyterms') ?? [];
    expect(terms).toHaveLength(50);
    expect(terms.slice(0, 2)).toEqual(['Dr Chan', 'Name 0']);
  });

  it('connects anew for words that it has not been told, once', async () => {
    const ear = new Ear(recogniser());
    await until('the first connection', () => urls().length > 0);
    const told = () => urls().map((url) => url.searchParams.getAll('keyterms'));
    ear.turn('one', expecting('Kowloon'));
    await ear.finalsAre('one');
    ear.turn('two', expecting('Monday', 'Tuesday'));
    await ear.finalsAre('one', 'two');
    ear.turn('three', expecting('Kowloon'));
    await ear.finalsAre('one', 'two', 'three');
    ear.turn('four');
    await ear.finalsAre('one', 'two', 'three', 'four');
    expect(told()).toEqual([[], ['Kowloon'], ['Monday', 'Tuesday', 'Kowloon']]);
  });

  it('lets go of a socket before the service does, and connects again when the caller speaks', async () => {
    const clock = new ManualClock();
    const ear = new Ear(recogniser(clock));
    ear.turn('one');
    await ear.finalsAre('one');
    clock.advance(9_000);
    ear.turn('two');
    await ear.finalsAre('one', 'two');
    expect(server.stt.counts.connections).toBe(1);
    clock.advance(11_000);
    ear.turn('three');
    await ear.finalsAre('one', 'two', 'three');
    expect(server.stt.counts.connections).toBe(2);
  });

  it('keeps the turn of a caller who goes on after the socket was let go', async () => {
    const clock = new ManualClock();
    const ear = new Ear(recogniser(clock));
    ear.turn('my number is');
    await ear.finalsAre('my number is');
    clock.advance(11_000);
    ear.speak('nine two');
    ear.session.finish();
    await ear.finalsAre('my number is', 'my number is nine two');
  });

  it('replaces an old socket between turns', async () => {
    const clock = new ManualClock();
    const ear = new Ear(recogniser(clock));
    const said: string[] = [];
    for (let turn = 0; turn < 70; turn++) {
      ear.turn(`t${turn}`);
      said.push(`t${turn}`);
      await ear.finalsAre(...said);
      clock.advance(9_000);
    }
    expect(server.stt.counts.connections).toBe(2);
  });

  it('reconnects without a word when the connection is lost between turns', async () => {
    const ear = new Ear(recogniser());
    ear.turn('one');
    await ear.finalsAre('one');
    server.dropConnections();
    await aWhile();
    ear.turn('two');
    await ear.finalsAre('one', 'two');
  });

  it('is told in the open session that the key is refused', async () => {
    const ear = new Ear(recogniser(systemClock, 'not-this-one'));
    expectFailure(await ear.failure(), ['refused']);
    ear.turn('anybody');
    await aWhile();
    expect([ear.failures.length, ear.finals.length]).toEqual([1, 0]);
  });

  it('hears the refusal of a session that is open already', async () => {
    const ear = new Ear(recogniser());
    ear.turn('one');
    await ear.finalsAre('one');
    server.stt.fault = { kind: 'status', status: 429 };
    ear.turn('two');
    expectFailure(await ear.failure(), ['rate-limited']);
    expect(server.stt.counts.connections).toBe(1);
  });

  it('fails in the middle of a turn whose answer does not come to its end', async () => {
    const ear = new Ear(recogniser());
    server.stt.fault = { kind: 'hang', afterOutputs: 1 };
    ear.turn('one and two and three');
    await until('a partial', () => ear.partials.length > 0);
    await aWhile();
    expect([ear.finals, ear.failures]).toEqual([[], []]);
    server.dropConnections();
    expectFailure(await ear.failure(), ['unavailable']);
    expect(server.stt.counts.cancelled).toBe(1);
  });

  it('takes telephone audio only', async () => {
    const ear = new Ear(recogniser(), { sampleRate: 16_000 });
    expectFailure(await ear.failure(), ['unsupported']);
    const closed = new Ear(recogniser(), { language: 'xx-XX' });
    closed.session.close();
    await aWhile();
    expect(closed.failures).toEqual([]);
  });

  it('close of the recogniser fails its sessions, connecting or open (they owed their finals for ever)', async () => {
    const part = recogniser();
    const open = new Ear(part);
    open.turn('one');
    await open.finalsAre('one');
    const connecting = new Ear(part);
    connecting.session.begin();
    await part.close();
    open.turn('two');
    connecting.turn('two');
    const { connections } = server.stt.counts;
    const late = new Ear(part);
    await aWhile();
    expect([open.finals, connecting.finals, late.finals]).toEqual([['one'], [], []]);
    for (const { failures } of [open, connecting, late]) {
      expect(failures).toHaveLength(1);
      expectFailure(failures[0], ['aborted']);
    }
    expect(server.stt.counts.connections).toBe(connections);
  });
});

describe('guesses that are said again (they became the words of what came next)', () => {
  let server: ElevenLabsServer;
  let part: ElevenLabsRecogniser;
  const clock = new ManualClock();
  beforeEach(async () => {
    server = await ElevenLabsServer.start();
    part = new ElevenLabsRecogniser(settingsAt(server.url), clock);
  });
  afterEach(async () => {
    await part.close();
    await server.close();
  });

  it('are no part of what a caller adds', async () => {
    const ear = new Ear(part);
    ear.turn('my number is');
    await ear.finalsAre('my number is');
    await aWhile();
    ear.speak('nine two three');
    ear.session.finish();
    await ear.finalsAre('my number is', 'my number is nine two three');
    await aWhile();
    for (const partial of ear.partials) expect('my number is nine two three').toContain(partial);
    expect(ear.partials).toEqual([...new Set(ear.partials)]);
  });

  it('are no part of the next turn, though it begins in the very moment of the final', async () => {
    const partials: string[] = [];
    const finals: string[] = [];
    const session = part.open(
      { language: 'en-US', sampleRate: 8_000 },
      {
        partial: (text) => void partials.push(text),
        final: (text) => {
          finals.push(text);
          if (finals.length > 1) return;
          partials.length = 0;
          session.begin();
          session.write(lineAudio('good bye then'));
          session.finish();
        },
        failed: () => void finals.push('failed'),
      },
    );
    session.begin();
    session.write(lineAudio('hello there'));
    session.finish();
    await until('both finals', () => finals.length > 1);
    await aWhile();
    expect(finals).toEqual(['hello there', 'good bye then']);
    expect(partials.length).toBeGreaterThan(0);
    for (const partial of partials) expect('good bye then'.startsWith(partial), partial).toBe(true);
  });

  it('are heard when the caller says the same again in another turn', async () => {
    const ear = new Ear(part);
    ear.turn('yes please');
    await ear.finalsAre('yes please');
    await aWhile();
    const first = [...ear.partials];
    expect(first.length).toBeGreaterThan(0);
    clock.advance(2_000);
    ear.turn('yes please');
    await ear.finalsAre('yes please', 'yes please');
    expect(ear.partials).toEqual([...first, ...first]);
  });

  it('are known by their words alone, until something new comes', () => {
    const echo = new PartialEcho();
    const news = (...texts: string[]) => texts.filter((text) => echo.isNew(text, 0));
    expect(news('Hello', 'hello.', 'Hello you', 'Hello, you!', 'Hello')).toEqual([
      'Hello',
      'Hello you',
      'Hello',
    ]);
    echo.settled('Hello, you.', 0);
    expect(news('Hello you', 'and', 'Hello you')).toEqual(['and', 'Hello you']);
    echo.settled('Hello, you.', 0);
    echo.begin();
    expect(echo.isNew('hello you', 500)).toBe(false);
    expect(echo.isNew('hello you', 1_500)).toBe(true);
    expect(news('😀', '😀', '…')).toEqual(['😀', '…']);
  });
});

describe('scribe from an odd server', () => {
  let server: ScriptedServer;
  let part: ElevenLabsRecogniser;
  beforeEach(async () => {
    server = await ScriptedServer.start();
    part = new ElevenLabsRecogniser(settingsAt(server.url));
  });
  afterEach(async () => {
    await part.close();
    await server.close();
  });
  const isCommit = (message: Message) => message['commit'] === true;
  let commits = 0;
  beforeEach(() => void (commits = 0));
  /** A turn whose commit the server has. */
  const committed = async (ear = new Ear(part)) => {
    ear.turn('whatever');
    await server.heard('commit', isCommit, ++commits);
    return ear;
  };

  it('takes the newer name of a settled transcript, and the same segment under other names only once', async () => {
    const ear = await committed();
    server.say(
      { message_type: 'final_transcript', text: 'hello' },
      { message_type: 'committed_transcript', text: 'hello' },
      { message_type: 'final_transcript_with_timestamps', text: 'hello', words: [] },
      { message_type: 'edited_transcript', text: 'Hello!' },
      { message_type: 'something_new' },
    );
    await ear.finalsAre('hello');
    await aWhile();
    ear.session.finish();
    await ear.finalsAre('hello', 'hello');
    await committed(ear);
    server.say({ message_type: 'final_transcript', text: 'again' });
    await ear.finalsAre('hello', 'hello', 'again');
  });

  it('keeps what the service settled by itself', async () => {
    const ear = new Ear(part);
    ear.session.begin();
    ear.speak('whatever');
    await server.heard('audio', ({ message_type }) => message_type === 'input_audio_chunk');
    server.say(
      { message_type: 'partial_transcript', text: 'first half' },
      { message_type: 'committed_transcript', text: 'first half' },
      { message_type: 'partial_transcript', text: 'and' },
    );
    await until('partials', () => ear.partials.length === 2);
    expect(ear.partials).toEqual(['first half', 'first half and']);
    ear.session.finish();
    await server.heard('commit', isCommit);
    server.say({ message_type: 'committed_transcript', text: 'and second' });
    await ear.finalsAre('first half and second');
  });

  it('does not mix up the answers of a forgotten turn and the next one', async () => {
    const ear = await committed();
    // What is still owed stays behind on the old socket.
    ear.turn('the next');
    await server.heard('commit', isCommit, 2);
    expect(server.sockets).toHaveLength(2);
    for (const message_type of ['partial_transcript', 'committed_transcript'])
      server.sockets[0]?.send(JSON.stringify({ message_type, text: 'old words' }));
    server.say(
      { message_type: 'partial_transcript', text: 'new' },
      { message_type: 'committed_transcript', text: 'new words' },
    );
    await ear.finalsAre('new words');
    expect(ear.partials).toEqual(['new']);
  });

  describe('an answer that is lost (all later ones went to the wrong turn)', () => {
    const clock = new ManualClock();
    beforeEach(() => void (part = new ElevenLabsRecogniser(settingsAt(server.url), clock)));

    it('fails the session after three seconds, once', async () => {
      const ear = await committed();
      await aWhile();
      clock.advance(2_900);
      expect(ear.failures).toEqual([]);
      clock.advance(100);
      expectFailure(ear.failures[0], ['stalled']);
      clock.advance(60_000);
      server.say({ message_type: 'committed_transcript', text: 'too late' });
      await aWhile();
      expect([ear.failures.length, ear.finals.length]).toEqual([1, 0]);
    });

    it('is waited for while something new comes, and the same again is nothing new', async () => {
      const ear = await committed();
      const guess = async (text: string, count: number) => {
        server.say({ message_type: 'partial_transcript', text });
        await aWhile();
        expect(ear.partials).toHaveLength(count);
      };
      for (const [i, text] of ['one', 'one two', 'one two three'].entries()) {
        await guess(text, i + 1);
        clock.advance(2_900);
      }
      expect(ear.failures).toEqual([]);
      await guess('One two three.', 3);
      clock.advance(100);
      expectFailure(ear.failures[0], ['stalled']);
    });

    it('is not missed while the socket opens, nor where a commit is answered', async () => {
      const ear = new Ear(part);
      ear.turn('whatever');
      clock.advance(30_000);
      await server.heard('commit', isCommit);
      server.say({ message_type: 'committed_transcript', text: 'whatever' });
      await ear.finalsAre('whatever');
      clock.advance(30_000);
      ear.session.finish();
      await ear.finalsAre('whatever', 'whatever');
      clock.advance(30_000);
      expect(ear.failures).toEqual([]);
    });

    it('is noticed when the caller goes on, and the first pause has taken the second one’s answer', async () => {
      const ear = await committed();
      ear.speak('and more');
      ear.session.finish();
      await server.heard('commit', isCommit, 2);
      server.say({ message_type: 'committed_transcript', text: 'and more' });
      await until('a final', () => ear.finals.length > 0);
      clock.advance(3_900);
      expectFailure(ear.failures[0], ['stalled']);
    });

    it('of a forgotten turn is nobody’s loss: the next turn has a socket of its own', async () => {
      const ear = await committed();
      ear.session.discard();
      clock.advance(5_000);
      await committed(ear);
      server.say({ message_type: 'committed_transcript', text: 'heard' });
      await ear.finalsAre('heard');
      expect(server.sockets).toHaveLength(2);
    });

    it('of a forgotten turn does not keep the socket, whoever closes it', async () => {
      const ear = await committed();
      ear.session.discard();
      server.sockets[0]?.close(1011);
      await aWhile();
      await committed(ear);
      ear.session.discard();
      clock.advance(11_000);
      await until('the close', () => server.sockets[1]?.readyState === 3);
      await committed(ear);
      server.say({ message_type: 'committed_transcript', text: 'heard' });
      await ear.finalsAre('heard');
    });
  });

  describe('an answer too many (it was taken for that of the next turn)', () => {
    const settled = (text: string) => ({ message_type: 'committed_transcript', text });

    it('is nobody’s, and the next turn has a socket of its own', async () => {
      const ear = await committed();
      server.say(settled('yes'), settled('yes'), settled('nonsense'));
      await ear.finalsAre('yes');
      await aWhile();
      ear.session.finish();
      await ear.finalsAre('yes', 'yes');
      await committed(ear);
      server.say(settled('no'));
      await ear.finalsAre('yes', 'yes', 'no');
      await committed(ear);
      server.say(settled('perhaps'));
      await ear.finalsAre('yes', 'yes', 'no', 'perhaps');
      expect(server.sockets).toHaveLength(2);
    });

    it('is not settled into a turn that says something else', async () => {
      const ear = await committed();
      server.say(settled('yes'));
      await ear.finalsAre('yes');
      ear.session.begin();
      ear.speak('whatever');
      await server.heard('audio', ({ message_type }) => message_type === 'input_audio_chunk', 3);
      server.say({ message_type: 'partial_transcript', text: 'no' }, settled('yes'), settled(''));
      await until('the guess', () => ear.partials.length > 0);
      await aWhile();
      ear.session.finish();
      await server.heard('commit', isCommit, 2);
      server.say(settled('no thanks'));
      await ear.finalsAre('yes', 'no thanks');
    });
  });

  it.each(['commit_throttled', 'insufficient_audio_activity'])('%s is no failure', async (type) => {
    const ear = await committed();
    server.say({ message_type: type, error: 'too little' });
    server.sockets.at(-1)?.close(1000, type);
    await ear.finalsAre('');
    await aWhile();
    await committed(ear);
    server.say({ message_type: 'committed_transcript', text: 'heard' });
    await ear.finalsAre('', 'heard');
    expect(server.sockets).toHaveLength(2);
  });

  it('opens a new session when the old one has reached its time limit between turns', async () => {
    const ear = await committed();
    server.say(
      { message_type: 'committed_transcript', text: 'one' },
      { message_type: 'session_time_limit_exceeded', error: 'limit' },
    );
    await ear.finalsAre('one');
    await aWhile();
    await committed(ear);
    server.say({ message_type: 'committed_transcript', text: 'two' });
    await ear.finalsAre('one', 'two');
    server.say({ message_type: 'session_time_limit_exceeded', error: 'limit' });
    await committed(ear);
    server.say({ message_type: 'session_time_limit_exceeded', error: 'limit' });
    expectFailure(await ear.failure(), ['unavailable']);
  });

  it.each([
    ['auth_error', 'refused'],
    ['unaccepted_terms', 'refused'],
    ['quota_exceeded', 'quota'],
    ['rate_limited', 'rate-limited'],
    ['queue_overflow', 'rate-limited'],
    ['resource_exhausted', 'rate-limited'],
    ['input_error', 'invalid-request'],
    ['invalid_request', 'invalid-request'],
    ['chunk_size_exceeded', 'invalid-request'],
    ['transcriber_error', 'unavailable'],
    ['error', 'unavailable'],
    ['an_unheard_of_error', 'unavailable'],
  ] as const)('%s: %s', async (type, kind) => {
    const ear = await committed();
    server.say({ message_type: type, error: `whatever of ${TEST_KEY} at https://here` });
    expectFailure(await ear.failure(), [kind]);
    expect(ear.finals).toEqual([]);
  });

  it.each(['[]', '"text"', '{}', '{"message_type":1}', 'null'])('%s is garbage', async (frame) => {
    const ear = await committed();
    server.say(frame);
    expectFailure(await ear.failure(), ['internal']);
  });

  it('takes a transcript without text for silence', async () => {
    const ear = await committed();
    server.say({ message_type: 'committed_transcript' });
    await ear.finalsAre('');
  });
});
