import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LanguageTag } from '../types/language.ts';
import { workflowConfig } from '../types/workflowConfig.ts';
import { LanguageOptimizer, spokenIn } from './languageOptimizer.ts';

const all = ['zh-HK', 'en-US', 'zh-CN', 'ja-JP', 'es-MX', 'fr-FR', 'de-DE'];
const later = Array.from({ length: 9 }, () => ({ role: 'caller', text: 'x', nodeId: 'n' }) as const);
const heard = (text: string, current: LanguageTag, more: Partial<Parameters<typeof spokenIn>[0]> = {}) =>
  spokenIn({ text, current, languages: all, history: [], asked: 'free', ...more });

describe('the language that a caller speaks', () => {
  it.each([
    ['你好我想預約聽日嘅時間', 'en-US', 'zh-HK'],
    ['hello i would like to book a table please', 'zh-HK', 'en-US'],
    ['我聽日想嚟你哋嗰度睇醫生', 'zh-CN', 'zh-HK'],
    ['buenos días, quisiera pedir una cita para mañana', 'en-US', 'es-MX'],
  ])('%s in a call in %s: %s', (text, current, language) => expect(heard(text, current)).toBe(language));

  it.each([
    ['regression: a place in Chinese made an English call Chinese', 'I am near 銅鑼灣 can I book', 'en-US'],
    ['regression: kanji made a Japanese call Chinese', '山田太郎', 'ja-JP'],
    ['regression: kanji made a Japanese call Chinese', '東京都渋谷区', 'ja-JP'],
    ['regression: small talk made a Cantonese call English', 'Hello good morning', 'zh-HK'],
    ['regression: small talk made a Cantonese call English', 'thank you bye bye', 'zh-HK'],
    ['a Cantonese call never becomes a Mandarin one', '我想预约明天的时间可以吗', 'zh-HK'],
    ['a code-mixed sentence stays Cantonese', '我想book聽日嘅appointment', 'zh-HK'],
  ])('%s: %s', (_, text, current) => expect(heard(text, current)).toBeUndefined());

  it.each(['Maria de la Cruz Hernandez', 'Jean de La Fontaine', 'Der Hans Müller'])(
    'regression: a name that was asked for changed the language: %s',
    (text) => expect(heard(text, 'en-US', { asked: 'name' })).toBeUndefined(),
  );

  it('regression: the recogniser was followed on an OK, or a brand', () => {
    for (const text of ['OK', '', 'Starbucks', '中環'])
      expect(heard(text, 'zh-HK', { recognised: 'en-US', history: later })).toBeUndefined();
    expect(heard('sí', 'es-MX', { recognised: 'en' })).toBeUndefined();
  });

  it('is another script at any time, and another language of the same script only at first', () => {
    expect(heard('唔該我想預約聽日', 'en-US', { history: later })).toBe('zh-HK');
    expect(
      heard('buenos días, quisiera pedir una cita para mañana', 'en-US', { history: later }),
    ).toBeUndefined();
  });

  it('is one of the workflow’s or none, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...all), (text, current) => {
        const language = heard(text, current);
        expect(language === undefined || (all.includes(language) && language !== current)).toBe(true);
      }),
    );
  });
});

describe('the optimizer', () => {
  const config = workflowConfig.parse({
    name: 'Clinic',
    languages: [
      {
        language: 'zh-HK',
        sttProvider: 'azure',
        ttsProvider: 'azure',
        voiceId: 'zh-HK-HiuGaaiNeural',
        optimizations: {
          dialectSupport: ['Hong Kong', 'Guangzhou', 'Macau'],
          toneAwareness: true,
          culturalContext: true,
        },
      },
      { language: 'en-US' },
    ],
  });

  it('does what the integration guide’s setting says', () => {
    const languages = new LanguageOptimizer(config);
    expect(languages.aloud('你返嚟坐低先啦', 'zh-HK', true).text).toBe('你返嚟坐低先啦');
    const { pronunciations = [] } = languages.aloud('搵下', 'zh-HK', true);
    expect(pronunciations).toEqual([{ at: 1, length: 1, reading: 'haa5' }]);
    expect(languages.aloud('搵下', 'zh-HK', false).pronunciations).toBeUndefined();
    const flow = languages.forFlow('figures');
    expect(flow?.instructions('zh-HK')).toContain('請問貴姓');
    const taxi = [
      { id: 'taxi', phrases: ['的士'] },
      { id: 'bus', phrases: ['巴士'] },
    ];
    expect(flow?.bySound('出租車', taxi, 'zh-HK')?.id).toBe('taxi');
  });

  it('does nothing when it is turned off', () => {
    const languages = new LanguageOptimizer(config, false);
    expect(languages.aloud('收你$12.5', 'zh-HK', true)).toEqual({ text: '收你$12.5' });
    expect(languages.forFlow('figures')).toBeUndefined();
  });
});
