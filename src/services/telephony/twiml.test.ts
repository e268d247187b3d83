import * as fc from 'fast-check';
import { readXml } from './xmlTest.ts';
import { describe, expect, it } from 'vitest';
import { languageTable } from '../../lib/languages/table.ts';
import { languageRecord } from '../../types/languageRecord.ts';
import { workflowConfig } from '../../types/workflowConfig.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { httpUrl, socketUrl } from './publicUrl.ts';
import { connectRelay, connectStream, dial, hangup, redirect, sayAndHangup } from './twiml.ts';
import { chooseTransport, voiceResponse } from './voiceResponse.ts';
import type { VoiceResponseOptions } from './voiceResponse.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

function code(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof WeaverError) return error.code;
    throw error;
  }
  return 'none';
}

describe('verbs', () => {
  it('connects a stream', () => {
    const xml = connectStream({
      url: 'wss://voice.example.com/media',
      action: 'https://voice.example.com/connect-action',
      name: 'leg-1',
      parameters: { tenant: 'a&b "c" <d>' },
    });
    expect(xml).toBe(
      `${HEAD}<Response><Connect action="https://voice.example.com/connect-action" method="POST">` +
        '<Stream url="wss://voice.example.com/media" name="leg-1">' +
        '<Parameter name="tenant" value="a&amp;b &quot;c&quot; &lt;d>"/></Stream></Connect></Response>',
    );
  });

  it('connects a stream of Telnyx in rtp mode with PCMU', () => {
    expect(connectStream({ carrier: 'telnyx', url: 'wss://v.example/media' })).toContain(
      '<Stream url="wss://v.example/media" track="inbound_track" codec="PCMU" bidirectionalMode="rtp" bidirectionalCodec="PCMU"/>',
    );
  });

  it('writes relay attributes in camelCase, as documented', () => {
    const xml = connectRelay({
      url: 'wss://voice.example.com/relay',
      attributes: {
        language: 'en-US',
        deepgramSmartFormat: false,
        ignoreBackchannel: true,
        speechTimeout: 600,
        partialPrompts: true,
        events: ['speaker-events', 'tokens-played'],
        debug: [],
        applicationReconnect: true,
      },
      languages: [{ code: 'zh-HK', ttsProvider: 'Google', voice: 'yue-HK-Standard-A' }],
    });
    expect(xml).toBe(
      `${HEAD}<Response><Connect><ConversationRelay url="wss://voice.example.com/relay" language="en-US" ` +
        'deepgramSmartFormat="false" partialPrompts="true" speechTimeout="600" ignoreBackchannel="true" ' +
        'events="speaker-events tokens-played" applicationReconnect="true">' +
        '<Language code="zh-HK" ttsProvider="Google" voice="yue-HK-Standard-A"/></ConversationRelay></Connect></Response>',
    );
  });

  it('leaves out for Telnyx what it does not have', () => {
    const xml = connectRelay({
      carrier: 'telnyx',
      url: 'wss://v.example/relay',
      attributes: {
        language: 'en-US',
        partialPrompts: true,
        dtmfDetection: true,
        events: ['speaker-events'],
      },
    });
    expect(xml).toContain(
      '<ConversationRelay url="wss://v.example/relay" language="en-US" dtmfDetection="true"/>',
    );
  });

  it('dials, says, redirects and hangs up', () => {
    expect(
      dial('+85221234567', {
        callerId: '+85228765432',
        timeoutSeconds: 25,
        action: 'https://v.example/dial',
      }),
    ).toBe(
      `${HEAD}<Response><Dial callerId="+85228765432" timeout="25" action="https://v.example/dial" answerOnBridge="true">` +
        '<Number>+85221234567</Number></Dial></Response>',
    );
    expect(dial('sip:desk@pbx.example.com')).toContain('<Sip>sip:desk@pbx.example.com</Sip>');
    expect(sayAndHangup('多謝 & bye', { language: 'zh-HK' })).toBe(
      `${HEAD}<Response><Say language="zh-HK">多謝 &amp; bye</Say><Hangup/></Response>`,
    );
    expect(hangup()).toBe(`${HEAD}<Response><Hangup/></Response>`);
    expect(redirect('https://v.example/again?n=1&m=2')).toContain('https://v.example/again?n=1&amp;m=2');
  });

  it.each([
    ['TEL_URL_QUERY', () => connectStream({ url: 'wss://v.example/media?token=1' })],
    ['TEL_URL_QUERY', () => connectRelay({ url: 'wss://v.example/relay#x' })],
    ['TEL_URL_INVALID', () => connectStream({ url: 'ws://v.example/media' })],
    ['TEL_URL_INVALID', () => connectStream({ url: 'wss://v.example' })],
    ['TEL_URL_INVALID', () => connectStream({ url: 'wss://v.example/' })],
    ['TEL_URL_INVALID', () => connectStream({ url: 'nonsense' })],
    ['TEL_URL_INVALID', () => httpUrl('http://voice.example.com', '/x')],
    ['TEL_URL_INVALID', () => httpUrl('https://user:secret@voice.example.com', '/x')],
    [
      'TEL_PARAMETER_TOO_LONG',
      () => connectStream({ url: 'wss://v.example/m', parameters: { a: 'x'.repeat(499) } }),
    ],
    ['none', () => connectStream({ url: 'wss://v.example/m', parameters: { a: 'x'.repeat(498) } })],
    [
      'TEL_ATTRIBUTE_INVALID',
      () => connectRelay({ url: 'wss://v.example/r', attributes: { speechTimeout: 599 } }),
    ],
    [
      'TEL_ATTRIBUTE_INVALID',
      () => connectRelay({ url: 'wss://v.example/r', attributes: { x: 1 } as object }),
    ],
    ['TEL_DESTINATION_INVALID', () => dial('911')],
    ['TEL_DESTINATION_INVALID', () => dial('sip:a@b<Hangup/>')],
    ['none', () => socketUrl('http://127.0.0.1:8080', '/media')],
  ])('%s', (expected, act) => expect(code(act)).toBe(expected));

  it('makes well-formed XML that says what was given, whatever was given', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 100 }),
        fc.string({ unit: 'binary', maxLength: 100 }),
        (name, value) => {
          const xml = connectStream({ url: 'wss://v.example/m', parameters: { [name]: value } });
          const parameter = readXml(xml).find((element) => element.name === 'Parameter');
          const clean = (text: string) =>
            [...text]
              .filter((c) => /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]$/u.test(c))
              .join('');
          expect(parameter?.attributes).toEqual({ name: clean(name), value: clean(value) });
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('voice response', () => {
  const base = (languages: object[], more: Partial<VoiceResponseOptions> = {}) =>
    voiceResponse({
      config: workflowConfig.parse({ name: 'clinic', languages }),
      publicUrl: 'https://voice.example.com/',
      token: 'tok',
      canRecognise: (language) => language.startsWith('en'),
      ...more,
    });

  it('is audio where this server hears every language, text otherwise', () => {
    expect(base([{ language: 'en-US' }]).transport).toBe('media');
    expect(base([{ language: 'zh-HK' }]).transport).toBe('relay');
    expect(base([{ language: 'en-US' }, { language: 'zh-HK' }]).transport).toBe('relay');
    expect(base([{ language: 'zh-HK' }], { transport: 'media' }).transport).toBe('media');
    const config = workflowConfig.parse({
      name: 'x',
      transport: 'relay',
      languages: [{ language: 'en-US' }],
    });
    expect(chooseTransport('auto', config, () => true)).toBe('media');
    expect(base([{ language: 'en-US' }], { config }).transport).toBe('relay');
  });

  it('carries the token and language as parameters, on a bare URL', () => {
    const { xml } = base([{ language: 'en-US' }], { parameters: { workflow: 'clinic', token: 'forged' } });
    const all = readXml(xml);
    expect(all.find(({ name }) => name === 'Stream')?.attributes.url).toBe('wss://voice.example.com/media');
    expect(
      all
        .filter(({ name }) => name === 'Parameter')
        .map(({ attributes }) => [attributes.name, attributes.value]),
    ).toEqual([
      ['workflow', 'clinic'],
      ['token', 'tok'],
      ['language', 'en-US'],
    ]);
  });

  it.each([
    ['zh-HK', {}, 'Google', 'yue-HK-Standard-A', 'Google'],
    ['zh-MO', {}, 'Google', 'yue-HK-Standard-A', 'Google'],
    ['zh-HK', { ttsProvider: 'ElevenLabs', voice: 'abc' }, 'Google', 'yue-HK-Standard-A', 'Google'],
    ['zh-HK', { ttsProvider: 'Amazon' }, 'Amazon', 'Hiujin-Neural', 'Google'],
    [
      'zh-HK',
      { voice: 'yue-HK-Chirp3-HD-Aoede', transcriptionProvider: 'Deepgram' },
      'Google',
      'yue-HK-Chirp3-HD-Aoede',
      'Deepgram',
    ],
  ])('gives %s with %j a voice that speaks Cantonese', (language, relay, tts, voice, stt) => {
    const element = readXml(base([{ language, relay }]).xml).find(({ name }) => name === 'ConversationRelay');
    expect(element?.attributes).toEqual({
      url: 'wss://voice.example.com/relay',
      language: 'zh-HK',
      ttsProvider: tts,
      voice,
      transcriptionProvider: stt,
      partialPrompts: 'true',
      interruptible: 'any',
      dtmfDetection: 'true',
      reportInputDuringAgentSpeech: 'dtmf',
      events: 'speaker-events tokens-played',
    });
  });

  it.each([
    // ElevenLabs, the carrier's default, is not known to speak Thai there.
    ['th-TH', {}, 'th-TH', 'Google', 'th-TH-Chirp3-HD-Aoede', 'Deepgram'],
    ['zh-CN', { ttsProvider: 'Google' }, 'zh-CN', 'Google', 'cmn-CN-Chirp3-HD-Aoede', 'Deepgram'],
    ['zh-CN', { ttsProvider: 'Amazon' }, 'zh-CN', 'Amazon', 'Zhiyu-Neural', 'Deepgram'],
    ['yue-CN', {}, 'zh-HK', 'Google', 'yue-HK-Standard-A', 'Google'],
    ['yue-CN', { voice: 'Hiujin-Neural' }, 'zh-HK', 'Amazon', 'Hiujin-Neural', 'Google'],
    ['yue', { ttsProvider: 'Amazon' }, 'zh-HK', 'Amazon', 'Hiujin-Neural', 'Google'],
    ['fr-FR', {}, 'fr-FR', 'ElevenLabs', 'UgBBYS2sOqTuMpoF3BR0', 'Deepgram'],
    ['tlh', { ttsProvider: 'Google' }, 'tlh', 'ElevenLabs', 'UgBBYS2sOqTuMpoF3BR0', 'Deepgram'],
  ] as const)(
    'completes %s with %j by what is known of the language',
    (language, relay, code, tts, voice, stt) => {
      const element = readXml(base([{ language, relay }]).xml).find(
        ({ name }) => name === 'ConversationRelay',
      );
      expect(element?.attributes).toMatchObject({
        language: code,
        ttsProvider: tts,
        voice,
        transcriptionProvider: stt,
      });
    },
  );

  it('uses the codes and voices of a custom language', () => {
    const set = {
      ttsProvider: 'Google',
      voice: 'cmn-TW-Wavenet-A',
      transcriptionProvider: 'Google',
    } as const;
    const custom = languageRecord.parse({
      tag: 'nan-TW',
      language: 'nan',
      names: { english: 'Taiwanese Hokkien', own: '臺語' },
      script: 'Hant',
      twilio: { relay: { code: 'zh-TW', exact: false, tts: ['Google'], set } },
    });
    languageTable.useCustom([custom]);
    try {
      const element = readXml(base([{ language: 'nan-TW' }]).xml).find(
        ({ name }) => name === 'ConversationRelay',
      );
      expect(element?.attributes).toMatchObject({ language: 'zh-TW', ...set });
    } finally {
      languageTable.useCustom([]);
    }
  });

  it('declares each language once, complete, the first being the one of the call', () => {
    const { xml, language } = base([{ language: 'zh-HK' }, { language: 'zh-MO' }, { language: 'en-US' }], {
      language: 'en-GB',
    });
    expect(language).toBe('en-US');
    const declared = readXml(xml).filter(({ name }) => name === 'Language');
    expect(declared.map(({ attributes }) => attributes)).toEqual([
      {
        code: 'en-US',
        ttsProvider: 'ElevenLabs',
        voice: 'UgBBYS2sOqTuMpoF3BR0',
        transcriptionProvider: 'Deepgram',
      },
      { code: 'zh-HK', ttsProvider: 'Google', voice: 'yue-HK-Standard-A', transcriptionProvider: 'Google' },
    ]);
  });

  it('gives Telnyx no voices of other providers', () => {
    const { xml } = base([{ language: 'zh-HK', relay: { voice: 'Telnyx.Natural.abbie' } }], {
      carrier: 'telnyx',
    });
    expect(readXml(xml).find(({ name }) => name === 'ConversationRelay')?.attributes).toEqual({
      url: 'wss://voice.example.com/relay',
      voice: 'Telnyx.Natural.abbie',
      language: 'zh-HK',
      interruptible: 'any',
      dtmfDetection: 'true',
    });
  });
});
