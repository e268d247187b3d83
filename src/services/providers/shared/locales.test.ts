import { afterEach, describe, expect, it } from 'vitest';
import { languageTable } from '../../../lib/languages/table.ts';
import { languageRecord } from '../../../types/languageRecord.ts';
import { azureEntries } from '../azure/entries.ts';
import { tabledVoices } from '../azure/voices.ts';
import { auraSpeaks, auraVoices } from '../deepgram/voices.ts';
import { chooseVoice } from '../google/voices.ts';
import { espeakVoice } from '../local/espeakVoices.ts';
import { knownLocales, localesWith, providerLocale } from './locales.ts';

afterEach(() => languageTable.useCustom([]));

describe('what providers call a language', () => {
  it('is that of the table', () => {
    expect(knownLocales().length).toBeGreaterThanOrEqual(110);
    expect(providerLocale('zh-MO')).toEqual({
      azureStt: 'zh-HK',
      azureTts: {
        locale: 'zh-HK',
        female: ['zh-HK-HiuMaanNeural'],
        male: ['zh-HK-WanLungNeural'],
        phonemes: true,
      },
      googleStt: { code: 'yue-Hant-HK', chirp2: true },
      googleTts: {
        locale: 'yue-HK',
        female: ['yue-HK-Standard-A'],
        male: ['yue-HK-Standard-B'],
        unknown: [],
        unconfirmed: ['yue-HK-Chirp3-HD-Aoede', 'yue-HK-Chirp3-HD-Charon'],
      },
      scribe: 'yue',
      deepgramStt: 'zh-HK',
    });
    expect(providerLocale('bn-BD')?.azureStt).toBeUndefined(); // not served
    expect(providerLocale('as-IN')?.googleTts).toBeUndefined(); // not known
    expect(providerLocale('en-US')?.elevenTts).toEqual(['flashV25', 'turboV25', 'multilingualV2', 'v3']);
  });

  it('is found for tags without a record', () => {
    expect(providerLocale('yue')?.azureStt).toBe('zh-HK');
    expect(providerLocale('en')?.azureStt).toBe('en-US');
    expect(providerLocale('zh-US')).toBeUndefined();
    expect(providerLocale('')).toBeUndefined();
  });

  it('agrees with the voices of Deepgram, which their client knows', () => {
    for (const { tag, providers } of languageTable.all()) {
      const { tts } = providers.deepgram;
      expect([tag, tts !== false && tts !== null]).toEqual([tag, auraSpeaks(tag)]);
      const own = auraVoices.some(({ languages }) => languages.includes(tag));
      if (tts) expect([tag, tts.exact]).toEqual([tag, own]);
    }
  });

  it('is a custom language’s own as soon as it is known', () => {
    const [hears, speaks] = azureEntries(() => undefined);
    expect([hears?.supports('nan-TW'), speaks?.supports('nan-TW'), espeakVoice('nan-TW')]).toEqual([
      false,
      false,
      undefined,
    ]);
    const voices = { female: ['zh-TW-HsiaoChenNeural'] };
    const custom = languageRecord.parse({
      tag: 'nan-TW',
      language: 'nan',
      names: { english: 'Taiwanese Hokkien', own: '臺語' },
      script: 'Hant',
      providers: {
        azure: { stt: { code: 'zh-TW', exact: false }, tts: { code: 'zh-TW', exact: false, voices } },
        google: { tts: { code: 'cmn-TW', exact: false, voices: { other: ['cmn-TW-Wavenet-A'] } } },
        espeak: { voice: 'nan' },
      },
    });
    languageTable.useCustom([custom]);
    expect([hears?.supports('nan-TW'), speaks?.supports('nan-TW')]).toEqual([true, true]);
    expect(providerLocale('nan-TW')?.azureTts).toMatchObject({ locale: 'zh-TW', ...voices, phonemes: false });
    expect(tabledVoices().find(({ id }) => id === 'zh-TW-HsiaoChenNeural')?.languages).toContain('nan-TW');
    expect(chooseVoice('nan-TW')).toEqual({ name: 'cmn-TW-Wavenet-A', languageCode: 'cmn-TW' });
    expect(espeakVoice('nan-TW')).toBe('nan');
    expect(localesWith(({ azureStt }) => azureStt === 'zh-TW')).toEqual(['zh-TW', 'nan-TW']);
  });
});
