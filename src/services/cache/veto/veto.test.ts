import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isElliptical, values, vetoes } from './index.ts';

describe('vetoes', () => {
  it.each([
    ['do you deliver', 'do you not deliver', ['negation']],
    ['i did order it', 'i never did order it', ['negation']],
    ['a table for two', 'a table for three', ['number']],
    ['is dr chan in', 'is dr chen in', ['name']],
    ['open on sunday', 'open on monday', ['date']],
    ['it is five pounds', 'it is five dollars', ['unit']],
    ['turn the light on', 'turn the light off', ['opposite']],
    ['my number please', 'your number please', ['opposite']],
    ['from london to paris', 'from paris to london', ['order']],
    ['move it from 3 pm to 5 pm', 'move it from 5 pm to 3 pm', ['order']],
    ['when do you deliver', 'where do you deliver', ['question']],
    ['can i book', 'do i need to book', ['question']],
  ] as const)('en: %s / %s', (a, b, found) => expect(vetoes(a, b, 'en-US')).toEqual(found));

  it.each([
    ['我食肉', '我唔食肉', 'negation'],
    ['訂兩位', '訂三位', 'number'],
    ['陳醫生', '李醫生', 'name'],
    ['今晚', '聽晚', 'date'],
    ['五十美金', '五十英鎊', 'unit'],
    ['買入', '賣出', 'opposite'],
    ['由香港飛去上海', '由上海飛去香港', 'order'],
    ['幾時開門', '點解開門', 'question'],
  ] as const)('zh: %s / %s', (a, b, veto) => expect(vetoes(a, b, 'zh-HK')).toContain(veto));

  it.each([
    ['do you deliver', "don't you deliver", 'en-GB'],
    ['you deliver on friday', "you deliver on friday don't you", 'en-GB'],
    ['do you deliver', 'do you deliver or not', 'en-GB'],
    ['at half past seven in the evening', 'at 7:30 pm', 'en-US'],
    ['the twenty first of may', 'may 21st', 'en-US'],
    ['a couple of tickets', 'two tickets', 'en-US'],
    ['my pin is one two three', 'my pin is 123', 'en-US'],
    ['book one table', 'book a table', 'en-US'],
    ['開唔開門', '开门吗', 'zh-HK'],
    ['食咗飯未', '食咗飯嗎', 'zh-HK'],
    ['一百二十蚊', '120元', 'zh-HK'],
    ['下晝三點三個字', '下午3:15', 'zh-HK'],
    ['訂張枱', '訂一張枱', 'zh-HK'],
  ])('%s = %s', (a, b, language) => expect(vetoes(a, b, language)).toEqual([]));

  it('keeps a denial apart from a question that only has the form of one', () => {
    expect(vetoes('the money is there', 'the money is not there', 'en-US')).toContain('negation');
    expect(vetoes('食咗飯未', '未食飯', 'zh-HK')).toContain('negation');
    expect(vetoes('搞掂', '搞唔掂', 'zh-HK')).toContain('negation');
    expect(vetoes('is the system up or working', 'is the system up or not working', 'en-US')).toContain(
      'negation',
    );
  });

  it.each([
    ['où êtes-vous', 'où êtes-vous', []],
    ['une table pour 2', 'une table pour 3', ['number']],
    ['je veux annuler', 'je ne veux pas annuler', ['negation']],
    ['der Hund beißt die Katze', 'die Katze beißt der Hund', ['order']],
    ['ich komme Montag', 'ich komme Dienstag', ['name']],
    ['त्र ३', 'त्र ४', ['number']],
  ])('other languages: %s / %s', (a, b, found) => expect(vetoes(a, b, 'fr-FR')).toEqual(found));

  const phrase = fc.stringMatching(/^[a-z ]{0,30}$|^[一-龥0-9 ]{0,12}$/);
  const language = fc.constantFrom('en-US', 'zh-HK', 'zh-CN', 'de-DE', 'ja-JP');

  it('never throws, never vetoes a text against itself, and does not care who speaks first', () => {
    fc.assert(
      fc.property(fc.oneof(phrase, fc.string()), fc.oneof(phrase, fc.string()), language, (a, b, tag) => {
        expect(vetoes(a, a, tag)).toEqual([]);
        expect([...vetoes(a, b, tag)].sort()).toEqual([...vetoes(b, a, tag)].sort());
      }),
    );
  });

  it('tells any two counts apart, in figures and in any frame', () => {
    const frame = fc.constantFrom('a table for # people', 'my code is #', '訂#位', '要#張飛');
    const count = fc.integer({ min: 2, max: 9_999 });
    fc.assert(
      fc.property(frame, count, count, (text, m, n) => {
        const tag = text.includes('a') || text.includes('m') ? 'en-US' : 'zh-HK';
        const [a, b] = [text.replace('#', String(m)), text.replace('#', String(n))];
        expect(vetoes(a, b, tag).includes('number')).toBe(m !== n);
      }),
    );
  });

  it('tells any two unknown words apart', () => {
    const word = fc.stringMatching(/^[bdfgkmpqvz][aeiou][bdfgkmpqvz][aeiou][bdfgkmpqvz]o$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        const found = vetoes(`do you deliver to ${a}`, `do you deliver to ${b}`, 'en-US');
        expect(found.includes('name')).toBe(a !== b);
      }),
    );
  });
});

describe('values', () => {
  const found = (text: string, language: string) =>
    values(text, language).map(({ kind, canonical }) => `${kind} ${canonical}`);
  it('finds what an answer turns on', () => {
    expect(found('Your table for four is on 21 May at 7:30 pm, Mr Chan.', 'en-US')).toEqual([
      'number 4',
      'date may 21',
      'time 19:30',
      'name chan',
    ]);
    expect(found('That is £12.50.', 'en-GB')).toEqual(['number 12.5', 'unit pound']);
    expect(found('陳生訂咗聽晚七點半兩位,一共三百五十蚊', 'zh-HK')).toEqual([
      'name 陈生',
      'date tomorrow',
      'time 19:30',
      'number 2',
      'number 350',
      'unit yuan',
    ]);
  });
  it('keeps small words out', () =>
    expect(values('how can i help you today', 'en-US').map((v) => v.kind)).toEqual(['date']));
});

describe('isElliptical', () => {
  it.each([
    'how much is it',
    'that one',
    'and on sunday',
    'what about tomorrow',
    'is he available',
    'the other one',
    'can i take it there',
    'is that open',
    'on sunday',
    'why',
  ])('en: %s', (text) => expect(isElliptical(text, 'en-US')).toBe(true));
  it.each([
    'what time do you open',
    'is there parking',
    'is it possible to book a table',
    'how long does it take to deliver',
    'there is a problem with my card',
    'i want an appointment this week',
    'opening hours',
  ])('en, whole: %s', (text) => expect(isElliptical(text, 'en-US')).toBe(false));
  it.each(['呢個幾錢', '嗰個', '星期日呢', '咁聽日呢', '佢喺唔喺度', '那个多少钱', '它贵吗', '聽日'])(
    'zh: %s',
    (text) => expect(isElliptical(text, 'zh-HK')).toBe(true),
  );
  it.each(['你哋幾點開門', '幾點開門呢', '我想預約', '今個月有冇優惠', '其他分店喺邊', '你们在哪里'])(
    'zh, whole: %s',
    (text) => expect(isElliptical(text, 'zh-HK')).toBe(false),
  );
});
