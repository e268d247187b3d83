/** What is special about ElevenLabs' speech: the messages that go out, contexts, word times, models, voices, errors. */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alignmentOf, WordTimes } from '../../src/services/providers/elevenlabs/alignment.ts';
import { ElevenLabsSynthesiser } from '../../src/services/providers/elevenlabs/synthesiser.ts';
import { speechFailure } from '../../src/services/providers/elevenlabs/wire.ts';
import { ProviderError } from '../../src/services/providers/shared/failure.ts';
import {
  ElevenLabsServer,
  type ElevenLabsWireEvent,
} from '../../src/simulator/providers/elevenlabs/server.ts';
import { systemClock } from '../../src/types/clock.ts';
import { ManualClock } from '../support/manualClock.ts';
import { aWhile, expectFailure, until } from './contract/harness.ts';
import { Clause, ScriptedServer, settingsAt, type Message } from './elevenlabsKit.ts';

const SARAH = 'EXAVITQu4vr4xnSDxMaL';
const GEORGE = 'JBFqnCBsd6RMkjVDRZzb';

describe('elevenlabs speech on the wire', () => {
  let server: ElevenLabsServer;
  let events: ElevenLabsWireEvent[];
  const made: ElevenLabsSynthesiser[] = [];
  beforeEach(async () => {
    events = [];
    server = await ElevenLabsServer.start({ record: (event) => void events.push(event) });
  });
  afterEach(async () => {
    for (const part of made.splice(0)) await part.close();
    await server.close();
  });
  const synthesiser = (ttsModel = 'eleven_flash_v2_5', clock = systemClock) => {
    const part = new ElevenLabsSynthesiser(settingsAt(server.url, { ttsModel }), clock);
    made.push(part);
    return part;
  };
  const urls = () => events.flatMap(({ url }) => (url === undefined ? [] : [new URL(url, server.url)]));
  const messages = () => events.flatMap(({ message }) => (message === undefined ? [] : [message]));

  it('asks for telephone audio of the model, the voice and the language; the key is no part of the address', async () => {
    await new Clause(synthesiser(), 'Hello.', { voice: GEORGE, language: 'pt-BR' }).end();
    const [url] = urls();
    expect(url?.pathname).toBe(`/v1/text-to-speech/${GEORGE}/multi-stream-input`);
    expect(Object.fromEntries(url?.searchParams ?? [])).toEqual({
      model_id: 'eleven_flash_v2_5',
      output_format: 'ulaw_8000',
      auto_mode: 'true',
      sync_alignment: 'true',
      inactivity_timeout: '180',
      language_code: 'pt',
    });
  });

  it('opens a context with a space, sends the clause flushed, and closes the context', async () => {
    await new Clause(synthesiser(), '  Hello there.  ', { rate: 3 }).end();
    expect(messages()).toEqual([
      { text: ' ', context_id: 'clause-1', voice_settings: { speed: 1.2 } },
      { text: 'Hello there. ', context_id: 'clause-1', flush: true },
      { context_id: 'clause-1', close_context: true },
    ]);
  });

  it.each([
    [undefined, undefined],
    [1, undefined],
    [0.2, 0.7],
    [0.9, 0.9],
  ])('rate %s becomes speed %s', async (rate, speed) => {
    await new Clause(synthesiser(), 'Hello.', rate === undefined ? {} : { rate }).end();
    expect(messages()[0]).toEqual({
      text: ' ',
      context_id: 'clause-1',
      ...(speed === undefined ? {} : { voice_settings: { speed } }),
    });
  });

  it('speaks clause after clause on one socket, each in a context of its own', async () => {
    const part = synthesiser();
    for (const text of ['One.', 'Two.', 'Three.']) {
      const clause = await new Clause(part, text).end();
      expect([clause.heard, clause.detail]).toEqual([text, { provider: 'elevenlabs', voice: SARAH }]);
    }
    expect(server.tts.counts.connections).toBe(1);
  });

  it('needs a socket for each voice and language', async () => {
    const part = synthesiser();
    for (const language of ['en-US', 'en-GB', 'fr-FR']) await new Clause(part, 'Bon.', { language }).end();
    await new Clause(part, 'Bon.', { voice: GEORGE }).end();
    expect(urls().map((url) => url.searchParams.get('language_code'))).toEqual(['en', 'fr', 'en']);
  });

  it('cuts a long text into contexts one after the other, with word times of the whole', async () => {
    const text = Array.from({ length: 60 }, (_, i) => `Here is sentence ${i} of a text in parts.`).join(' ');
    const clause = await new Clause(synthesiser(), text).end();
    expect(clause.heard.replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
    expect(server.tts.counts.requests).toBe(2);
    expect(clause.spoken.at(-1)?.[0]).toBe(text.length);
    const lengths = clause.spoken.map(([length]) => length);
    expect(lengths).toEqual([...new Set(lengths)].sort((a, b) => a - b));
  });

  it('serves the next clause on the same socket after a barge-in, and drops the audio of the old one', async () => {
    const part = synthesiser();
    const cut = new Clause(
      part,
      'This sentence is long enough to be cut off by the caller somewhere inside.',
    );
    await until('the first audio', () => cut.pieces.length > 0);
    cut.handle.cancel();
    const heard = cut.pieces.length;
    const next = await new Clause(part, 'I see.').end();
    expect(next.heard).toBe('I see.');
    expect([cut.pieces.length, cut.ended]).toEqual([heard, 0]);
    expect(server.tts.counts.connections).toBe(1);
  });

  it('opens another socket before the fifth context is one too many', async () => {
    server.tts.fault = { kind: 'hang', afterOutputs: 1 };
    const part = synthesiser();
    for (let i = 0; i < 7; i++) {
      const clause = new Clause(part, 'This hangs and is given up, again and again.');
      await until('the first audio', () => clause.pieces.length > 0);
      clause.handle.cancel();
    }
    server.tts.fault = null;
    const last = await new Clause(part, 'This does not.').end();
    expect(last.heard).toBe('This does not.');
    expect(server.tts.counts.connections).toBe(2);
  });

  it('closes a socket whose cancelled context never ends', async () => {
    const clock = new ManualClock();
    const part = synthesiser('eleven_flash_v2_5', clock);
    server.tts.fault = { kind: 'hang', afterOutputs: 1 };
    const clause = new Clause(part, 'This hangs and is given up.');
    await until('the first audio', () => clause.pieces.length > 0);
    clause.handle.cancel();
    clock.advance(1_900);
    await aWhile();
    expect(server.tts.counts.cancelled).toBe(0);
    clock.advance(200);
    await until('the close', () => server.tts.counts.cancelled === 1);
  });

  it('closes idle sockets before the service does', async () => {
    const clock = new ManualClock();
    const part = synthesiser('eleven_flash_v2_5', clock);
    await new Clause(part, 'One.').end();
    clock.advance(149_000);
    await new Clause(part, 'Two.').end();
    expect(server.tts.counts.connections).toBe(1);
    clock.advance(151_000);
    // Another one takes its place, as the voice is in use.
    await until('the next connection', () => server.tts.counts.connections > 1);
    await aWhile();
    await new Clause(part, 'Three.').end();
    expect(server.tts.counts.connections).toBe(2);
  });

  describe('sockets of voices that are in use (a first clause waited for a handshake)', () => {
    const voiceOf = (url: URL) => `${url.pathname.split('/')[3]} ${url.searchParams.get('language_code')}`;
    const opened = async (count: number) => {
      await until(`connection ${count}`, () => server.tts.counts.connections >= count);
      await aWhile();
      return server.tts.counts.connections;
    };
    const idle = 150_000;

    it('are opened again when they were closed for idleness: the three used last', async () => {
      const clock = new ManualClock();
      const part = synthesiser('eleven_flash_v2_5', clock);
      const used = ['en-US', 'fr-FR'].flatMap((language) =>
        [SARAH, GEORGE].map((voice) => ({ language, voice })),
      );
      for (const more of used) await new Clause(part, 'Bon.', more).end();
      expect(await opened(4)).toBe(4);
      clock.advance(idle);
      expect(await opened(7)).toBe(7);
      expect(urls().slice(4).map(voiceOf).sort()).toEqual([`${SARAH} fr`, `${GEORGE} en`, `${GEORGE} fr`]);
      for (const more of used.slice(1)) await new Clause(part, 'Bon.', more).end();
      expect(await opened(7)).toBe(7);
    });

    it('are opened again for ten minutes after the last clause', async () => {
      const clock = new ManualClock();
      const part = synthesiser('eleven_flash_v2_5', clock);
      await new Clause(part, 'Hello.').end();
      for (let times = 1; times <= 4; times++) {
        clock.advance(idle);
        expect(await opened(1 + times)).toBe(1 + times);
      }
      clock.advance(10 * idle);
      expect(await opened(5)).toBe(5);
    });

    it('are not tried again when they cannot be opened', async () => {
      const clock = new ManualClock();
      const part = synthesiser('eleven_flash_v2_5', clock);
      await new Clause(part, 'Hello.').end();
      server.tts.fault = { kind: 'status', status: 503 };
      clock.advance(idle);
      expect(await opened(2)).toBe(2);
      clock.advance(2 * idle);
      expect(await opened(2)).toBe(2);
      server.tts.fault = null;
      await new Clause(part, 'Hello.').end();
      expect(await opened(3)).toBe(3);
    });

    it('are opened again when the service has closed them, one for many', async () => {
      const clock = new ManualClock();
      const part = synthesiser('eleven_flash_v2_5', clock);
      await Promise.all(['One.', 'Two.', 'Three.'].map((text) => new Clause(part, text).end()));
      expect(await opened(3)).toBe(3);
      clock.advance(20_000);
      server.dropConnections();
      expect(await opened(4)).toBe(4);
    });

    it('are not opened again where nobody spoke, nor after the close', async () => {
      const clock = new ManualClock();
      await synthesiser('eleven_flash_v2_5', clock).warm();
      const part = synthesiser('eleven_flash_v2_5', clock);
      await new Clause(part, 'Hello.').end();
      await part.close();
      clock.advance(idle);
      expect(await opened(2)).toBe(2);
    });

    it('are not used in the last moments before the service closes them', async () => {
      const clock = new ManualClock();
      const part = synthesiser('eleven_flash_v2_5', clock);
      await part.warm();
      clock.advance(140_000);
      await part.warm();
      expect(await opened(1)).toBe(1);
      clock.advance(35_000);
      await new Clause(part, 'Hello.').end();
      expect(await opened(2)).toBe(2);
    });
  });

  describe('a close that overtakes its text (the clause was lost, or never ended)', () => {
    const ways = ['final-without-audio', 'nothing'] as const;

    it.each(ways)('is not sent before the first audio: %s', async (earlyClose) => {
      server.earlyClose = earlyClose;
      server.tts.latency = { next: () => 30 };
      const part = synthesiser();
      for (const text of ['One of them.', 'And the other one.']) {
        const clause = await new Clause(part, text).end();
        expect([clause.failure, clause.heard]).toEqual([undefined, text]);
      }
      expect(server.tts.counts).toMatchObject({ connections: 1, completed: 2, cancelled: 0 });
    });

    it.each(ways)('is sent at once for a clause that is cancelled before: %s', async (earlyClose) => {
      server.earlyClose = earlyClose;
      server.tts.fault = { kind: 'stall' };
      const part = synthesiser();
      const clause = new Clause(part, 'Nobody hears this.');
      await until('the request', () => server.tts.counts.requests > 0);
      clause.handle.cancel();
      await until('the close', () => server.tts.counts.cancelled === 1);
      server.tts.fault = null;
      const next = await new Clause(part, 'But this.').end();
      expect([next.heard, clause.ended, clause.pieces.length]).toEqual(['But this.', 0, 0]);
      expect(server.tts.counts.connections).toBe(1);
    });

    it('leaves a socket at hand when the service says nothing to it', async () => {
      const clock = new ManualClock();
      server.earlyClose = 'nothing';
      server.tts.fault = { kind: 'stall' };
      const part = synthesiser('eleven_flash_v2_5', clock);
      const clause = new Clause(part, 'Nobody hears this.');
      await until('the request', () => server.tts.counts.requests > 0);
      clause.handle.cancel();
      server.tts.fault = null;
      clock.advance(2_100);
      await until('another socket', () => server.tts.counts.connections === 2);
      await aWhile();
      await new Clause(part, 'But this.').end();
      expect(server.tts.counts.connections).toBe(2);
    });
  });

  it('warms what was spoken last', async () => {
    const part = synthesiser();
    await part.warm();
    await part.warm();
    expect(urls().map((url) => url.pathname.split('/')[3])).toEqual([SARAH]);
    await new Clause(part, 'Hello.').end();
    expect(server.tts.counts.connections).toBe(1);
    server.dropConnections();
    await new Clause(part, 'Bonjour.', { voice: GEORGE, language: 'fr-FR' }).end();
    server.dropConnections();
    await aWhile();
    await part.warm();
    expect(urls().at(-1)?.searchParams.get('language_code')).toBe('fr');
    expect(urls().at(-1)?.pathname).toContain(GEORGE);
  });

  it('warm rejects with what is wrong', async () => {
    server.tts.fault = { kind: 'status', status: 403 };
    const error: unknown = await synthesiser()
      .warm()
      .catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ProviderError);
    expectFailure((error as ProviderError).failure, ['refused']);
  });

  it('says that the key is refused, which the service does after the first message only', async () => {
    const part = new ElevenLabsSynthesiser(settingsAt(server.url, { key: 'not-this-one' }));
    made.push(part);
    await part.warm();
    expectFailure((await new Clause(part, 'Hello.').end()).failure, ['refused']);
  });

  it('ends what it speaks when it is closed', async () => {
    server.tts.fault = { kind: 'hang', afterOutputs: 1 };
    const part = synthesiser();
    const clause = new Clause(part, 'This will be closed under us.');
    await until('the first audio', () => clause.pieces.length > 0);
    await part.close();
    expectFailure((await clause.end()).failure, ['aborted']);
  });

  it('speaks by model', async () => {
    const spoken = (model: string) =>
      ['en-US', 'vi-VN', 'th-TH', 'zh-HK', 'zh-CN', 'xx-XX'].filter((tag) =>
        synthesiser(model).supports(tag),
      );
    expect(spoken('eleven_flash_v2_5')).toEqual(['en-US', 'vi-VN', 'zh-CN']);
    expect(spoken('eleven_turbo_v2_5')).toEqual(['en-US', 'vi-VN', 'zh-CN']);
    expect(spoken('eleven_multilingual_v2')).toEqual(['en-US', 'zh-CN']);
    expect(spoken('eleven_flash_v2')).toEqual(['en-US']);
    expect(spoken('eleven_v3')).toEqual([]);
    expect(spoken('eleven_of_the_future')).toEqual([]);
  });

  it.each([
    ['eleven_turbo_v2_5', 'nb-NO', 'no'],
    ['eleven_flash_v2_5', 'zh-TW', 'zh'],
    ['eleven_flash_v2_5', 'fil-PH', null],
    ['eleven_multilingual_v2', 'de-DE', null],
  ])('%s is told for %s: %s', async (model, language, code) => {
    const clause = await new Clause(synthesiser(model), 'Hallo.', { language }).end();
    expect(clause.failure).toBeUndefined();
    expect(urls()[0]?.searchParams.get('language_code')).toBe(code);
  });

  it('lists the voices of the account', async () => {
    const voices = await synthesiser().listVoices(AbortSignal.timeout(5_000));
    expect(voices.map(({ id, name, gender }) => [id, name, gender])).toEqual([
      [SARAH, 'Sarah', 'female'],
      [GEORGE, 'George', 'male'],
      ['clonedVoiceOfTheHost', 'Our receptionist', undefined],
    ]);
    expect(voices[0]?.languages).toContain('zh-CN');
    const clause = await new Clause(synthesiser(), 'Hello.', { voice: 'clonedVoiceOfTheHost' }).end();
    expect(clause.heard).toBe('Hello.');
  });

  it('says why there is no list of voices', async () => {
    const failureNow = async (signal = AbortSignal.timeout(5_000), key?: string) => {
      const part = new ElevenLabsSynthesiser(settingsAt(server.url, key === undefined ? {} : { key }));
      const error: unknown = await part.listVoices(signal).catch((it: unknown) => it);
      expect(error).toBeInstanceOf(ProviderError);
      return (error as ProviderError).failure;
    };
    expectFailure(await failureNow(undefined, 'not-this-one'), ['refused']);
    server.tts.fault = { kind: 'status', status: 503 };
    expectFailure(await failureNow(), ['unavailable']);
    server.tts.fault = { kind: 'garbage' };
    expectFailure(await failureNow(), ['internal']);
    server.tts.fault = { kind: 'refuse' };
    server.dropConnections();
    await aWhile();
    expectFailure(await failureNow(), ['unavailable']);
    server.tts.fault = { kind: 'stall' };
    const abort = new AbortController();
    const waiting = failureNow(abort.signal);
    await sleep(20);
    abort.abort();
    expectFailure(await waiting, ['aborted']);
  });
});

