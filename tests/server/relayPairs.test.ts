/** What ConversationRelay is told, against a carrier that refuses pairs that do not fit (64106). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { relayPairing } from '../../src/lib/languages/relayPairing.ts';
import { builtInRecords } from '../../src/lib/languages/records.ts';
import { languageTable } from '../../src/lib/languages/table.ts';
import { voiceResponse } from '../../src/services/telephony/index.ts';
import { checkTwiml } from '../../src/simulator/network/twiml/check.ts';
import { languageRecord } from '../../src/types/languageRecord.ts';
import { languageVoice, workflowConfig } from '../../src/types/workflowConfig.ts';
import type { LanguageVoice } from '../../src/types/workflowConfig.ts';

type Relay = LanguageVoice['relay'];
const twilioTypes = readFileSync(
  createRequire(import.meta.url)
    .resolve('twilio/lib/twiml/VoiceResponse')
    .replace(/\.js$/, '.d.ts'),
  'utf8',
);
const tags = [...builtInRecords().keys()];
const providers = ['Google', 'Amazon', 'ElevenLabs', undefined] as const;

function refused(languages: readonly { readonly language: string; readonly relay?: Relay }[]): string[] {
  const { xml } = voiceResponse({
    config: workflowConfig.parse({ name: 'Test', languages, transport: 'relay' }),
    publicUrl: 'https://voice.example.com',
    token: 'token',
    canRecognise: () => false,
  });
  return checkTwiml(xml).problems.map(({ code, reason }) => `${reason} [${code}]`);
}

const pairing = (language: string, relay: Relay = {}) =>
  relayPairing(languageVoice.parse({ language, relay }));
const nobodySpeaks = (language: string, relay: Relay = {}) =>
  pairing(language, relay).doubts.some(({ kind }) => kind === 'unspoken');

afterEach(() => languageTable.useCustom([]));

describe('pairs for ConversationRelay', () => {
  it.each(tags)('in %s are none that end the call, whichever provider is asked for', (language) => {
    for (const ttsProvider of providers) {
      const relay: Relay = ttsProvider === undefined ? {} : { ttsProvider };
      const problems = refused([{ language, relay }]);
      // Where nobody is known to speak it, validation does not let the workflow be published.
      if (nobodySpeaks(language, relay))
        expect(problems).toEqual([`ConversationRelay: ElevenLabs does not speak ${language} [64106]`]);
      else expect([ttsProvider, problems]).toEqual([ttsProvider, []]);
    }
  });

  it.each(tags)('in %s have no voice that a rule made up', (language) => {
    const google = builtInRecords().get(language)?.providers.google.tts;
    const { female, male, other } = google ? google.voices : { female: [], male: [], other: [] };
    for (const ttsProvider of providers) {
      const pair = pairing(language, ttsProvider === undefined ? {} : { ttsProvider });
      if (pair.ttsProvider === 'ElevenLabs') {
        expect(pair.voice).toBe('UgBBYS2sOqTuMpoF3BR0');
        continue;
      }
      const unlisted = pair.doubts.some(({ kind }) => kind === 'unlisted');
      const named = `"${pair.ttsProvider === 'Amazon' ? 'Polly' : 'Google'}.${pair.voice}"`;
      expect([language, pair.voice, twilioTypes.includes(named)]).toEqual([language, pair.voice, !unlisted]);
      if (unlisted) expect([...female, ...male, ...other]).toContain(pair.voice);
    }
  });

  it('leave out only languages that nobody there is known to speak', () => {
    expect(tags.filter((tag) => nobodySpeaks(tag)).join(' ')).toBe(
      'as-IN az-AZ bn-BD bs-BA fa-IR ga-IE hy-AM jv-ID ka-GE kk-KZ km-KH lo-LA mk-MK mn-MN mt-MT my-MM ne-NP or-IN ' +
        'ps-AF si-LK so-SO sq-AL su-ID sw-TZ ur-PK uz-UZ wuu-CN zu-ZA',
    );
  });

  it.each<[string, Relay, Partial<ReturnType<typeof pairing>>]>([
    ['de-DE', { ttsProvider: 'Amazon' }, { ttsProvider: 'Amazon', voice: 'Vicki-Neural' }],
    ['es-MX', { ttsProvider: 'Amazon' }, { ttsProvider: 'Amazon', voice: 'Mia-Neural' }],
    ['en-US', { ttsProvider: 'Amazon' }, { ttsProvider: 'Amazon', voice: 'Joanna-Neural' }],
    ['th-TH', { ttsProvider: 'Amazon' }, { ttsProvider: 'Google', voice: 'th-TH-Chirp3-HD-Aoede' }],
    // The form of a voice's name says whose it is.
    ['en-US', { voice: 'en-US-Chirp3-HD-Aoede' }, { ttsProvider: 'Google', voice: 'en-US-Chirp3-HD-Aoede' }],
    ['en-US', { voice: 'Google.en-US-Journey-O' }, { ttsProvider: 'Google', voice: 'en-US-Journey-O' }],
    ['en-US', { voice: 'Polly.Ruth-Generative' }, { ttsProvider: 'Amazon', voice: 'Ruth-Generative' }],
    ['en-US', { voice: 'Joanna' }, { ttsProvider: 'Amazon', voice: 'Joanna' }],
    [
      'zh-TW',
      { voice: 'UgBBYS2sOqTuMpoF3BR0-flash_v2_5' },
      { ttsProvider: 'ElevenLabs', voice: 'UgBBYS2sOqTuMpoF3BR0-flash_v2_5' },
    ],
    ['zh-HK', { voice: 'UgBBYS2sOqTuMpoF3BR0' }, { ttsProvider: 'Google', voice: 'yue-HK-Standard-A' }],
    // A model says whose ears.
    [
      'zh-HK',
      { speechModel: 'nova-3-general' },
      { transcriptionProvider: 'Deepgram', speechModel: 'nova-3-general' },
    ],
    ['en-US', { speechModel: 'telephony' }, { transcriptionProvider: 'Google', speechModel: 'telephony' }],
    [
      'zh-HK',
      { transcriptionProvider: 'Google', speechModel: 'nova-3-general' },
      { transcriptionProvider: 'Google', speechModel: undefined },
    ],
  ])('in %s with %j fit', (language, relay, expected) => {
    expect(pairing(language, relay)).toMatchObject(expected);
    expect(refused([{ language, relay }])).toEqual([]);
  });

  it('are none that end the call, whatever a workflow names', () => {
    const spoken = tags.filter((tag) => !nobodySpeaks(tag));
    const voice = fc.oneof(
      fc.constantFrom('abc', '', 'zh-HK-HiuMaanNeural', 'Joanna', 'Hiujin-Neural', 'Zhiyu-Neural', 'alice'),
      fc.constantFrom('yue-HK-Standard-A', 'Google.cmn-TW-Wavenet-A', 'en-US-Chirp3-HD-Aoede', 'Telnyx.x'),
      fc.constantFrom('UgBBYS2sOqTuMpoF3BR0', 'UgBBYS2sOqTuMpoF3BR0-turbo_v2_5', 'x'.repeat(300)),
      fc.string(),
    );
    const model = fc.oneof(
      fc.constantFrom(
        'nova-3-general',
        'nova-2-general',
        'flux-general-en',
        'telephony',
        'long',
        'Nova-3',
        '',
      ),
      fc.string(),
    );
    const relay = fc.record(
      {
        ttsProvider: fc.constantFrom('Google', 'Amazon', 'ElevenLabs'),
        voice,
        transcriptionProvider: fc.constantFrom('Google', 'Deepgram'),
        speechModel: model,
      },
      { requiredKeys: [] },
    );
    const language = fc.record({ language: fc.constantFrom(...spoken), relay });
    fc.assert(
      fc.property(fc.array(language, { minLength: 1, maxLength: 4 }), (languages) => {
        expect(refused(languages)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('do not lend the model of the first language to a recogniser that has not got it', () => {
    const languages = [
      { language: 'en-US', relay: { speechModel: 'nova-3-general' } },
      { language: 'af-ZA' },
      { language: 'zh-HK' },
    ];
    expect(refused(languages)).toEqual([]);
  });

  it('of a custom language are those of the language whose code it borrows', () => {
    const custom = (relay: object) =>
      languageRecord.parse({
        tag: 'nan-TW',
        language: 'nan',
        names: { english: 'Taiwanese Hokkien', own: '臺語' },
        script: 'Hant',
        twilio: { relay },
      });
    languageTable.useCustom([custom({ code: 'th-TH', exact: false })]);
    expect(pairing('nan-TW')).toMatchObject({ code: 'th-TH', voice: 'th-TH-Chirp3-HD-Aoede', doubts: [] });
    const voice = 'cmn-TW-Wavenet-A';
    languageTable.useCustom([
      custom({ code: 'zh-TW', exact: false, tts: ['Google'], set: { ttsProvider: 'Google', voice } }),
    ]);
    expect(pairing('nan-TW', { ttsProvider: 'Amazon' })).toMatchObject({ ttsProvider: 'Google', voice });
    expect(pairing('nan-TW', { voice }).doubts).toEqual([]);
  });
});
