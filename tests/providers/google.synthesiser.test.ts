import * as grpc from '@grpc/grpc-js';
import { TextToSpeechClient } from '@google-cloud/text-to-speech';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mulawDecode } from '../../src/lib/g711.ts';
import { GoogleSynthesiser } from '../../src/services/providers/google/synthesiser.ts';
import { mulawOfWav } from '../../src/services/providers/google/synthesis.ts';
import { chooseVoice, knownVoices } from '../../src/services/providers/google/voices.ts';
import { ProviderError } from '../../src/services/providers/shared/failure.ts';
import { GoogleServer } from '../../src/simulator/providers/google/index.ts';
import { hearToneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import type {
  Cancellable,
  ProviderFailure,
  SynthesisDetail,
  SynthesisRequest,
} from '../../src/types/ports.ts';
import { aWhile, expectFailure, statusKinds, until } from './contract/harness.ts';

let server: GoogleServer;
let synthesiser: GoogleSynthesiser;
beforeEach(async () => {
  server = await GoogleServer.start();
  synthesiser = new GoogleSynthesiser({
    project: 'project-for-tests',
    location: 'global',
    sttModel: 'telephony',
    ttsUrl: server.url,
  });
});
afterEach(async () => {
  await synthesiser.close();
  await server.close();
});

class Speech {
  readonly pieces: Uint8Array[] = [];
  failure: ProviderFailure | undefined;
  detail: SynthesisDetail | undefined;
  ended = 0;
  readonly handle: Cancellable;

  constructor(text: string, more: Partial<SynthesisRequest> = {}) {
    this.handle = synthesiser.speak(
      { text, language: 'zh-HK', ...more },
      {
        audio: (mulaw) => void this.pieces.push(Uint8Array.from(mulaw)),
        done: (detail) => {
          this.ended++;
          this.detail = detail;
        },
        failed: (failure) => {
          this.ended++;
          this.failure = failure;
        },
      },
    );
  }

  get heard(): string {
    return hearToneSpeech(mulawDecode(Buffer.concat(this.pieces)));
  }
}

const say = async (text: string, more: Partial<SynthesisRequest> = {}): Promise<Speech> => {
  const speech = new Speech(text, more);
  await until('the end of the clause', () => speech.ended > 0);
  return speech;
};
const recovers = async () => {
  server.tts.fault = null;
  expect((await say('恢復正常。')).heard).toBe('恢復正常。');
};

it('tells every clause when it is closed, streamed or not (they were left in silence)', async () => {
  server.tts.fault = { kind: 'stall' };
  const speeches = ['zh-HK', 'en-US'].map((language) => new Speech('hello', { language }));
  await until('the requests', () => server.tts.counts.requests === 2);
  speeches.push(new Speech('this one has not begun'));
  await synthesiser.close();
  await aWhile();
  for (const { failure, ended } of speeches) {
    expect(failure).toMatchObject({ provider: 'google', kind: 'aborted', retryable: false });
    expect(ended).toBe(1);
  }
});

/**
 * Voices that are not streamed answer in one piece: there is no "first audio" after which they could hang or be cut off,
 * as the synthesiser contract wants. What else it demands is shown here.
 */
describe('a voice that is not streamed (zh-HK)', () => {
  it('speaks what is sent, and says who spoke', async () => {
    for (const text of ['你好，Peter！😀 OK 啦。', 'Fish & chips <b>"5"</b> at 7 o’clock', 'a\nb\tc']) {
      const speech = await say(text);
      expect(speech.failure).toBeUndefined();
      expect(speech.heard).toBe(text);
      expect(speech.detail).toEqual({ provider: 'google', voice: 'yue-HK-Standard-A' });
    }
    expect(server.asked[0]).toMatchObject({
      input: { text: '你好，Peter！😀 OK 啦。' },
      voice: { languageCode: 'yue-HK', name: 'yue-HK-Standard-A' },
      audioConfig: { audioEncoding: 'MULAW', sampleRateHertz: 8_000, speakingRate: 0 },
    });
  });

  it('speaks a text of many times the limit in order, no request above 5,000 bytes', async () => {
    const text = Array.from({ length: 300 }, (_, i) => `第${i}位，請等一等。`).join('');
    const speech = await say(text);
    expect(speech.failure).toBeUndefined();
    expect(speech.heard).toBe(text);
    expect(server.asked.length).toBeGreaterThan(1);
  });

  it('serves ten callers at once on one connection', async () => {
    const texts = Array.from({ length: 10 }, (_, i) => `${i}號`);
    const speeches = await Promise.all(texts.map((text) => say(text)));
    expect(speeches.map(({ heard }) => heard)).toEqual(texts);
    expect(server.connections).toBe(1);
  });

  for (const status of [401, 403, 429, 500] as const)
    it(`says what ${status} means, once, and asks once`, async () => {
      server.tts.fault = { kind: 'status', status };
      const speech = await say('不行');
      expectFailure(speech.failure, statusKinds[status]);
      await aWhile();
      expect([speech.ended, server.tts.counts.requests]).toEqual([1, 1]);
      await recovers();
    });

  it('leaves trying again to others: the client’s own retries are off', async () => {
    server.tts.fault = { kind: 'status', status: 503 };
    for (const language of ['zh-HK', 'en-US']) {
      const before = server.tts.counts.requests;
      expectFailure((await say('hello', { language })).failure, ['unavailable']);
      await aWhile();
      expect(server.tts.counts.requests - before).toBe(1);
    }
  });

  it.each([
    ['quota', { kind: 'quota' }, 'quota'],
    ['a text that is not let through', { kind: 'content' }, 'content'],
    ['nobody who listens', { kind: 'refuse' }, 'unavailable'],
    ['a connection that breaks', { kind: 'close', afterOutputs: 0 }, 'unavailable'],
    ['what is no WAV file', { kind: 'garbage' }, 'internal'],
    ['a rate limit, not a quota', { kind: 'status', status: 429 }, 'rate-limited'],
  ] as const)('tells %s apart', async (_, fault, kind) => {
    server.tts.fault = fault;
    const speech = await say('不行');
    expectFailure(speech.failure, [kind]);
    expect(speech.pieces).toHaveLength(0);
    await recovers();
  });

  it('is silent after a cancel, and the service is told', async () => {
    server.tts.fault = { kind: 'stall' };
    const speech = new Speech('沒有人聽到');
    await until('the request', () => server.tts.counts.requests === 1);
    speech.handle.cancel();
    speech.handle.cancel();
    await until('the service to know', () => server.tts.counts.cancelled === 1);
    await aWhile();
    expect([speech.pieces.length, speech.ended]).toEqual([0, 0]);
    await recovers();
  });

  it('connects again after all connections were reset', async () => {
    await recovers();
    server.dropConnections();
    await aWhile();
    await recovers();
  });
});

describe('a voice that is streamed', () => {
  it('is asked with one configuration and the text, and half-closed', async () => {
    const speech = await say('Good morning.', { language: 'en-US' });
    expect(speech.detail).toEqual({ provider: 'google', voice: 'en-US-Chirp3-HD-Aoede' });
    expect(server.asked).toMatchObject([
      {
        streamingRequest: 'streamingConfig',
        streamingConfig: {
          voice: { languageCode: 'en-US', name: 'en-US-Chirp3-HD-Aoede' },
          streamingAudioConfig: { audioEncoding: 'MULAW', sampleRateHertz: 8_000, speakingRate: 0 },
        },
      },
      { streamingRequest: 'input', input: { inputSource: 'text', text: 'Good morning.' } },
    ]);
  });

  it.each([
    [1.2, 1.2],
    [9, 2],
    [0.1, 0.25],
    [1, 0],
  ])('is asked to speak at %d as %d', async (rate, speakingRate) => {
    await say('one', { language: 'en-US', rate });
    await say('一', { rate });
    expect(server.asked[0]).toMatchObject({ streamingConfig: { streamingAudioConfig: { speakingRate } } });
    expect(server.asked[2]).toMatchObject({ audioConfig: { speakingRate } });
  });

  it('is cancelled before it is connected without a trace', async () => {
    const speech = new Speech('never', { language: 'en-US' });
    speech.handle.cancel();
    await recovers();
    expect([speech.ended, server.tts.counts.requests]).toEqual([0, 1]);
  });

  it('says that a stream broke off in the middle, and what it gave is kept', async () => {
    server.tts.fault = { kind: 'close', afterOutputs: 2 };
    const speech = await say('This sentence is long enough to break in its middle.', { language: 'en-US' });
    expectFailure(speech.failure, ['unavailable']);
    expect(speech.pieces.length).toBeLessThanOrEqual(2);
  });
});

describe('voices', () => {
  it.each([
    ['en-US', undefined, 'en-US-Chirp3-HD-Aoede', 'en-US'],
    ['es-MX', undefined, 'es-US-Chirp3-HD-Aoede', 'es-US'],
    ['zh-MO', undefined, 'yue-HK-Standard-A', 'yue-HK'],
    ['zh-TW', undefined, 'cmn-TW-Wavenet-A', 'cmn-TW'],
    ['fil-PH', undefined, 'fil-ph-Neural2-A', 'fil-PH'],
    ['en-US', 'cmn-CN-Chirp3-HD-Aoede', 'cmn-CN-Chirp3-HD-Aoede', 'cmn-CN'],
    ['en-US', 'Kore', 'Kore', 'en-US'],
  ])('%s with %s: %s in %s', (language, wanted, name, languageCode) => {
    expect(chooseVoice(language, wanted)).toEqual({ name, languageCode });
  });

  it('that are known name their languages', () => {
    expect(knownVoices().find(({ id }) => id === 'yue-HK-Standard-A')).toEqual({
      id: 'yue-HK-Standard-A',
      name: 'yue-HK-Standard-A',
      gender: 'female',
      languages: expect.arrayContaining(['zh-HK', 'zh-MO', 'yue-CN']) as string[],
    });
    for (const { languages } of knownVoices())
      for (const language of languages) expect(synthesiser.supports(language), language).toBe(true);
  });

  it('are listed by the service, in our words for the languages', async () => {
    const voices = await synthesiser.listVoices(new AbortController().signal);
    expect(voices).toContainEqual({
      id: 'cmn-TW-Wavenet-A',
      name: 'cmn-TW-Wavenet-A',
      languages: ['zh-TW'],
    });
    expect(voices.find(({ id }) => id === 'yue-HK-Standard-B')?.gender).toBe('male');
    expect(voices.map(({ id }) => id)).not.toContain('Kore');
  });

  it('cannot be listed when the service refuses or is stopped', async () => {
    server.tts.fault = { kind: 'status', status: 403 };
    await expect(synthesiser.listVoices(new AbortController().signal)).rejects.toThrow(ProviderError);
    await expect(synthesiser.listVoices(AbortSignal.abort())).rejects.toMatchObject({
      failure: { kind: 'aborted' },
    });
  });

  it('that do not exist, or do not speak the language, are unsupported or refused', async () => {
    expectFailure((await say('x', { voice: 'yue-HK-Standard-Z' })).failure, ['unsupported']);
    expectFailure((await say('x', { voice: 'en-US-Chirp3-HD-Nobody' })).failure, ['unsupported']);
    expectFailure((await say('x', { language: 'zh-CN', voice: 'Kore' })).failure, ['invalid-request']);
  });
});

describe('WAV answers', () => {
  const chunk = (name: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length & 1)]);
  };
  const format = (channels: number, rate: number, bits: number) => {
    const body = Buffer.alloc(18);
    body.writeUInt16LE(7, 0);
    body.writeUInt16LE(channels, 2);
    body.writeUInt32LE(rate, 4);
    body.writeUInt16LE(bits, 14);
    return chunk('fmt ', body);
  };
  const wav = (...chunks: Buffer[]) => {
    const body = Buffer.concat([Buffer.from('WAVE'), ...chunks]);
    return chunk('RIFF', body);
  };

  it('are read whatever chunks come before and after the samples', () => {
    const others = fc.array(
      fc.tuple(fc.constantFrom('fact', 'LIST', 'bext'), fc.uint8Array({ maxLength: 40 })),
      {
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(
        others,
        others,
        others,
        fc.uint8Array({ maxLength: 100 }),
        (first, second, last, samples) => {
          const chunks = (list: [string, Uint8Array][]) =>
            list.map(([name, body]) => chunk(name, Buffer.from(body)));
          const file = wav(
            ...chunks(first),
            format(1, 8_000, 8),
            ...chunks(second),
            chunk('data', Buffer.from(samples)),
            ...chunks(last),
          );
          expect(Uint8Array.from(mulawOfWav(file))).toEqual(samples);
        },
      ),
    );
  });

  it('of another format are refused, and so is anything that is not one', () => {
    const data = chunk('data', Buffer.alloc(10));
    for (const bad of [format(2, 8_000, 8), format(1, 24_000, 8), format(1, 8_000, 16)])
      expect(() => mulawOfWav(wav(bad, data))).toThrow(ProviderError);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(() => mulawOfWav(Buffer.from(bytes))).toThrow(ProviderError);
      }),
    );
  });
});