describe('elevenlabs speech from an odd server', () => {
  let server: ScriptedServer;
  let part: ElevenLabsSynthesiser;
  beforeEach(async () => {
    server = await ScriptedServer.start();
    part = new ElevenLabsSynthesiser(settingsAt(server.url));
  });
  afterEach(async () => {
    await part.close();
    await server.close();
  });
  const asked = async (text = 'Hello there.', count = 1) => {
    const clause = new Clause(part, text);
    await server.heard('flushed text', ({ flush }) => flush === true, count);
    return clause;
  };
  const audio = Buffer.alloc(800, 0x55).toString('base64');

  it('understands both spellings of names', async () => {
    const clause = await asked();
    server.say(
      { audio, context_id: 'clause-1', isFinal: null },
      { audio: null, context_id: 'clause-1', is_final: true },
    );
    await clause.end();
    expect([clause.failure, clause.pieces.length]).toEqual([undefined, 1]);
  });

  it('takes a last frame that has audio, frames without a context, and passes over unknown ones', async () => {
    const clause = await asked();
    server.say(
      { audio, contextId: 'of-somebody-else' },
      { news: 'of the day' },
      { audio },
      { audio, contextId: 'clause-1', isFinal: true },
    );
    await clause.end();
    expect([clause.failure, Buffer.concat(clause.pieces).length]).toEqual([undefined, 1_600]);
  });

  const isClose = (message: Message) => message['close_context'] === true;

  it('closes a context with its first audio, once', async () => {
    const clause = await asked();
    await aWhile();
    expect(server.messages.filter(isClose)).toEqual([]);
    server.say({ audio, contextId: 'clause-1' });
    await server.heard('close', isClose);
    server.say({ audio, contextId: 'clause-1' }, { contextId: 'clause-1', isFinal: true });
    await clause.end();
    clause.handle.cancel();
    await aWhile();
    expect(server.messages.filter(isClose)).toEqual([{ context_id: 'clause-1', close_context: true }]);
  });

  it('does not close what its first audio ends', async () => {
    const clause = await asked();
    server.say({ audio, contextId: 'clause-1', isFinal: true });
    await clause.end();
    await aWhile();
    expect(server.messages.filter(isClose)).toEqual([]);
  });

  it('fails when a later part of a long text ends without audio', async () => {
    const text = Array.from({ length: 60 }, (_, i) => `Here is sentence ${i} of a text in parts.`).join(' ');
    const clause = await asked(text);
    server.say({ audio, contextId: 'clause-1' }, { contextId: 'clause-1', isFinal: true });
    await server.heard('flushed text', ({ flush }) => flush === true, 2);
    server.say({ contextId: 'clause-2', isFinal: true });
    expectFailure((await clause.end()).failure, ['unavailable']);
    expect(clause.pieces).toHaveLength(1);
  });

  it('fails when the context ends without audio', async () => {
    const clause = await asked();
    server.say({ contextId: 'clause-1', isFinal: true });
    expectFailure((await clause.end()).failure, ['unavailable']);
  });

  it('reads the reason of a close', async () => {
    const clause = await asked();
    server.sockets[0]?.close(1008, 'This request exceeds your quota of 10000.');
    expectFailure((await clause.end()).failure, ['quota']);
  });

  it('a binary frame is garbage', async () => {
    const clause = await asked();
    server.sockets[0]?.send(Buffer.from('{}'), { binary: true });
    expectFailure((await clause.end()).failure, ['internal']);
  });

  it('counts alignment from the beginning of its own piece', async () => {
    const clause = await asked('Hi you two.');
    server.say(
      { audio, contextId: 'clause-1', alignment: aligned('Hi y', 25) },
      { audio, contextId: 'clause-1', alignment: aligned('ou ', 30) },
      { audio, contextId: 'clause-1', alignment: null },
      { audio, contextId: 'clause-1', alignment: { chars: ['broken'], charStartTimesMs: [] } },
      { audio, contextId: 'clause-1', alignment: aligned('two.', 20) },
      { contextId: 'clause-1', isFinal: true },
    );
    await clause.end();
    expect(clause.spoken).toEqual([
      [2, 50],
      [6, 160],
      [11, 480],
    ]);
  });

  it('is silent when it is cancelled while it connects, and keeps the connection', async () => {
    const clause = new Clause(part, 'Never mind.');
    clause.handle.cancel();
    await server.connections(1);
    await aWhile();
    const next = await asked('But this.');
    server.say({ audio, contextId: 'clause-1' }, { contextId: 'clause-1', isFinal: true });
    await next.end();
    expect([server.sockets.length, clause.ended, next.failure]).toEqual([1, 0, undefined]);
  });
});

