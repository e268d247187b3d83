import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageRecord } from '../../types/languageRecord.ts';
import { builtInRecords } from './records.ts';
import { voiceProvider } from './relayVoices.ts';

const twilioTypes = readFileSync(
  createRequire(import.meta.url)
    .resolve('twilio/lib/twiml/VoiceResponse')
    .replace(/\.js$/, '.d.ts'),
  'utf8',
);
const records = [...builtInRecords().values()];

describe('the languages that come along', () => {
  it.each(records.map((record) => [record.tag, record] as const))('%s is a whole record', (tag, record) => {
    // In its whole form: nothing is left for a reader to complete.
    expect(record).toEqual(languageRecord.parse(record));
    expect(new Intl.Locale(tag).toString()).toBe(tag);
  });

  it('are one file each, named after the tag', () => {
    const files = readdirSync(path.join(import.meta.dirname, 'records'));
    expect(files.sort()).toEqual([...builtInRecords().keys()].map((tag) => `${tag}.json`).sort());
  });

  it('are more than eighty languages in more than a hundred and ten places', () => {
    expect(records.length).toBeGreaterThanOrEqual(110);
    expect(new Set(records.map(({ language }) => language)).size).toBeGreaterThanOrEqual(80);
  });

  it('are written in the script that Unicode expects there', () => {
    for (const { tag, script } of records) {
      expect([tag, script]).toEqual([tag, new Intl.Locale(tag).maximize().script]);
    }
    const rightToLeft = records.filter(({ direction }) => direction === 'rtl').map(({ tag }) => tag);
    expect(rightToLeft).toEqual(['ar-AE', 'ar-EG', 'ar-SA', 'fa-IR', 'he-IL', 'ps-AF', 'ur-IN', 'ur-PK']);
  });

  it('have tones where they are tonal', () => {
    const tonal = records.filter((record) => record.tonal);
    expect(tonal.map(({ language }) => language)).toEqual(expect.arrayContaining(['yue', 'vi', 'th', 'zh']));
    for (const { tag, tones } of tonal) expect([tag, tones]).toEqual([tag, expect.any(Number)]);
  });

  it('name voices for ConversationRelay wherever its default is known not to speak', () => {
    for (const { tag, twilio } of records) {
      const { relay } = twilio;
      if (!relay || relay.tts === null || relay.tts.includes('ElevenLabs')) continue;
      expect([tag, relay.set?.ttsProvider]).toEqual([tag, expect.stringMatching(/^(Google|Amazon)$/)]);
      const prefix = relay.set?.ttsProvider === 'Amazon' ? 'Polly' : 'Google';
      expect(twilioTypes).toContain(`"${prefix}.${relay.set?.voice}"`);
    }
  });

  it('name only voices for ConversationRelay that Twilio has, but for the unconfirmed', () => {
    for (const { tag, twilio } of records) {
      if (!twilio.relay) continue;
      for (const { ttsProvider, voice, unconfirmed } of twilio.relay.voices) {
        const named = `"${ttsProvider === 'Amazon' ? 'Polly' : ttsProvider}.${voice}"`;
        expect([tag, voice, twilioTypes.includes(named)]).toEqual([tag, voice, !unconfirmed]);
      }
    }
  });

  it('name voices for ConversationRelay by names of their provider', () => {
    for (const { tag, twilio } of records) {
      if (!twilio.relay) continue;
      const { tts, set, voices } = twilio.relay;
      for (const { ttsProvider, voice } of [...(set ? [set] : []), ...voices]) {
        expect([tag, voice, voiceProvider(voice)]).toEqual([tag, voice, ttsProvider]);
        expect([tag, tts]).toEqual([tag, expect.arrayContaining([ttsProvider])]);
      }
    }
  });

  it('say of Cantonese what holds in each place', () => {
    const of = (tag: string) => builtInRecords().get(tag);
    expect(of('zh-HK')?.providers).toMatchObject({
      azure: { stt: { code: 'zh-HK', exact: true, phraseList: true }, tts: { phonemes: true } },
      google: {
        stt: { code: 'yue-Hant-HK' },
        tts: {
          voices: {
            female: ['yue-HK-Standard-A'],
            unconfirmed: expect.arrayContaining(['yue-HK-Chirp3-HD-Aoede']),
          },
        },
      },
      elevenlabs: { stt: { code: 'yue' }, tts: { flashV25: false, v3: false, v4Turbo: null } },
      deepgram: { stt: { code: 'zh-HK', exact: true }, tts: false },
    });
    expect(of('zh-MO')).toMatchObject({
      providers: { azure: { stt: { code: 'zh-HK', exact: false } }, google: { stt: { exact: false } } },
      twilio: { relay: { code: 'zh-HK', exact: false, set: { ttsProvider: 'Google' } } },
    });
    expect(of('yue-CN')?.providers).toMatchObject({
      azure: { stt: { code: 'yue-CN', exact: true, phraseList: false }, tts: { phonemes: false } },
      google: { tts: { code: 'yue-HK', exact: false } },
    });
  });
});

const data = path.resolve(process.env['WEAVER_DATA'] ?? '../shared/data', 'language/languages.json');
const absent = !existsSync(data);

describe.skipIf(absent)(
  `the records and what they were compiled from${absent ? ` (skipped: no ${data})` : ''}`,
  () => {
    interface Compiled {
      code: string;
      nativeName: string;
      azureTts: { female: string };
      googleStt: { code: string | null };
      deepgramNova3: string | null;
      elevenlabs: { scribe: string | null };
    }

    it('agree', () => {
      const { languages } = JSON.parse(readFileSync(data, 'utf8')) as { languages: Compiled[] };
      const codes = languages.map((row) => {
        const { azureTts, googleStt, deepgramNova3, elevenlabs } = row;
        return [row.code, row.nativeName, azureTts.female, googleStt.code, deepgramNova3, elevenlabs.scribe];
      });
      const ours = languages.map(({ code }) => {
        const record = builtInRecords().get(code);
        if (!record) return [code];
        const { azure, google, deepgram, elevenlabs } = record.providers;
        const female = azure.tts ? azure.tts.voices.female[0] : undefined;
        const codeOf = (it: { code: string } | false | null) => (it ? it.code : it);
        return [
          code,
          record.names.own,
          female,
          codeOf(google.stt),
          codeOf(deepgram.stt),
          codeOf(elevenlabs.stt),
        ];
      });
      expect(ours).toEqual(codes);
    });
  },
);
