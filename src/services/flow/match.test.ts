import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, matchChoice, scorePhrase } from './match.ts';
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
