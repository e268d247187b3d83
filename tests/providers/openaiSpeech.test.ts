import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mulawDecode } from '../../src/lib/g711.ts';
import { warmResampler } from '../../src/lib/resampler.ts';
import { openAiSpeechEntries } from '../../src/services/providers/openai-compatible/entriesSpeech.ts';
import type { OpenAiHost } from '../../src/services/providers/openai-compatible/host.ts';
import { SpeechAudio } from '../../src/services/providers/openai-compatible/speechAudio.ts';
import { failureOfRefusal } from '../../src/services/providers/openai-compatible/speechFailure.ts';
import {
  knownToOpenAi,
  openAiLocales,
} from '../../src/services/providers/openai-compatible/speechLanguages.ts';
import { OpenAiSynthesiser } from '../../src/services/providers/openai-compatible/synthesiser.ts';
import { wavFile } from '../../src/services/providers/openai-compatible/transcriptionAudio.ts';
import { ProviderRegistry } from '../../src/services/providers/registry.ts';
import { ProviderError } from '../../src/services/providers/shared/failure.ts';
import { latencyProfiles } from '../../src/services/providers/standin/index.ts';
import {
  OpenAiSpeechServer,
  type OpenAiSpeechOptions,
  type SeenRequest,
} from '../../src/simulator/providers/openaiSpeech/server.ts';
import { hearToneSpeech, toneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import type { ProviderFailure, SynthesisDetail, SynthesisRequest } from '../../src/types/ports.ts';
import { ManualClock } from '../support/manualClock.ts';
import { aWhile, expectFailure, TEST_KEY, until } from './contract/harness.ts';
import { synthesiserContract } from './contract/synthesiser.ts';

const ownHost = { models: { kokoro: { work: 'tts', voices: 'any' } } } as const;

const openAi = (url: string, more: Partial<OpenAiHost> = {}): OpenAiHost => ({
  name: 'openai',
  url,
  key: TEST_KEY,
  keyHeader: 'authorization',
  ttsModel: 'gpt-4o-mini-tts',
  ttsVoice: 'alloy',
  ...more,
});

async function open(options: Partial<OpenAiSpeechOptions> = {}, host: Partial<OpenAiHost> = {}) {
  const server = await OpenAiSpeechServer.start(options);
  const part = new OpenAiSynthesiser(openAi(server.apiUrl, host));
  return {
    part,
    server,
    behaviour: server.tts,
    dropConnections: () => server.dropConnections(),
    close: async () => {
      await part.close();
      await server.close();
    },
  };
}

synthesiserContract({
  name: 'openai',
  open: () => open(),
  language: 'en-US',
  unservedLanguage: 'zh-HK',
  unknownVoice: 'nobody',
});

synthesiserContract({
  name: 'openai-compatible, with no key, and WAV whatever is asked',
  open: () =>
    open(
      { ...ownHost, keys: [], listsModels: false, speech: { format: 'wav', wavRate: 22_050 } },
      { name: 'openai-compatible', key: undefined, ttsModel: 'kokoro', ttsVoice: 'af_heart' },
    ),
  language: 'zh-HK',
});

interface Spoken {
  readonly text: string;
  readonly failure: ProviderFailure | undefined;
  readonly detail: SynthesisDetail | undefined;
  readonly bytes: number;
}

function speak(part: OpenAiSynthesiser, text: string, more: Partial<SynthesisRequest> = {}): Promise<Spoken> {
  const pieces: Uint8Array[] = [];
  return new Promise((resolve) => {
    const end = (failure: ProviderFailure | undefined, detail: SynthesisDetail | undefined) => {
      const mulaw = Buffer.concat(pieces);
      resolve({ text: hearToneSpeech(mulawDecode(mulaw)), failure, detail, bytes: mulaw.length });
    };
    part.speak(
      { text, language: 'en-US', ...more },
      {
        audio: (mulaw) => void pieces.push(mulaw),
        done: (detail) => end(undefined, detail),
        failed: (failure) => end(failure, undefined),
      },
    );
  });
}

describe('speech on the wire', () => {
  let seen: SeenRequest[] = [];
  const harnesses: { close(): Promise<void> }[] = [];
  const start = async (host: Partial<OpenAiHost> = {}, options: Partial<OpenAiSpeechOptions> = {}) => {
    seen = [];
    const harness = await open({ onRequest: (it) => seen.push(it), ...options }, host);
    harnesses.push(harness);
    return harness;
  };
  afterEach(async () => {
    for (const harness of harnesses.splice(0)) await harness.close();
  });
  const bodies = () => seen.map(({ body }) => body as Record<string, unknown>);

  it('asks for PCM, with the key in a header', async () => {
    const { part } = await start();
    await speak(part, 'Good morning.');
    expect(seen[0]?.path).toBe('/v1/audio/speech');
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${TEST_KEY}`);
    expect(bodies()[0]).toMatchObject({
      model: 'gpt-4o-mini-tts',
      voice: 'alloy',
      input: 'Good morning.',
      response_format: 'pcm',
      speed: 1,
    });
    expect(bodies()[0]).not.toHaveProperty('instructions');
  });

  it('speaks at the wanted rate, within what the service takes', async () => {
    const { part } = await start();
    for (const rate of [1.25, 9, 0.1]) expect((await speak(part, 'Fast.', { rate })).failure).toBeUndefined();
    expect(bodies().map(({ speed }) => speed)).toEqual([1.25, 4, 0.25]);
  });

  it('speaks with the wanted voice, else the configured one', async () => {
    const { part } = await start({ ttsVoice: 'marin' });
    expect((await speak(part, 'One.', { voice: 'sage' })).detail).toEqual({
      provider: 'openai',
      voice: 'sage',
    });
    expect((await speak(part, 'Two.')).detail).toEqual({ provider: 'openai', voice: 'marin' });
    expect(bodies().map(({ voice }) => voice)).toEqual(['sage', 'marin']);
  });

  it('says that the voice is what it does not have', async () => {
    const { part } = await start();
    expectFailure((await speak(part, 'One.', { voice: 'nobody' })).failure, ['unsupported']);
  });

  it('leaves the voice to a host for which none is named', async () => {
    const { part } = await start(
      { name: 'openai-compatible', ttsModel: 'kokoro', ttsVoice: undefined },
      ownHost,
    );
    // This one insists, as the real API does.
    expectFailure((await speak(part, 'One.')).failure, ['unsupported', 'invalid-request']);
    expect(part.voices()).toEqual([]);
    expect((await speak(part, 'One.', { voice: 'af_heart' })).text).toBe('One.');
  });

  it('sends no part of a long text that says nothing', async () => {
    const { part } = await start();
    expect((await speak(part, `${'.'.repeat(8_192)}Hello there.`)).text).toBe('Hello there.');
    expect(bodies().map(({ input }) => input)).toEqual(['Hello there.']);
  });

  it('keeps one connection between clauses, and asks for it early', async () => {
    const { part, server } = await start();
    await part.warm();
    for (const text of ['One.', 'Two.', 'Three.']) {
      expect((await speak(part, text)).text).toBe(text);
      await aWhile();
    }
    expect(server.sockets).toBe(1);
    expect(server.tts.counts).toMatchObject({ requests: 3, completed: 3, cancelled: 0 });
  });

  it('opens another connection when a caller cut in (the next clause waited for a handshake)', async () => {
    const { part, server } = await start();
    await part.warm();
    server.tts.fault = { kind: 'hang', afterOutputs: 1 };
    let heard = 0;
    const nothing = () => undefined;
    const sink = { audio: () => void heard++, done: nothing, failed: nothing };
    const handle = part.speak({ text: 'A sentence that is cut.', language: 'en-US' }, sink);
    await until('audio', () => heard > 0);
    handle.cancel();
    // Over HTTP/1.1 the answer's connection went with it.
    await until('another connection', () => server.sockets === 2);
    await aWhile();
    server.tts.fault = null;
    expect((await speak(part, 'Yes?')).text).toBe('Yes?');
    expect(server.sockets).toBe(2);
  });

  it('keeps a connection open through pauses, while there are callers', async () => {
    const clock = new ManualClock();
    const { server } = await start();
    const part = new OpenAiSynthesiser(openAi(server.apiUrl), clock);
    harnesses.push(part);
    expect((await speak(part, 'One.')).text).toBe('One.');
    await aWhile();
    server.dropConnections();
    await aWhile();
    clock.advance(50_000);
    await until('another connection', () => server.sockets === 2);
    await aWhile();
    expect((await speak(part, 'Two.')).text).toBe('Two.');
    expect(server.sockets).toBe(2);
    // Nobody calls any more.
    server.dropConnections();
    clock.advance(700_000);
    await aWhile();
    const left = server.sockets;
    clock.advance(700_000);
    await aWhile();
    expect(server.sockets).toBe(left);
  });

  it('notices that the kept connection is closed, and asks again on a new one', async () => {
    const { part, server } = await start();
    await speak(part, 'One.');
    await aWhile();
    server.dropConnections();
    const spoken = await speak(part, 'Two.');
    expect([spoken.failure, spoken.text]).toEqual([undefined, 'Two.']);
  });

  it('does not ask again when the answer breaks', async () => {
    const { part, server } = await start();
    server.tts.fault = { kind: 'close', afterOutputs: 0 };
    expectFailure((await speak(part, 'One.')).failure, ['unavailable']);
    expect(server.tts.counts.requests).toBe(1);
  });

  it('says when the key is wrong, and does not repeat it', async () => {
    const { part } = await start({ key: 'key-for-tests-but-wrong' });
    await expect(part.warm()).rejects.toThrow(ProviderError);
    await expect(part.warm()).rejects.not.toThrow(/key-for-tests/);
    expectFailure((await speak(part, 'One.')).failure, ['refused']);
  });

  it('says when nobody answers at the address', async () => {
    const { part, server } = await start();
    await server.close();
    await expect(part.warm()).rejects.toMatchObject({ failure: { kind: 'unavailable', retryable: true } });
    expectFailure((await speak(part, 'One.')).failure, ['unavailable']);
  });

  it('tells the filter’s refusal from a wrong request', async () => {
    const { part, server } = await start();
    server.tts.fault = { kind: 'content' };
    expectFailure((await speak(part, 'One.')).failure, ['content']);
    server.tts.fault = { kind: 'quota' };
    expectFailure((await speak(part, 'One.')).failure, ['quota']);
  });

  it('cannot be made without a model', () => {
    expect(() => new OpenAiSynthesiser(openAi('http://127.0.0.1:1/v1', { ttsModel: undefined }))).toThrow(
      ProviderError,
    );
  });

  it.each([
    ['no key', { headers: { authorization: '' } }, 401],
    ['a key in another form', { headers: { authorization: TEST_KEY } }, 401],
    ['not JSON', { body: '{' }, 400],
    ['another type', { headers: { 'content-type': 'text/plain' } }, 415],
    ['no text', { json: { input: '' } }, 400],
    ['too long a text', { json: { input: 'x'.repeat(4_097) } }, 400],
    ['no voice', { json: { voice: undefined } }, 400],
    ['an unknown voice', { json: { voice: 'nobody' } }, 400],
    ['a voice of another model', { json: { model: 'tts-1', voice: 'marin' } }, 400],
    ['an unknown model', { json: { model: 'tts-9' } }, 404],
    ['a model of other work', { json: { model: 'whisper-1' } }, 404],
    ['too fast', { json: { speed: 4.5 } }, 400],
    ['a field that is not of the API', { json: { sample_rate: 8_000 } }, 400],
    ['an unknown format', { json: { response_format: 'mulaw' } }, 400],
    ['a format that it cannot make', { json: { response_format: 'mp3' } }, 400],
    ['events', { json: { stream_format: 'sse' } }, 400],
    ['another method', { method: 'PUT' }, 405],
    ['another path', { path: '/audio/speech' }, 404],
  ])('the server refuses %s', async (_, wrong: Wrong, status) => {
    const { server } = await start();
    const json = {
      model: 'gpt-4o-mini-tts',
      voice: 'alloy',
      input: 'Hello.',
      response_format: 'pcm',
      ...wrong.json,
    };
    const answer = await fetch(`${server.url}${wrong.path ?? '/v1/audio/speech'}`, {
      method: wrong.method ?? 'POST',
      headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/json', ...wrong.headers },
      body: wrong.body ?? JSON.stringify(json),
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { message: expect.any(String) as string } });
    expect(server.tts.counts.requests).toBe(0);
  });

  it('the server speaks WAV when asked', async () => {
    const { server } = await start();
    const answer = await fetch(`${server.apiUrl}/audio/speech`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'tts-1', voice: 'onyx', input: 'In a file.', response_format: 'wav' }),
    });
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    const file = Buffer.from(await answer.arrayBuffer());
    expect(file.toString('latin1', 0, 4)).toBe('RIFF');
    const pcm = new Int16Array(Uint8Array.from(file.subarray(44)).buffer);
    expect(hearToneSpeech(pcm, 24_000)).toBe('In a file.');
  });

  it('the server lists its models', async () => {
    const { server } = await start();
    const answer = await fetch(`${server.apiUrl}/models`, {
      headers: { authorization: `Bearer ${TEST_KEY}` },
    });
    expect(await answer.json()).toMatchObject({
      object: 'list',
      data: [{ id: 'gpt-4o-mini-tts' }, {}, {}, {}, {}, {}, {}, {}, {}],
    });
  });
});

interface Wrong {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly json?: Record<string, unknown>;
}

describe('answers of hosts that keep less to the API', () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });
  /** What a host makes of a request, by hand. */
  const host = async (answer: (response: ServerResponse) => void) => {
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => answer(response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const part = new OpenAiSynthesiser(openAi(url, { name: 'openai-compatible' }));
    closers.push(async () => {
      await part.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return part;
  };
  const bytesOf = (text: string, rate: number) => Buffer.from(toneSpeech(text, rate).buffer);

  it('takes raw samples of a host that does not name their type', async () => {
    const part = await host((response) => response.end(bytesOf('No type.', 24_000)));
    expect((await speak(part, 'x')).text).toBe('No type.');
  });

  it('goes by the rate that the type names', async () => {
    const part = await host((response) => {
      response.setHeader('content-type', 'audio/pcm; rate=16000');
      response.end(bytesOf('Sixteen.', 16_000));
    });
    expect((await speak(part, 'x')).text).toBe('Sixteen.');
  });

  it('plays no metadata behind the samples of a file', async () => {
    const pcm = toneSpeech('The end.', 8_000);
    const part = await host((response) => {
      response.setHeader('content-type', 'application/octet-stream');
      response.write(wavFile(pcm, 8_000));
      setTimeout(() => response.end(`LIST\x40\0\0\0${'x'.repeat(64)}`), 20);
    });
    const { text, bytes } = await speak(part, 'x');
    expect([text, bytes]).toEqual(['The end.', pcm.length]);
  });

  it.each([
    ['MP3 by its type', 'audio/mpeg', Buffer.from('samples, or so'), 'unsupported'],
    ['MP3 by its beginning', 'application/octet-stream', Buffer.from('ID3 and more'), 'unsupported'],
    ['Ogg by its beginning', 'audio/wav', Buffer.from('OggS and more'), 'unsupported'],
    ['a page', 'text/html', Buffer.from('<html>'), 'internal'],
    ['JSON', 'application/json', Buffer.from('{"audio":""}'), 'internal'],
    ['nothing', 'audio/pcm', Buffer.alloc(0), 'unavailable'],
    ['a file that is none', 'audio/wav', Buffer.from('RIFF0000MIDI0000'), 'internal'],
    ['a file without samples', 'audio/wav', wavFile(new Int16Array(0), 8_000).subarray(0, 30), 'internal'],
    ['a rate that nobody resamples', 'audio/wav', wavFile(new Int16Array(9), 11_025), 'unsupported'],
    ['a file in stereo', 'audio/wav', stereo(), 'unsupported'],
    ['a header without end', 'audio/wav', endless(), 'internal'],
  ])('says what is wrong with %s', async (_, type, body, kind) => {
    const part = await host((response) => {
      response.setHeader('content-type', type);
      response.end(body);
    });
    const { failure, bytes } = await speak(part, 'x');
    expectFailure(failure, [kind as ProviderFailure['kind']]);
    expect(bytes).toBe(0);
  });

  it('does not wait for the end of a refusal', async () => {
    const part = await host((response) => {
      response.writeHead(503);
      response.write('{"error":');
    });
    expectFailure((await speak(part, 'x')).failure, ['unavailable']);
  });

  it('reads no more of a refusal than it needs', async () => {
    const part = await host((response) => response.writeHead(400).end('x'.repeat(5_000_000)));
    expectFailure((await speak(part, 'x')).failure, ['invalid-request']);
  });
});

function stereo(): Buffer {
  const file = wavFile(new Int16Array(20), 8_000);
  file.writeUInt16LE(2, 22);
  return file;
}

/** A chunk that is longer than any header, and then another. */
function endless(): Buffer {
  const file = Buffer.alloc(100_000, 'x');
  file.write('RIFF\0\0\0\0WAVEjunk', 0, 'latin1');
  file.writeUInt32LE(1_000_000, 16);
  return file;
}

describe('reading an answer with audio', () => {
  beforeAll(() => warmResampler());
  const mulawOf = (audio: SpeechAudio, pieces: readonly Uint8Array[]) =>
    Buffer.concat([...pieces.map((piece) => Uint8Array.from(audio.push(piece))), audio.end()]);
  const cut = (bytes: Uint8Array, sizes: readonly number[]) => {
    const pieces: Uint8Array[] = [];
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const size = sizes[i % sizes.length] ?? 1;
      pieces.push(bytes.subarray(at, at + size));
      at += size;
    }
    return pieces;
  };

  it('does not care how the bytes are cut, nor raw or in a file', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        fc.constantFrom(8_000, 16_000, 22_050, 24_000),
        (sizes, wav, rate) => {
          const pcm = toneSpeech('ab', rate);
          const type = wav ? 'audio/wav' : `audio/pcm;rate=${rate}`;
          const bytes = wav ? wavFile(pcm, rate) : new Uint8Array(pcm.buffer);
          const whole = mulawOf(new SpeechAudio('p', type), [bytes]);
          expect(mulawOf(new SpeechAudio('p', type), cut(bytes, sizes))).toEqual(whole);
          expect(hearToneSpeech(mulawDecode(whole))).toBe('ab');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never throws anything but a ProviderError', () => {
    const begin = fc.constantFrom('', 'RIFF', 'RIFF\0\0\0\0WAVE', 'RIFF\0\0\0\0WAVEfmt \x10\0\0\0');
    fc.assert(
      fc.property(fc.option(fc.string()), begin, fc.uint8Array({ maxLength: 200 }), (type, head, bytes) => {
        let audio: SpeechAudio | undefined;
        try {
          audio = new SpeechAudio('p', type ?? undefined);
          audio.push(Buffer.from(head, 'latin1'));
          audio.push(bytes);
          audio.end();
        } catch (error) {
          expect(error).toBeInstanceOf(ProviderError);
        } finally {
          audio?.dispose();
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('refusals', () => {
  const body = (error: unknown) => JSON.stringify({ error });

  it.each([
    [429, body({ code: 'insufficient_quota' }), 'quota'],
    [429, body({ code: null, type: 'insufficient_quota' }), 'quota'],
    [429, body({ code: 'rate_limit_exceeded' }), 'rate-limited'],
    [400, body({ code: 'billing_hard_limit_reached' }), 'quota'],
    [400, body({ code: 'content_policy_violation' }), 'content'],
    [400, body({ code: 'content_filter' }), 'content'],
    [400, body({ code: 17, param: 'voice' }), 'unsupported'],
    [422, '{"detail":[]}', 'invalid-request'],
    [400, body('Invalid value'), 'invalid-request'],
    [400, body({ code: 'constructor' }), 'invalid-request'],
    [502, '<html>', 'unavailable'],
  ])('understands %i %s', (status, text, kind) => {
    expect(failureOfRefusal('p', status, text).kind).toBe(kind);
  });

  it('never repeat what the host says', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), (secret) => {
        const { message } = failureOfRefusal(
          'p',
          400,
          body({ code: secret, type: secret, param: secret, message: secret }),
        );
        expect(message).not.toContain(secret);
      }),
    );
  });
});

describe('languages and voices of OpenAI', () => {
  it('are those of its guide', () => {
    for (const yes of ['en-US', 'en', 'zh-CN', 'zh-TW', 'nb-NO', 'fil-PH', 'he-IL', 'be-BY'])
      expect(knownToOpenAi(yes), yes).toBe(true);
    for (const no of ['zh-HK', 'zh-MO', 'zh-Hant-HK', 'yue-CN', 'wuu-CN', 'so-SO', 'ga-IE', 'am-ET'])
      expect(knownToOpenAi(no), no).toBe(false);
    expect(openAiLocales().length).toBeGreaterThan(80);
  });

  it('are fewer voices with the older models', () => {
    const voices = (ttsModel: string, ttsVoice?: string) =>
      new OpenAiSynthesiser(openAi('http://127.0.0.1:1/v1', { ttsModel, ttsVoice }))
        .voices()
        .map(({ id }) => id);
    expect(voices('tts-1-hd')).toHaveLength(9);
    expect(voices('gpt-4o-mini-tts')).toHaveLength(13);
    expect(voices('gpt-4o-mini-tts', 'verse')[0]).toBe('verse');
    expect(voices('gpt-4o-mini-tts', 'voice_1234')).toHaveLength(14);
  });
});

describe('the entries', () => {
  const host = openAi('http://127.0.0.1:1/v1', {
    sttModel: 'whisper-1',
    embeddingModel: 'text-embedding-3-small',
  });

  it('say what must be set', () => {
    const sentences = (name: OpenAiHost['name'], it?: Partial<OpenAiHost>) =>
      openAiSpeechEntries(name, () => it && { ...it, name, url: 'u', keyHeader: 'authorization' }).map(
        (entry) => entry.unavailable(),
      );
    for (const sentence of sentences('openai')) expect(sentence).toMatch(/^Set OPENAI_API_KEY/);
    for (const sentence of sentences('openai-compatible')) expect(sentence).toMatch(/^Set WEAVER_MODEL_URL/);
    expect(sentences('openai-compatible', {})).toEqual([
      expect.stringMatching(/^Set WEAVER_STT_MODEL/),
      expect.stringMatching(/^Set WEAVER_TTS_MODEL/),
      expect.stringMatching(/^Set WEAVER_EMBEDDING_MODEL/),
    ]);
    expect(sentences('openai-compatible', { embeddingModel: 'bge' })[2]).toMatch(
      /^Set WEAVER_EMBEDDING_DIMENSIONS/,
    );
    expect(sentences('openai', { embeddingModel: 'bge' })[2]).toContain('text-embedding-3-small');
    for (const sentence of sentences('groq', {})) expect(sentence).toMatch(/^No model for/);
    expect(sentences('openai', host)).toEqual([undefined, undefined, undefined]);
  });

  it('load what they promise', async () => {
    const registry = new ProviderRegistry(openAiSpeechEntries('openai', () => host));
    expect((await registry.recogniser('openai')).name).toBe('openai');
    expect((await registry.synthesiser('openai')).name).toBe('openai');
    expect((await registry.embedder('openai')).dimensions).toBe(1_536);
    expect(registry.chooseRecogniser('zh-HK').name).toBeNull();
    expect(registry.chooseSynthesiser('en-GB').name).toBe('openai');
    await registry.close();
  });

  it('do not load when nothing is configured', async () => {
    for (const entry of openAiSpeechEntries('openai', () => undefined))
      await expect(entry.load()).rejects.toThrow(ProviderError);
  });

  it('stand on published latencies where there are any', () => {
    const profiles = openAiSpeechEntries('openai', () => host).map(({ profile }) => profile);
    expect(profiles).toEqual(['stt/openai/gpt-4o-transcribe', 'tts/openai/tts', undefined]);
    const known = latencyProfiles.map(({ id }) => id);
    for (const profile of profiles.filter((it) => it !== undefined)) expect(known).toContain(profile);
    for (const { profile } of openAiSpeechEntries('openai-compatible', () => host))
      expect(profile).toBeUndefined();
  });

  it('serve all languages at hosts of which nobody knows', () => {
    const [recogniser, synthesiser] = openAiSpeechEntries('openai-compatible', () => host);
    for (const entry of [recogniser, synthesiser]) {
      expect(entry?.supports('zh-HK')).toBe(true);
      expect(entry?.cannot).toContain('nobody knows');
    }
  });
});

describe('a synthesiser that is closed', () => {
  it('ends what it speaks with a failure, and takes no more', async () => {
    const { part, server, close } = await open();
    server.tts.fault = { kind: 'hang', afterOutputs: 1 };
    const speaking = speak(part, 'This sentence will be cut.');
    await until('the request', () => server.tts.counts.requests > 0);
    await part.close();
    expect((await speaking).failure).toMatchObject({ kind: 'aborted', retryable: false });
    expect((await speak(part, 'Too late.')).failure).toBeDefined();
    await close();
  });
});
