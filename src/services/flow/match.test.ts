import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultMatchOptions, editDistance, matchChoice, scorePhrase } from './match.ts';
import { languageRequested } from './languageNames.ts';

const english = [
  { id: 'book', phrases: ['book an appointment', 'make an appointment', 'book'] },
  { id: 'change', phrases: ['change my appointment', 'reschedule', "I can't make my appointment"] },
  { id: 'hours', phrases: ['opening hours', 'when are you open', 'what time do you close'] },
  { id: 'person', phrases: ['speak to a person', 'receptionist', 'real person'] },
];
const cantonese = [
  { id: 'book', phrases: ['預約', '睇醫生'] },
  { id: 'change', phrases: ['改期', '改預約'] },
  { id: 'hours', phrases: ['應診時間', '幾點開門'] },
  { id: 'person', phrases: ['搵職員', '真人'] },
];

describe('matchChoice', () => {
  it.each([
    ["I'd like to book an appointment, please.", 'book'],
    ['UM CAN I MAKE AN APPOINTMENT', 'book'],
    ['booking', 'book'],
    ['I need to change my booking', null],
    ['id like to change my apointment', 'change'],
    ["I can't make my appointment tomorrow", 'change'],
    ['what are your opening hours', 'hours'],
    ['when are you opened', 'hours'],
    ['let me talk to a real person', 'person'],
    ['receptionest please', 'person'],
    ['I do not want to book, I want to change my appointment', 'change'],
    ['bananas', null],
    ['', null],
    ['the the the', null],
    ['an appointment', 'book'],
    ["I don't want to book", null],
  ])('%s → %s', (text, id) => expect(matchChoice(text, english, 'en-US')?.id ?? null).toBe(id));

  it.each([
    ['我想預約呀唔該', 'book'],
    ['我想预约', 'book'],
    ['我要睇醫生', 'book'],
    ['唔該我想改期', 'change'],
    ['我想改個預約', 'change'],
    ['你哋幾點開門㗎', 'hours'],
    ['可唔可以搵職員', 'person'],
    ['唔係預約,係改期', 'change'],
    ['唔係預約係改期', 'change'],
    ['唔係預約', null],
    ['今日好熱', null],
    ['呃', null],
  ])('%s → %s', (text, id) => expect(matchChoice(text, cantonese, 'zh-HK')?.id ?? null).toBe(id));

  it('refuses what is equally near to two choices', () => {
    const two = [
      { id: 'a', phrases: ['billing question'] },
      { id: 'b', phrases: ['delivery question'] },
    ];
    expect(matchChoice('question', two, 'en')).toBeNull();
    expect(matchChoice('billing question or delivery question', two, 'en')).toBeNull();
  });

  it('finds an exact phrase among others, whatever they are', () => {
    const phrase = fc.stringMatching(/^[a-z]{3,9}( [a-z]{3,9}){0,2}$/);
    fc.assert(
      fc.property(fc.uniqueArray(phrase, { minLength: 1, maxLength: 5 }), (phrases) => {
        const choices = phrases.map((text) => ({ id: text, phrases: [text] }));
        for (const text of phrases) {
          const match = matchChoice(text.toUpperCase(), choices, 'en');
          const twins = phrases.filter((other) => scorePhrase(text, other, 'en') === 1);
          expect(match?.id).toBe(twins.length > 1 ? undefined : text);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps scores within 0 and 1 and never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ maxLength: 30 }),
        (text, phrase) => {
          const match = matchChoice(text, [{ id: 'x', phrases: [phrase] }], 'en');
          expect(match === null || (match.score > 0 && match.score <= 1)).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('measures edit distance within its limit', () => {
    expect(editDistance('kitten', 'sitting', 3)).toBe(3);
    expect(editDistance('kitten', 'sitting', 2)).toBeNull();
    expect(editDistance('same', 'same', 0)).toBe(0);
  });
});

/** Rows of: options, then what is said and what is meant, `-` for none. */
const meant = (rows: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>) =>
  Object.entries(rows).flatMap(([said, options]) =>
    said.split(' ').map((row) => {
      const [text = '', id = ''] = row.split('>');
      return { text, id: id === '-' ? null : id, options };
    }),
  );
const chosen = (text: string, options: Readonly<Record<string, readonly string[]>>, tag = 'zh-HK') => {
  const choices = Object.entries(options).map(([id, phrases]) => ({ id, phrases: [...phrases] }));
  return matchChoice(text, choices, tag)?.id ?? null;
};

describe('a number inside a larger one chose the smaller option', () => {
  it.each(
    meant({
      '24位>- 14位>- 十四位>- 一百零四位>- 4位>four 二位>two 10位>ten 我哋四位>four 十四位成人>-': {
        two: ['兩位'],
        four: ['四位'],
        ten: ['十位'],
      },
      '13點>- 十五點>- 下晝3點>three 星期三四點>four 星期三三點>three': { three: ['三點'], four: ['四點'] },
      '11月>- 10月>ten 12月>twelve 十二月>twelve': { one: ['一月'], ten: ['十月'], twelve: ['十二月'] },
      '23樓>- 三樓>three 14号>-': { three: ['三樓'], day: ['四號'] },
      '14位成人>-': { four: ['四位成人'] },
    }),
  )('$text → $id', ({ text, id, options }) => expect(chosen(text, options)).toBe(id));

  it('in English too', () => {
    const options = { four: ['four people'], seven: ['seven people'] };
    expect(chosen('twenty four people', options, 'en-US')).toBeNull();
    expect(chosen('a hundred and four people', options, 'en-US')).toBeNull();
    expect(chosen('seventy people', options, 'en-US')).toBeNull();
    expect(chosen('for four people please', options, 'en-US')).toBe('four');
  });
});

describe('a day that was not offered became Monday', () => {
  const week = { mon: ['星期一'], tue: ['星期二'], wed: ['星期三'], thu: ['星期四'], fri: ['星期五'] };
  it.each(
    meant({
      '星期六>- 星期日>- 星期天>- 星期試>- 星期4>thu 星期一下晝>mon': week,
      '星期六>- 星期日>- 星期1>mon': { mon: ['星期一'] },
      '星期試>- 星期二>- 星期天>sun 星期日>sun 星期一>mon': { mon: ['星期一'], sun: ['星期日'] },
    }),
  )('$text → $id', ({ text, id, options }) => expect(chosen(text, options)).toBe(id));
});

describe('only 唔 and 不 denied', () => {
  it.each(
    meant({
      '沒有預約>none 無預約>none 无预约>none 未預約>none 我冇預約>none 有預約>have 有冇預約>- 有沒有預約>-': {
        have: ['有預約', '已經預約'],
        none: ['冇預約'],
      },
      '無同意>- 未同意>- 同意>agree 不同意>not 同唔同意>-': { agree: ['同意'], not: ['唔同意', '反對'] },
      '冇付款>- 別付款>- 别付款>- 沒有付款>- 唔好意思我想付款>pay 不如付款>pay': {
        pay: ['付款'],
        ask: ['查詢'],
      },
      '係唔係>- 係咪>- 係呀>yes 唔係>no 不係>no': { yes: ['係'], no: ['唔係'] },
      '可唔可以>- 可以>yes 不可以>no': { yes: ['可以'], no: ['唔可以'] },
      '改唔改期>change 可唔可以改期>change 特別改期>change 冇呀我想改期>change 無論如何我要改期>change': {
        change: ['改期'],
        cancel: ['取消'],
      },
    }),
  )('$text → $id', ({ text, id, options }) => expect(chosen(text, options)).toBe(id));

  it('leaves Japanese, where 無 and 別 are parts of words', () =>
    expect(chosen('無料で予約したい', { book: ['予約'] }, 'ja-JP')).toBe('book'));
});

describe('a misheard 唔 became a yes', () => {
  it.each(
    meant({
      '吳係>- 五係>- 未係>- 無係>-': { yes: ['係'], no: ['唔係'] },
      '吾可以>- 五可以>- 冇可以>- 都可以>yes': { yes: ['可以'], no: ['唔可以'] },
      '吾同意>- 五要>-': { yes: ['同意', '要'], no: ['唔同意', '唔要'] },
    }),
  )('$text → $id', ({ text, id, options }) => expect(chosen(text, options)).toBe(id));

  it('asks how a short answer sounds where words before it are left over', () => {
    const choices = [
      { id: 'book', phrases: ['預約'] },
      { id: 'none', phrases: ['冇預約'] },
    ];
    const ask = (id: string | null, score: number) =>
      matchChoice('毛預約', choices, 'zh-HK', {
        ...defaultMatchOptions,
        bySound: () => (id === null ? null : { id, score, margin: score }),
      })?.id ?? null;
    expect(ask('book', 0.9)).toBe('book');
    expect(ask('none', 0.99)).toBe('none');
    expect(ask(null, 0)).toBeNull();
  });
});

describe('matching blocked the loop', () => {
  const choices = [{ id: 'change', phrases: ['改期'] }];
  it('asks once for one utterance, and again once the choices are others', () => {
    let asked = 0;
    const options = { ...defaultMatchOptions, bySound: () => ((asked += 1), null) };
    matchChoice('該旗', choices, 'zh-HK', options);
    matchChoice('該旗', [{ id: 'change', phrases: ['改期'] }], 'zh-HK', options);
    expect(asked).toBe(1);
    matchChoice('該旗', [{ id: 'change', phrases: ['改期', '轉期'] }], 'zh-HK', options);
    expect(asked).toBe(2);
  });

  it('looks at the first eighty words only', () => {
    expect(matchChoice(`${'好'.repeat(70)}改期`, choices, 'zh-HK')?.id).toBe('change');
    expect(matchChoice(`${'好'.repeat(90)}改期`, choices, 'zh-HK')).toBeNull();
  });

  it('leaves out no phrase that could have won', () => {
    const word = fc.stringMatching(/^[改預約期取消查一四十唔冇ab ]{1,6}$/);
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 6 }), (said, phrases) => {
        const scores = phrases.map((phrase) => scorePhrase(said, phrase, 'zh-HK'));
        const best = Math.max(...scores);
        const match = matchChoice(
          said,
          phrases.map((phrase, i) => ({ id: String(i), phrases: [phrase] })),
          'zh-HK',
        );
        expect(match === null || (match.score === best && scores[Number(match.id)] === best)).toBe(true);
      }),
    );
  });
});

describe('languageRequested', () => {
  const languages = ['en-US', 'zh-HK'];
  it.each([
    ['English please', 'en-US'],
    ['can we speak English', 'en-US'],
    ['講英文', 'en-US'],
    ['可唔可以講廣東話呀', 'zh-HK'],
    ['Cantonese', 'zh-HK'],
    ['do you sell English books', undefined],
    ['我想買英文書', undefined],
    ['普通話', undefined],
    ['', undefined],
  ])('%s → %s', (text, tag) => expect(languageRequested(text, languages)).toBe(tag));
});