function aligned(text: string, msEach: number) {
  const chars = [...text];
  return {
    chars,
    charStartTimesMs: chars.map((_, i) => i * msEach),
    charDurationsMs: chars.map(() => msEach),
  };
}

describe('names of speech errors', () => {
  it.each([
    ['invalid_api_key', 'refused'],
    ['missing_permissions', 'refused'],
    ['detected_unusual_activity', 'refused'],
    ['quota_exceeded', 'quota'],
    ['too_many_concurrent_requests', 'rate-limited'],
    ['max_active_conversations', 'rate-limited'],
    ['rate_limit_exceeded', 'rate-limited'],
    ['system_busy', 'rate-limited'],
    ['voice_id_does_not_exist', 'unsupported'],
    ['unsupported_language', 'unsupported'],
    ['output_format_not_allowed', 'unsupported'],
    ['content_against_policy', 'content'],
    ['max_character_limit_exceeded', 'invalid-request'],
    ['invalid_input_message', 'invalid-request'],
    ['input_timeout_exceeded', 'unavailable'],
    ['internal_server_error', 'unavailable'],
    [{ an: 'object' }, 'unavailable'],
  ])('%s: %s', (name, kind) => {
    const failure = speechFailure(name);
    expect(failure.kind).toBe(kind);
    expectFailure(failure, [failure.kind]);
  });
});

