import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cantoneseRegion,
  dialectTags,
  otherWordings,
  regionalWords,
  toRegion,
  understandRegion,
} from './lexicon.ts';
import { lexiconEntries } from './lexiconEntries.ts';

const regions = ['HK', 'MO', 'GZ'] as const;
const forms = lexiconEntries.flatMap(({ hk, mo, gz, others = [] }) => [...hk, ...mo, ...gz, ...others]);
const talk = fc
  .array(
    fc.oneof(
      fc.constantFrom(...forms, '位', '稅', '機場', '日', '{{ name }}', '<break/>', '，', 'a'),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.nat().map(String),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('toRegion', () => {
  it.each([
    ['我想搭的士，唔係巴士', 'GZ', '我想搭的士，唔系公交车'],
    ['電單車要入電油', 'GZ', '摩托车要入汽油'],
    ['發個短訊畀我手提電話', 'GZ', '发个短信畀我手机'],
    ['銀行戶口過數', 'GZ', '银行账户转账'],
    ['搭𨋢上三樓', 'GZ', '搭电梯上三楼'],
    ['坐出租车去，开空调', 'HK', '坐的士去，开冷氣'],
    ['計程車同公車', 'MO', '的士同巴士'],
    ['吞拿魚三文治同擦膠', 'MO', '亞東魚三文治同膠擦'],
    ['士多啤梨', 'GZ', '草莓'],
  ] as const)('%s in %s: %s', (text, region, expected) => {
    expect(toRegion(text, region)).toBe(expected);
  });

  it.each([
    ['出租車位', 'HK'],
    ['旅遊巴士同小巴', 'HK'],
    ['增值稅', 'HK'],
    ['過數日先覆你', 'HK'],
    ['我隻手指痛', 'HK'],
    ['搭扶手電梯', 'HK'],
    ['電話號碼 {{ 出租車 }} <say-as interpret-as="出租車"> https://x.hk/a', 'HK'],
  ] as const)('leaves %s alone', (text, region) => {
    expect(toRegion(text, region)).toBe(text);
  });

  it('leaves what means something else, in simplified characters too', () => {
    expect(toRegion('增值稅、旅遊巴士、過數日、戶口簿', 'GZ')).toBe('增值税、旅游巴士、过数日、户口簿');
    expect(toRegion('增值税', 'GZ')).toBe('增值税');
  });

  it('keeps values, and does nothing the second time', () => {
    fc.assert(
      fc.property(talk, fc.constantFrom(...regions), (text, region) => {
        const once = toRegion(text, region);
        expect(toRegion(once, region)).toBe(once);
        expect(once.match(/\d|\{\{.*?\}\}|<.*?>/gs)).toEqual(text.match(/\d|\{\{.*?\}\}|<.*?>/gs));
      }),
    );
  });

  it('takes a long text', () => {
    expect(toRegion('{{<的士'.repeat(3_000), 'GZ')).toHaveLength(15_000);
  });
});

describe('understandRegion', () => {
  it.each([
    ['我要出租车', '我要的士'],
    ['叫計程車', '叫的士'],
    ['快遞', '速遞'],
    ['快递', '速遞'],
    ['去取款機', '去櫃員機'],
    ['凍奶茶飛冰', '凍奶茶走冰'],
    ['我食齁飯', '我食咗飯'],
    ['喺戈度', '喺嗰度'],
  ])('%s is %s', (said, expected) => {
    expect(understandRegion(said)).toBe(understandRegion(expected));
  });

  it('keeps apart what is not the same', () => {
    expect(understandRegion('的士')).not.toBe(understandRegion('巴士'));
    expect(understandRegion('士多啤梨')).not.toContain('小賣部');
    expect(understandRegion('去冰室')).toBe('去冰室');
  });

  it('understands what each region says, any text, the same each time', () => {
    for (const entry of lexiconEntries.filter(({ ambiguous }) => ambiguous === undefined))
      for (const word of [...entry.mo, ...entry.gz])
        expect([word, understandRegion(word)]).toEqual([word, entry.hk[0]]);
    fc.assert(
      fc.property(talk, (text) => {
        const once = understandRegion(text);
        expect(understandRegion(once)).toBe(once);
        expect(once.match(/\d/g)).toEqual(text.match(/\d/g));
      }),
    );
  });
});

describe('the regions', () => {
  it.each([
    ['Hong Kong', 'HK'],
    ['Macao', 'MO'],
    [' guangzhou ', 'GZ'],
    ['廣州', 'GZ'],
    ['zh-MO', 'MO'],
    ['yue-CN', 'GZ'],
    ['yue', 'HK'],
    ['Taipei', undefined],
    ['zh-CN', undefined],
    ['__proto__', undefined],
    ['constructor', undefined],
  ])('%s is %s', (name, region) => expect(cantoneseRegion(name)).toBe(region));

  it('have tags', () => {
    expect(dialectTags(['Hong Kong', 'Macau', 'Atlantis', 'zh-HK', 'Guangzhou'])).toEqual([
      'zh-HK',
      'zh-MO',
      'yue-CN',
    ]);
  });

  it('have words, with their sources and what is unchecked', () => {
    const words = regionalWords('GZ');
    expect(words.find(({ concept }) => concept === 'motorcycle')).toEqual({
      concept: 'motorcycle',
      words: ['摩托车'],
      source: 'D',
      checked: true,
    });
    expect(words.find(({ concept }) => concept === 'software')?.checked).toBe(false);
    expect(words.every(({ source }) => source !== '' && !/W/.test(source))).toBe(true);
  });

  it('name no word under two concepts, unless it is left alone', () => {
    const seen = new Map<string, string>();
    for (const { concept, hk, mo, gz, others = [], ambiguous = [] } of lexiconEntries)
      for (const form of new Set([...hk, ...mo, ...gz, ...others])) {
        if (ambiguous.includes(form)) continue;
        expect([form, seen.get(form) ?? concept]).toEqual([form, concept]);
        seen.set(form, concept);
      }
  });
});

describe('otherWordings', () => {
  it('words a phrase as the other regions do', () => {
    expect(otherWordings('搭電單車', 'zh-HK', ['Hong Kong', 'Guangzhou'])).toEqual(['搭摩托車']);
    expect(otherWordings('搭摩托车', 'yue-CN', ['Macau'])).toEqual(['搭电单车']);
    expect(otherWordings('預約', 'zh-HK', ['Guangzhou', 'Macau'])).toEqual([]);
    expect(otherWordings('motorcycle', 'en-US', ['Guangzhou'])).toEqual([]);
  });
});
