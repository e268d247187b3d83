import * as grpc from '@grpc/grpc-js';
import { v2 } from '@google-cloud/speech';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GoogleRecogniser } from '../../src/services/providers/google/recogniser.ts';
import type { GoogleSettings } from '../../src/services/providers/google/endpoint.ts';
import { googleModel } from '../../src/services/providers/google/models.ts';
import { defaultStreamLimits, type StreamLimits } from '../../src/services/providers/google/recognition.ts';
import { GoogleServer, type GoogleServerOptions } from '../../src/simulator/providers/google/index.ts';
import { refusalOfConfig } from '../../src/simulator/providers/google/recognitionConfig.ts';
import { toneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import { systemClock, type Clock } from '../../src/types/clock.ts';
import { expectation, type Expectation } from '../../src/types/expectation.ts';
import type { ProviderFailure, RecogniserSession } from '../../src/types/ports.ts';
import { ManualClock } from '../support/manualClock.ts';
import { aWhile, until } from './contract/harness.ts';

const base: GoogleSettings = { project: 'project-for-tests', location: 'global', sttModel: 'telephony' };
const expecting = (...hints: string[]): Expectation =>
  expectation.parse({
    kind: 'free',
    language: 'en-US',
    hints,
    patience: { endSilenceMs: 500, capMs: 1_000, noInputMs: 5_000, interDigitMs: 2_000 },
  });
const silence = (ms: number) => new Int16Array(ms * 8);

let server: GoogleServer;
let recogniser: GoogleRecogniser;
const start = async (
  options: GoogleServerOptions = {},
  clock: Clock = systemClock,
  limits: StreamLimits = defaultStreamLimits,
) => {
  server = await GoogleServer.start(options);
  const location = options.location ?? 'global';
  recogniser = new GoogleRecogniser({ ...base, location, sttUrl: server.url }, clock, limits);
};
afterEach(async () => {
  await recogniser.close();
  await server.close();
});

class Ear {
  readonly partials: string[] = [];
  readonly finals: [string, number | undefined][] = [];
  readonly failures: ProviderFailure[] = [];
  readonly session: RecogniserSession;

  constructor(language = 'en-US', options: { expectation?: Expectation } = {}) {
    this.session = recogniser.open(
      { language, sampleRate: 8_000, ...options },
      {
        partial: (text) => void this.partials.push(text),
        final: (text, { confidence }) => void this.finals.push([text, confidence]),
        failed: (failure) => void this.failures.push(failure),
      },
    );
  }

  frames(pcm: Int16Array): void {
    for (let at = 0; at < pcm.length; at += 160) this.session.write(pcm.subarray(at, at + 160));
  }

  async final(count = 1): Promise<string[]> {
    await until('the final', () => this.finals.length >= count || this.failures.length > 0);
    expect(this.failures).toEqual([]);
    return this.finals.map(([text]) => text);
  }
}

describe('what goes out', () => {
  beforeEach(() => start());

  it('names the recogniser, the encoding, the language and the model, and asks for nothing that a model may lack', async () => {
    const ear = new Ear();
    ear.session.begin();
    ear.frames(toneSpeech('hello there'));
    ear.session.finish();
    expect(await ear.final()).toEqual(['hello there']);
    const { recognizer, streamingConfig } = server.heard[0]!.config;
    expect(recognizer).toBe('projects/project-for-tests/locations/global/recognizers/_');
    expect(streamingConfig).toMatchObject({
      config: {
        explicitDecodingConfig: { encoding: 'MULAW', sampleRateHertz: 8_000, audioChannelCount: 1 },
        languageCodes: ['en-US'],
        model: 'telephony',
        adaptation: null,
        features: null,
      },
      streamingFeatures: {
        interimResults: true,
        enableVoiceActivityEvents: false,
        voiceActivityTimeout: null,
      },
    });
    expect(ear.finals[0]?.[1]).toBeCloseTo(0.9);
    expect(ear.partials).toEqual(['hello', 'hello there']);
  });

  it('sends the phrases that the flow expects now, else those of the call', async () => {
    const ear = new Ear('en-US', { expectation: expecting('Wong Tai Sin') });
    const turns = [undefined, expecting('Mong Kok', 'Sha Tin'), expecting()];
    for (const [i, now] of turns.entries()) {
      ear.session.begin(now);
      ear.frames(toneSpeech('x'));
      ear.session.finish();
      await ear.final(i + 1);
    }
    const phrases = server.heard.map(({ config }) =>
      config.streamingConfig?.config?.adaptation?.phraseSets?.flatMap(
        ({ inlinePhraseSet }) => inlinePhraseSet?.phrases ?? [],
      ),
    );
    expect(phrases).toEqual([
      [{ value: 'Wong Tai Sin', boost: 10 }],
      [
        { value: 'Mong Kok', boost: 10 },
        { value: 'Sha Tin', boost: 10 },
      ],
      undefined,
    ]);
  });

  it('cuts audio into messages of 100 ms however it comes, and half-closes after the last', async () => {
    const ear = new Ear();
    ear.session.begin();
    ear.session.write(toneSpeech('one big write'));
    ear.session.finish();
    expect(await ear.final()).toEqual(['one big write']);
    const { audioMessages, halfClosed } = server.heard[0]!;
    expect(audioMessages.slice(0, -1).every((bytes) => bytes === 800)).toBe(true);
    expect(audioMessages.reduce((sum, bytes) => sum + bytes)).toBe('one big write'.length * 480);
    expect(halfClosed).toBe(true);
  });

  it('opens no stream for a turn without audio', async () => {
    const ear = new Ear();
    ear.session.begin();
    ear.session.finish();
    expect(await ear.final()).toEqual(['']);
    expect(server.stt.counts.connections).toBe(0);
  });
});

describe('a turn of several pieces', () => {
  it('joins what the service makes final by itself in the middle of a stream', async () => {
    await start();
    const ear = new Ear();
    ear.session.begin();
    ear.frames(toneSpeech('my number is'));
    ear.frames(silence(1_500));
    ear.frames(toneSpeech('two three four'));
    ear.session.finish();
    expect(await ear.final()).toEqual(['my number is two three four']);
    expect(server.heard).toHaveLength(1);
    expect(ear.partials).toContain('my number is two three');
  });

  it('ends a stream near the service’s limit at a quiet moment, and opens the next', async () => {
    await start({}, systemClock, { ...defaultStreamLimits, rollOverMs: 1_200, longestMs: 60_000 });
    const ear = new Ear();
    ear.session.begin();
    ear.frames(toneSpeech('long enough to be cut here'));
    ear.frames(silence(100));
    ear.frames(toneSpeech('and to go on'));
    ear.session.finish();
    expect(await ear.final()).toEqual(['long enough to be cut here and to go on']);
    expect(server.heard).toHaveLength(2);
    expect(ear.finals).toHaveLength(1);
  });

  it('ends it even where nobody draws breath', async () => {
    // The limit is 20 letters: between two words.
    await start({}, systemClock, { ...defaultStreamLimits, rollOverMs: 600, longestMs: 1_200 });
    const ear = new Ear();
    ear.session.begin();
    ear.frames(toneSpeech('twenty letters here '));
    ear.frames(toneSpeech('go on'));
    ear.session.finish();
    expect(await ear.final()).toEqual(['twenty letters here go on']);
    expect(server.heard).toHaveLength(2);
  });

  it('ends a stream that gets no audio before the service breaks it off', async () => {
    const clock = new ManualClock();
    await start({}, clock);
    const ear = new Ear();
    ear.session.begin();
    ear.frames(toneSpeech('before'));
    clock.advance(defaultStreamLimits.idleMs - 1);
    ear.frames(toneSpeech(' and'));
    clock.advance(defaultStreamLimits.idleMs - 1);
    await until('the audio', () => (server.heard[0]?.audioMessages.length ?? 0) > 0);
    await aWhile();
    expect(server.heard[0]?.halfClosed).toBe(false);
    clock.advance(1);
    await until('the half-close', () => server.heard[0]?.halfClosed === true);
    await until('the end', () => server.stt.counts.completed === 1);
    expect(ear.finals).toEqual([]);
    ear.frames(toneSpeech('after'));
    ear.session.finish();
    expect(await ear.final()).toEqual(['before and after']);
  });

  it('is lost when the service breaks a stream off all the same', async () => {
    await start({ idleMs: 50 });
    const ear = new Ear();
    ear.session.begin();
    ear.frames(toneSpeech('hello'));
    await until('the failure', () => ear.failures.length > 0);
    expect(ear.failures).toEqual([
      { provider: 'google', kind: 'unavailable', retryable: true, message: 'the service answered ABORTED' },
    ]);
  });
});

it('tells every live session when it is closed, in a turn or not (they were left in silence)', async () => {
  await start();
  server.stt.fault = { kind: 'stall' };
  const [idle, speaking, gone] = [new Ear(), new Ear(), new Ear()];
  gone.session.close();
  speaking.session.begin();
  speaking.frames(toneSpeech('hello'));
  await until('the stream', () => server.stt.counts.requests === 1);
  await recogniser.close();
  await aWhile();
  const aborted = expect.objectContaining({ provider: 'google', kind: 'aborted', retryable: false });
  expect([idle.failures, speaking.failures, gone.failures]).toEqual([[aborted], [aborted], []]);
});

describe('languages and models', () => {
  it.each([
    ['en-US', 'global', 'telephony', 'telephony', 'en-US'],
    ['en', 'us', 'telephony', 'telephony', 'en-US'],
    ['pa-IN', 'global', 'long', 'long', 'pa-guru-IN'],
    ['ja-JP', 'asia-northeast1', 'telephony', 'telephony', 'ja-JP'],
    ['ja-JP', 'asia-southeast1', 'telephony', 'chirp_2', 'ja-JP'],
    ['en-US', 'us-central1', 'telephony', 'chirp_2', 'en-US'],
    ['sq-AL', 'asia-southeast1', 'chirp_2', 'chirp_2', 'sq-AL'],
    ['zh-HK', 'asia-southeast1', 'telephony', 'chirp_2', 'yue-Hant-HK'],
    ['yue-CN', 'europe-west4', 'telephony', 'chirp_2', 'yue-Hant-HK'],
    ['zh-CN', 'us-central1', 'telephony', 'chirp_2', 'cmn-Hans-CN'],
    ['zh-HK', 'global', 'long', 'long', 'yue-Hant-HK'],
    ['en-GB', 'us', 'chirp_3', 'chirp_3', 'en-GB'],
  ])('%s at %s with %s: %s for %s', (language, location, sttModel, model, code) => {
    expect(googleModel({ ...base, location, sttModel }, language)).toEqual({ model, code });
  });

  it('does not promise Chinese where no model for it is known', () => {
    for (const location of ['global', 'us', 'eu'])
      for (const language of ['zh-HK', 'zh-CN', 'zh-TW', 'zh-MO', 'yue-CN'])
        expect(googleModel({ ...base, location }, language), `${language} at ${location}`).toBeUndefined();
    const there = new GoogleRecogniser({ ...base, location: 'asia-southeast1' });
    expect(there.capabilities.locales).toContain('zh-HK');
    expect(new GoogleRecogniser(base).capabilities.locales).not.toContain('zh-HK');
  });

  it('promises the telephone model only where it is known (every turn was refused where it is not)', () => {
    for (const language of ['af-ZA', 'sq-AL', 'am-ET', 'ar-EG', 'hy-AM'])
      for (const location of ['asia-southeast1', 'global', 'us-central1', 'europe-west2'])
        expect(googleModel({ ...base, location }, language), `${language} at ${location}`).toBeUndefined();
    expect(googleModel(base, 'uk-UA')).toBeUndefined();
    expect(googleModel({ ...base, location: 'constructor' }, 'en-US')).toBeUndefined();
  });

  it('is refused in no language that it promises, anywhere', () => {
    const locations = ['global', 'us', 'eu', 'us-central1', 'europe-west4', 'europe-west2'];
    for (const location of [...locations, 'asia-northeast1', 'asia-southeast1', 'asia-south1']) {
      const { locales } = new GoogleRecogniser({ ...base, location }).capabilities;
      for (const language of locales) {
        const { model, code } = googleModel({ ...base, location }, language)!;
        const config = {
          explicitDecodingConfig: { encoding: 'MULAW', sampleRateHertz: 8_000, audioChannelCount: 1 },
          languageCodes: [code],
          model,
        };
        const recognizer = `projects/p/locations/${location}/recognizers/_`;
        const refusal = refusalOfConfig(
          { recognizer, streamingConfig: { config } },
          { project: 'p', location },
        );
        expect(refusal, `${language} at ${location}`).toBeUndefined();
      }
    }
  });

  it('hears English at a place without the telephone model, with chirp_2', async () => {
    await start({ location: 'asia-southeast1' });
    const ear = new Ear();
    ear.session.begin();
    ear.frames(toneSpeech('hello there'));
    ear.session.finish();
    expect(await ear.final()).toEqual(['hello there']);
    expect(server.heard[0]?.config.streamingConfig?.config?.model).toBe('chirp_2');
  });

  it('takes any string for a language without harm', () => {
    fc.assert(
      fc.property(fc.string(), (language) => {
        expect(googleModel(base, language)?.code ?? 'none').toBeTruthy();
      }),
    );
  });

  it('fails in its own words when the service knows the model or the place not', async () => {
    server = await GoogleServer.start({ location: 'us' });
    recogniser = new GoogleRecogniser({ ...base, sttUrl: server.url });
    const ear = new Ear();
    ear.session.begin();
    ear.frames(toneSpeech('hello'));
    await until('the failure', () => ear.failures.length > 0);
    expect(ear.failures[0]).toMatchObject({ kind: 'invalid-request', retryable: false });
    expect(ear.failures[0]?.message).toBe('the service answered INVALID_ARGUMENT');
  });
});

describe('connections', () => {
  it('carry ninety streams each, and are used again', async () => {
    await start();
    server.stt.fault = { kind: 'stall' };
    for (const round of [1, 2]) {
      const ears = Array.from({ length: 100 }, () => new Ear());
      for (const ear of ears) {
        ear.session.begin();
        ear.frames(silence(100));
      }
      await until('all streams', () => server.stt.counts.requests === round * 100);
      expect(server.connections).toBe(2);
      for (const ear of ears) ear.session.close();
      await until('their ends', () => server.stt.counts.cancelled === round * 100);
    }
    server.stt.fault = null;
    const ear = new Ear();
    ear.session.begin();
    ear.frames(toneSpeech('again'));
    ear.session.finish();
    expect(await ear.final()).toEqual(['again']);
    expect(server.connections).toBe(2);
  });

  it('are opened by warm(), which says when it cannot', async () => {
    await start();
    await recogniser.warm();
    await recogniser.warm();
    expect(server.connections).toBe(1);
    const port = Number(new URL(server.url).port);
    server.dropConnections();
    await server.close();
    await aWhile();
    await expect(recogniser.warm()).rejects.toMatchObject({
      failure: { provider: 'google', kind: 'unavailable', message: 'cannot connect' },
    });
    // At once, though the channel that failed would wait a second before its next attempt.
    server = await GoogleServer.start({ port });
    await recogniser.warm();
    expect(server.connections).toBe(1);
  });

  it('are made anew for a turn that begins after a reset', async () => {
    await start();
    const ear = new Ear();
    for (const [i, text] of ['before', 'after'].entries()) {
      ear.session.begin();
      ear.frames(toneSpeech(text));
      ear.session.finish();
      expect(await ear.final(i + 1)).toHaveLength(i + 1);
      server.dropConnections();
      await aWhile();
    }
    expect(ear.finals.map(([text]) => text)).toEqual(['before', 'after']);
  });

  it('are not opened for a session that closes at once', async () => {
    await start();
    const ear = new Ear();
    ear.session.begin();
    ear.frames(toneSpeech('never mind'));
    ear.session.close();
    await aWhile();
    expect([server.heard.length, ear.finals.length, ear.failures.length]).toEqual([0, 0, 0]);
  });
});

describe('the server', () => {
  const good = {
    recognizer: 'projects/project-for-tests/locations/global/recognizers/_',
    streamingConfig: {
      config: {
        explicitDecodingConfig: { encoding: 'MULAW', sampleRateHertz: 8_000, audioChannelCount: 1 },
        languageCodes: ['en-US'],
        model: 'telephony',
      },
    },
  } as const;
  const { config } = good.streamingConfig;
  const changed = (change: object) => ({ ...good, streamingConfig: { config: { ...config, ...change } } });
  const audio = (bytes: number) => ({ audio: Buffer.alloc(bytes, 0xff) });

  it.each<[string, number, object[]]>([
    ['another location', 3, [{ ...good, recognizer: good.recognizer.replace('global', 'us') }]],
    ['another project', 7, [{ ...good, recognizer: good.recognizer.replace('project-for-tests', 'p') }]],
    ['no such recogniser', 5, [{ ...good, recognizer: good.recognizer.replace('_', 'mine') }]],
    ['no path', 3, [{ ...good, recognizer: 'recognizers/_' }]],
    ['audio first', 3, [audio(160)]],
    ['nothing at all', 3, []],
    ['two configurations', 3, [good, good]],
    ['too much audio in a message', 3, [good, audio(15_361)]],
    ['more than five minutes', 10, [good, ...Array.from({ length: 161 }, () => audio(15_000))]],
    ['PCM', 3, [changed({ explicitDecodingConfig: { encoding: 'LINEAR16', sampleRateHertz: 8_000 } })]],
    [
      'another rate',
      3,
      [changed({ explicitDecodingConfig: { encoding: 'MULAW', sampleRateHertz: 16_000 } })],
    ],
    ['no decoding', 3, [changed({ explicitDecodingConfig: null })]],
    ['no language', 3, [changed({ languageCodes: [] })]],
    ['a model of another place', 3, [changed({ model: 'chirp_2' })]],
    ['a language that the model lacks', 3, [changed({ languageCodes: ['yue-Hant-HK'] })]],
    [
      'a boost out of range',
      3,
      [
        changed({
          adaptation: { phraseSets: [{ inlinePhraseSet: { phrases: [{ value: 'x', boost: 30 }] } }] },
        }),
      ],
    ],
  ])('refuses %s', async (_, code, messages) => {
    await start();
    const client = new v2.SpeechClient({
      apiEndpoint: '127.0.0.1',
      port: Number(new URL(server.url).port),
      sslCreds: grpc.credentials.createInsecure(),
      universeDomain: 'googleapis.com',
    });
    await client.initialize();
    const stream = client._streamingRecognize();
    const error = await new Promise<{ code?: number }>((resolve, reject) => {
      stream.on('error', resolve);
      stream.on('data', () => undefined);
      stream.on('end', () => reject(new Error('it was accepted')));
      for (const message of messages) stream.write(message);
      stream.end();
    });
    expect(error.code).toBe(code);
    await client.close();
  });
});