describe('the server', () => {
  const voice = { languageCode: 'en-US', name: 'en-US-Chirp3-HD-Aoede' };
  const mulaw = { audioEncoding: 'MULAW', sampleRateHertz: 8_000 } as const;
  const config = (change: object = {}) => ({
    streamingConfig: { voice, streamingAudioConfig: mulaw, ...change },
  });
  const text = { input: { text: 'hello' } };
  const client = async () => {
    const it = new TextToSpeechClient({
      apiEndpoint: '127.0.0.1',
      port: Number(new URL(server.url).port),
      sslCreds: grpc.credentials.createInsecure(),
      universeDomain: 'googleapis.com',
    });
    await it.initialize();
    return it;
  };

  it.each<[string, object[]]>([
    ['text first', [text]],
    ['nothing at all', []],
    ['two configurations', [config(), config()]],
    [
      'a voice that cannot be streamed',
      [config({ voice: { languageCode: 'en-US', name: 'en-US-Neural2-A' } })],
    ],
    ['an unknown voice', [config({ voice: { languageCode: 'en-US', name: 'en-US-Chirp3-HD-X' } })]],
    ['a voice of another language', [config({ voice: { ...voice, languageCode: 'en-GB' } })]],
    ['a container', [config({ streamingAudioConfig: { ...mulaw, audioEncoding: 'LINEAR16' } })]],
    ['another rate', [config({ streamingAudioConfig: { ...mulaw, sampleRateHertz: 24_000 } })]],
    ['too fast', [config({ streamingAudioConfig: { ...mulaw, speakingRate: 3 } })]],
    ['an empty text', [config(), { input: { text: '' } }]],
    ['a text of more than 5,000 bytes', [config(), { input: { text: '字'.repeat(1_667) } }]],
    ['markup', [config(), { input: { markup: 'hello' } }]],
  ])('refuses %s on a stream', async (_, messages) => {
    const it = await client();
    const stream = it.streamingSynthesize();
    const error = await new Promise<{ code?: number }>((resolve, reject) => {
      stream.on('error', resolve);
      stream.on('data', () => undefined);
      stream.on('end', () => reject(new Error('it was accepted')));
      for (const message of messages) stream.write(message);
      stream.end();
    });
    expect(error.code).toBe(3);
    await it.close();
  });

  it.each<[string, object]>([
    ['no text', { voice, audioConfig: mulaw }],
    ['SSML', { input: { ssml: '<speak>x</speak>' }, voice, audioConfig: mulaw }],
    ['no voice', { ...text, audioConfig: mulaw }],
    ['no encoding', { ...text, voice, audioConfig: { sampleRateHertz: 8_000 } }],
  ])('refuses %s in one request', async (_, request) => {
    const it = await client();
    await expect(it.synthesizeSpeech(request)).rejects.toMatchObject({ code: 3 });
    await it.close();
  });

  it('lists voices of one language', async () => {
    const it = await client();
    const [{ voices }] = await it.listVoices({ languageCode: 'yue-HK' });
    expect(voices?.map(({ name }) => name)).toEqual(['yue-HK-Standard-A', 'yue-HK-Standard-B']);
    await it.close();
  });
});
