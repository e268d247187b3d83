import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPatience, expectationKind, type Expectation } from '../../types/expectation.ts';
import { dateWords } from './dates.ts';
import { azurePhraseList, deepgramKeyterms, elevenLabsKeyterms, googlePhrases, relayHints } from './forms.ts';
import { commonWords, COMMON_WEIGHT, hintPhrases } from './phrases.ts';
import { answerWords } from './words.ts';

const asking = (over: Partial<Expectation> = {}): Expectation => ({
  kind: 'free',
  language: 'en-US',
  choices: [],
  hints: [],
  patience: defaultPatience.free,
  dtmf: true,
  speech: true,
  ...over,
});
const choice = (...phrases: string[]) => [{ id: 'one', phrases }];
const texts = (...args: Parameters<typeof hintPhrases>) => hintPhrases(...args).map(({ text }) => text);

describe('hintPhrases', () => {
  it('has what the flow asks for first, without doubles, then the business, then common words', () => {
    const expectation = asking({
      kind: 'yes-no',
      choices: choice('yes', ' of  course '),
      hints: ['Dr Chan', 'yes'],
    });
    const phrases = hintPhrases(expectation, { extra: ['Sha Tin', 'Dr Chan'], common: true });
    expect(phrases.slice(0, 4).map(({ text }) => text)).toEqual(['yes', 'of course', 'Dr Chan', 'Sha Tin']);
    expect(phrases.slice(0, 4).every(({ weight }) => weight === 1)).toBe(true);
    expect(phrases).toContainEqual({ text: 'nope', weight: COMMON_WEIGHT });
    expect(new Set(phrases.map(({ text }) => text)).size).toBe(phrases.length);
  });

  it('has nothing without an expectation, and no common words unless asked', () => {
    expect(hintPhrases(undefined, { common: true })).toEqual([]);
    expect(hintPhrases(asking({ kind: 'digits' }))).toEqual([]);
  });

  it('leaves out sentences', () => {
    expect(texts(asking({ hints: ['x'.repeat(101), ' ', 'x'.repeat(100)] }))).toEqual(['x'.repeat(100)]);
  });

  it('writes as the recogniser writes', () => {
    const hk = asking({ language: 'zh-HK', hints: ['預約時間'] });
    const gz = asking({ language: 'yue-CN', hints: ['预约时间'] });
    expect(texts(hk)).toEqual(['預約時間']);
    expect(texts(gz, { heardAs: 'yue-Hant-HK' })).toEqual(['預約時間']);
    expect(texts(gz, { heardAs: 'zh-HK' })).toEqual(['預約時間']);
    expect(texts(gz)).toEqual(['预约时间']);
    expect(texts(asking({ language: 'zh-CN', hints: ['預約'] }), { heardAs: 'cmn-Hans-CN' })).toEqual([
      '预约',
    ]);
    expect(texts(asking({ language: 'ja-JP', hints: ['予約', '時間'] }))).toEqual(['予約', '時間']);
  });
});

describe('commonWords', () => {
  it.each([
    ['yes-no', 'zh-HK', ['係', '唔係']],
    ['yes-no', 'zh-CN', ['是', '不是']],
    ['yes-no', 'tl-PH', ['opo']],
    ['digits', 'en-GB', ['zero', 'nine', 'double']],
    ['phone', 'zh-HK', ['兩', '孖']],
    ['number', 'de-DE', ['eins', 'hundert']],
    ['date-time', 'zh-HK', ['聽日', '禮拜一', '星期一', '下晝']],
    ['date-time', 'zh-TW', ['明天']],
    ['date-time', 'fr-CA', ['demain', 'lundi', 'janvier', 'du matin']],
    ['date-time', 'sw-KE', ['Jumatatu']],
  ] as const)('of %s in %s', (kind, language, words) => {
    expect(commonWords(kind, language)).toEqual(expect.arrayContaining([...words]));
  });

  it('are traditional in Taiwan, simplified in Guangzhou', () => {
    const words = (kind: 'yes-no' | 'date-time', language: string) =>
      texts(asking({ kind, language }), { common: true });
    expect(words('yes-no', 'zh-TW')).toContain('不對');
    expect(words('yes-no', 'zh-TW')).not.toContain('不对');
    expect(words('date-time', 'yue-CN')).toEqual(expect.arrayContaining(['听日', '礼拜一']));
    expect(words('date-time', 'zh-MO')).toContain('聽日');
  });

  it('are none where the answer may be anything', () => {
    for (const kind of ['free', 'name', 'choice'] as const) expect(commonWords(kind, 'en-US')).toEqual([]);
  });

  it('have ten digits in order, and a yes and a no, in every language', () => {
    for (const [language, { yes, no, digits }] of Object.entries(answerWords)) {
      expect([language, digits.length >= 10, yes.length > 0, no.length > 0]).toEqual([
        language,
        true,
        true,
        true,
      ]);
      expect([language, yes.filter((word) => no.includes(word))]).toEqual([language, []]);
    }
  });
});