describe('word times', () => {
  const times = (text: string, said: string, pieces = 1) => {
    const reported: [string, number][] = [];
    const words = new WordTimes(text, (length, atMs) => reported.push([text.slice(0, length), atMs]));
    const chars = [...said];
    const each = Math.ceil(chars.length / pieces);
    for (let at = 0; at < chars.length; at += each) {
      const alignment = alignmentOf(aligned(chars.slice(at, at + each).join(''), 10));
      if (alignment) words.push(alignment, at * 10);
    }
    words.end();
    return reported;
  };

  it('are told at the ends of words, with their punctuation', () => {
    expect(times('Yes, at 7.', 'Yes, at 7.')).toEqual([
      ['Yes,', 40],
      ['Yes, at', 70],
      ['Yes, at 7.', 100],
    ]);
  });

  it('are told sign by sign in Chinese', () => {
    expect(times('你好，Peter！', '你好，Peter！')).toEqual([
      ['你', 10],
      ['你好', 20],
      ['你好，Peter！', 90],
    ]);
  });

  it('pass over what was written differently, and find on', () => {
    expect(
      times('It costs $5 at the door', 'it costs five dollars at the door').map(([text]) => text),
    ).toEqual(['It', 'It costs', 'It costs $5 at', 'It costs $5 at the', 'It costs $5 at the door']);
    expect(times('one two', 'something else entirely')).toEqual([]);
  });

  it('are the same however the audio is cut, and never fall', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'bc', 'D', '5', '好', '!', ' ', '\n', '😀', '’'), { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (parts, pieces) => {
          const text = parts.join('');
          const whole = times(text, text);
          expect(times(text, text, pieces)).toEqual(whole);
          for (const [i, [reached, atMs]] of whole.entries()) {
            expect(text.startsWith(reached)).toBe(true);
            const before = whole[i - 1];
            if (before) expect(reached.length > before[0].length && atMs >= before[1]).toBe(true);
          }
        },
      ),
    );
  });

  it('take only lists that fit together', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const alignment = alignmentOf(value);
        if (alignment) expect(alignment.chars.length).toBe(alignment.startsMs.length);
      }),
    );
    expect(alignmentOf({ chars: ['a'], charStartTimesMs: [0], charsDurationsMs: [5] })).toBeDefined();
    expect(alignmentOf({ chars: ['a'], charStartTimesMs: [0], charDurationsMs: [] })).toBeUndefined();
    expect(alignmentOf({ chars: [1], charStartTimesMs: [0], charDurationsMs: [5] })).toBeUndefined();
  });
});
