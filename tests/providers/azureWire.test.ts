/** The wire: framing, SSML both ways, failures, addresses, and the SDK's private names that we lean on. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as sdk from 'microsoft-cognitiveservices-speech-sdk';
import { WebsocketMessageAdapter } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.browser/WebsocketMessageAdapter.js';
import { speechHost, voicesListUrl } from '../../src/services/providers/azure/addresses.ts';
import { azureEntries } from '../../src/services/providers/azure/entries.ts';
import {
  failureOfCancellation,
  failureOfClose,
  failureOfOpening,
} from '../../src/services/providers/azure/failures.ts';
import { speechConfig } from '../../src/services/providers/azure/sdk.ts';
import { ssml, WordPositions } from '../../src/services/providers/azure/ssml.ts';
import {
  encodeBinary,
  encodeText,
  FramingError,
  parseBinary,
  parseText,
} from '../../src/simulator/providers/azure/framing.ts';
import { readSsml, SsmlError } from '../../src/simulator/providers/azure/ssmlReader.ts';
import { TEST_KEY } from './contract/harness.ts';
import { ID, SETTINGS } from './azureKit.ts';

const headers = fc.record({
  Path: fc.constantFrom('audio', 'Turn.End', 'speech.phrase'),
  'X-RequestId': fc.stringMatching(/^[0-9A-F]{32}$/),
  'X-Timestamp': fc.constant('2026-11-26T01:02:03.456Z'),
  'X-Odd': fc.stringMatching(/^[ -~]*$/),
});

describe('framing', () => {
  it('reads what it writes', () => {
    fc.assert(
      fc.property(headers, fc.string(), fc.uint8Array(), (given, body, payload) => {
        const text = parseText(encodeText(given, body));
        expect([text.path, text.requestId, text.body]).toEqual([
          given.Path.toLowerCase(),
          given['X-RequestId'],
          body,
        ]);
        const binary = parseBinary(encodeBinary(given, payload));
        expect(binary.headers['x-odd']).toBe(given['X-Odd'].trim());
        expect(binary.body).toEqual(Buffer.from(payload));
      }),
    );
  });

  it('takes or refuses any bytes, and does nothing else', () => {
    const tried = (parse: () => unknown) => {
      try {
        parse();
      } catch (error) {
        expect(error).toBeInstanceOf(FramingError);
      }
    };
    fc.assert(fc.property(fc.uint8Array(), (bytes) => tried(() => parseBinary(Buffer.from(bytes)))));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => tried(() => parseText(text))));
    fc.assert(
      fc.property(headers, fc.nat(200), (given, cut) =>
        tried(() => parseBinary(encodeBinary(given, new Uint8Array(9)).subarray(0, cut))),
      ),
    );
  });

  for (const [what, block] of [
    ['no path', `X-RequestId: ${ID}\r\nX-Timestamp: 2026-11-26T01:02:03Z`],
    ['an id with dashes', 'Path: ssml\r\nX-RequestId: 01234567-89ab\r\nX-Timestamp: 2026-11-26T01:02:03Z'],
    ['no time', `Path: ssml\r\nX-RequestId: ${ID}`],
    ['a header twice', `Path: ssml\r\nPath: ssml\r\nX-RequestId: ${ID}\r\nX-Timestamp: 2026-11-26T01:02:03Z`],
    ['a line without a name', `Path: ssml\r\nnonsense`],
  ] as const)
    it(`refuses ${what}`, () => expect(() => parseText(`${block}\r\n\r\n{}`)).toThrow(FramingError));
});

describe('SSML', () => {
  const how = { language: 'zh-HK', voice: 'zh-HK-HiuMaanNeural', rate: 1 };

  it('carries every text that XML can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(1, 0.5, 1.1), (text, rate) => {
        const writable = text.replace(/(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ');
        expect(readSsml(ssml({ ...how, text, rate }))).toMatchObject({
          text: writable,
          voice: how.voice,
          language: how.language,
        });
      }),
    );
  });

  it('is written as it should be', () => {
    expect(ssml({ ...how, text: `<b> & "c"\r\n\u0000\ud83d`, rate: 1.1 })).toBe(
      '<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="zh-HK">' +
        '<voice name="zh-HK-HiuMaanNeural"><prosody rate="+10%">&lt;b&gt; &amp; &quot;c&quot; \n  </prosody></voice></speak>',
    );
  });

  const speak = (inner: string) =>
    `<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en-US">${inner}</speak>`;
  for (const wrong of [
    '',
    'hello',
    speak('hello'),
    speak('<voice name="x">a & b</voice>'),
    speak('<voice name="x">a &nbsp; b</voice>'),
    speak('<voice name="x">a < b</voice>'),
    speak('<voice name="x">a'),
    speak('<voice name="x"></voice><voice name="y"></voice>'),
    speak('<voice>a</voice>'),
    speak('<voice name="x" name="y">a</voice>'),
    speak('<voice name="x"><prosody rate="fast">a</prosody></voice>'),
    speak('<voice name="x"><b>a</b></voice>'),
    speak('<voice name="x">\u0001</voice>'),
    `${speak('<voice name="x">a</voice>')}<speak>`,
    '<speak version="1.0" xml:lang="en-US"><voice name="x">a</voice></speak>',
    '</speak>',
  ])
    it(`is refused when it is none: ${wrong.slice(-60)}`, () =>
      expect(() => readSsml(wrong)).toThrow(SsmlError));

  it('finds words in the text in order, escaped or not, and none that is not there', () => {
    const text = 'ham & ham &amp; eggs';
    const positions = new WordPositions(text);
    const ends = ['ham', '&', 'ham', '&amp;', 'spam', '', 'eggs', 'eggs'].map((word) =>
      positions.endOf(word),
    );
    expect(ends).toEqual([3, 5, 9, 15, undefined, undefined, 20, undefined]);
    expect(new WordPositions('R&D').endOf('R&amp;D')).toBe(3);
  });
});

describe('failures', () => {
  const codes = sdk.CancellationErrorCode;
  for (const [failure, kind] of [
    [failureOfOpening('Unable … StatusCode: 1006, … Reason:  Unexpected server response: 403'), 'refused'],
    [failureOfOpening('Unable … Reason:  connect ECONNREFUSED 127.0.0.1:1'), 'unavailable'],
    [failureOfClose(1007, 'Quota exceeded. Cid: '), 'quota'],
    [failureOfClose(1007, 'Unsupported voice en-US-Foo.'), 'unsupported'],
    [
      failureOfClose(1007, 'Starting September 1st, 2021 standard voices will no longer be supported'),
      'unsupported',
    ],
    [failureOfClose(1007, 'The processed audio has exceeded the configured maximum'), 'invalid-request'],
    [failureOfClose(1013, 'Status(StatusCode="ResourceExhausted", Detail="…'), 'rate-limited'],
    [failureOfClose(1013, ''), 'rate-limited'],
    [failureOfClose(1006, ''), 'unavailable'],
    [failureOfCancellation(codes.ConnectionFailure, 'x websocket error code: 1011'), 'unavailable'],
    [
      failureOfCancellation(codes.ConnectionFailure, 'Reason: Unexpected server response: 429'),
      'rate-limited',
    ],
    [failureOfCancellation(codes.AuthenticationFailure, ''), 'refused'],
    [failureOfCancellation(codes.RuntimeError, new Error('secret')), 'internal'],
  ] as const)
    it(`${failure.message} is ${kind}`, () => {
      expect(failure.kind).toBe(kind);
      expect(failure.message).not.toMatch(/secret|127|Foo|Reason|Cid/);
    });
});

describe('addresses', () => {
  it('are of the region, its cloud, or as given', () => {
    const host = (more: object, work: 'stt' | 'tts') => speechHost({ ...SETTINGS, ...more }, work).host;
    expect(host({ region: 'East Asia' }, 'stt')).toBe('eastasia.stt.speech.microsoft.com');
    expect(host({ region: 'chinaeast2' }, 'tts')).toBe('chinaeast2.tts.speech.azure.cn');
    expect(host({ region: 'usgovvirginia' }, 'tts')).toBe('usgovvirginia.tts.speech.azure.us');
    expect(speechHost({ ...SETTINGS, sttUrl: 'https://a.example:8443' }, 'stt').href).toBe(
      'wss://a.example:8443/',
    );
    expect(voicesListUrl(SETTINGS).href).toBe(
      'https://eastasia.tts.speech.microsoft.com/cognitiveservices/voices/list',
    );
    expect(voicesListUrl({ ...SETTINGS, ttsUrl: 'ws://127.0.0.1:9' }).href).toMatch(
      /^http:\/\/127\.0\.0\.1:9\//,
    );
  });

  it('need settings: the entries say so, and load the parts when there are some', async () => {
    const without = azureEntries(() => undefined);
    expect(without.map((entry) => entry.unavailable())).toEqual([
      expect.stringContaining('AZURE_SPEECH_KEY'),
      expect.stringContaining('AZURE_SPEECH_KEY'),
    ]);
    await expect(without[0]?.load()).rejects.toThrow('azure');
    const entries = azureEntries(() => SETTINGS);
    for (const entry of entries) {
      expect(entry.unavailable()).toBeUndefined();
      expect([entry.supports('zh-MO'), entry.supports('xx-XX')]).toEqual([true, false]);
      await (await entry.load()).close();
    }
  });
});

/** Fails when an upgrade of the SDK moves what `sdk.ts` and its users lean on. */
describe('the SDK', () => {
  it('has the private names that we use, and does what we set', () => {
    const config = speechConfig(new URL('ws://127.0.0.1:1'), TEST_KEY);
    const push = sdk.AudioInputStream.createPushStream();
    const recogniser = new sdk.SpeechRecognizer(config, sdk.AudioConfig.fromStreamInput(push));
    const synthesiser = new sdk.SpeechSynthesizer(config, null);
    expect(push).toHaveProperty('privStream.privTargetChunkSize');
    expect(recogniser.internalData).toHaveProperty('privRecognizerConfig.recognitionMode');
    expect(recogniser.internalData).toHaveProperty('privRecognizerConfig.maxRetryCount', 0);
    for (const { internalData } of [recogniser, synthesiser]) {
      expect(internalData).toMatchObject({
        privConnectionFactory: { create: expect.any(Function) as unknown },
        connect: expect.any(Function) as unknown,
        dispose: expect.any(Function) as unknown,
      });
      expect(internalData).toHaveProperty('connectionEvents.attach');
    }
    expect(synthesiser.internalData).toHaveProperty('stopSpeaking');
    expect(WebsocketMessageAdapter.forceNpmWebSocket).toBe(true);
    expect(sdk.Recognizer.telemetryEnabled).toBe(false);
  });
});