describe('dateWords', () => {
  it('are none for what ICU does not know, never those of this machine', () => {
    expect(dateWords('xx-XX')).toEqual([]);
    expect(dateWords('not a tag')).toEqual([]);
    expect(dateWords('en')).toHaveLength(23);
  });
});

describe('the forms of providers', () => {
  const phrases = hintPhrases(
    asking({ kind: 'digits', hints: ['a phrase of more than twenty', 'Chan, Tai Man'] }),
    {
      common: true,
    },
  );

  it('Azure: a list, and none for Guangzhou, which takes none', () => {
    expect(azurePhraseList(phrases, 'zh-HK')).toMatchObject({ weight: 1 });
    expect(azurePhraseList(phrases, 'zh-HK').phrases).toHaveLength(phrases.length);
    expect(azurePhraseList(phrases, 'yue-CN').phrases).toEqual([]);
  });

  it('Google: boosts by weight', () => {
    expect(googlePhrases(phrases)[0]).toEqual({ value: 'a phrase of more than twenty', boost: 10 });
    expect(googlePhrases(phrases).at(-1)).toEqual({ value: 'triple', boost: 5 });
  });

  it('keyterms: what is named, and within limits', () => {
    expect(deepgramKeyterms(phrases)).toEqual(['a phrase of more than twenty', 'Chan, Tai Man']);
    expect(elevenLabsKeyterms(phrases)).toEqual(['Chan, Tai Man']);
  });

  it('ConversationRelay: between commas, with none inside', () => {
    expect(relayHints(phrases)).toMatch(/^a phrase of more than twenty,Chan Tai Man,zero,one,/);
    expect(relayHints([])).toBeUndefined();
    expect(relayHints([{ text: '，', weight: 1 }])).toBeUndefined();
  });

  it('are within every limit, whatever a flow holds', () => {
    const phrase = fc.string({ unit: 'binary', maxLength: 130 });
    fc.assert(
      fc.property(
        fc.array(phrase, { maxLength: 700 }),
        fc.constantFrom(...expectationKind.options),
        fc.constantFrom('zh-HK', 'yue-CN', 'zh-TW', 'en-US', 'th-TH', 'xx'),
        (hints, kind, language) => {
          const all = hintPhrases(asking({ hints, kind, language }), { common: true });
          expect(azurePhraseList(all, language).phrases.length).toBeLessThanOrEqual(500);
          for (const { value, boost } of googlePhrases(all)) {
            expect(value.length >= 1 && value.length <= 100).toBe(true);
            expect(boost >= 0 && boost <= 20).toBe(true);
          }
          expect(Buffer.byteLength(deepgramKeyterms(all).join(' '))).toBeLessThanOrEqual(500);
          expect(elevenLabsKeyterms(all).every((term) => term.length <= 20)).toBe(true);
          const relay = relayHints(all) ?? '';
          expect(relay.length).toBeLessThanOrEqual(4_000);
          expect(relay.isWellFormed()).toBe(true);
          expect(/\p{Cc}|,,/u.test(relay)).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });
});
