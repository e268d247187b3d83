import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClauseCutter, cutClauses, defaultClauseOptions } from './clauses.ts';
import { spokenPart } from './speakingTime.ts';

describe('cutClauses', () => {
  it.each([
    [
      'a short first clause, then longer ones',
      'Sure, I can help with that. Which day, and what time, suits you best?',
      ['Sure, ', 'I can help with that. ', 'Which day, and what time, ', 'suits you best?'],
    ],
    [
      'Chinese marks',
      '好嘅，我幫你睇下。請問你想約邊一日呢？',
      ['好嘅，', '我幫你睇下。', '請問你想約邊一日呢？'],
    ],
    [
      'numbers',
      'It costs 1,250.50 dollars at 10:30, some 3.5 km away',
      ['It costs 1,250.50 dollars at 10:30, ', 'some 3.5 km away'],
    ],
    ['rows of digits', 'Press 1, 2, 3, 4 now. Thanks.', ['Press 1, 2, 3, 4 now. ', 'Thanks.']],
    [
      'abbreviations',
      'Dr. Chan sees you at 5 p.m. today. Come to No. 12 St. James Rd. please.',
      ['Dr. Chan sees you at 5 p.m. today. ', 'Come to No. 12 St. James Rd. please.'],
    ],
    [
      'addresses',
      'Write to help@example.com, or see https://example.com/a,b.html?x=1:2. Bye.',
      ['Write to help@example.com, ', 'or see https://example.com/a,b.html?x=1:2. ', 'Bye.'],
    ],
    ['closing marks', 'He said "Come in." Then he left.', ['He said "Come in." ', 'Then he left.']],
    ['nothing to cut', 'hello', ['hello']],
    ['nothing', '', []],
    ['no text but marks', '... !', ['... !']],
  ])('%s', (_, text, expected) => {
    expect(cutClauses(text)).toEqual(expected);
  });

  it('cuts a text without marks between words, before it is endless', () => {
    const clauses = cutClauses('word '.repeat(100));
    expect(clauses.length).toBeGreaterThan(2);
    expect(clauses.slice(0, -1).every((clause) => clause.endsWith(' '))).toBe(true);
    expect(cutClauses('字'.repeat(100)).length).toBeGreaterThan(2);
  });

  it('gives the first clause as soon as what follows is known', () => {
    const cutter = new ClauseCutter();
    expect(cutter.push('Good morning')).toEqual([]);
    expect(cutter.push(',')).toEqual([]);
    expect(cutter.push(' how')).toEqual(['Good morning, ']);
  });

  it('loses nothing, and cuts the same however the text is streamed', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'Dr. ',
        '3.14',
        ', ',
        '. ',
        '。',
        '，',
        '「',
        '」',
        '"',
        ' ',
        '\n',
        'a.m. ',
        '10:30',
        '…',
        '—',
        '🙂',
        '!?',
        '1, 2',
        '你好',
        'https://a.b/c,d ',
      ),
      fc.string({ maxLength: 12, unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const cutter = new ClauseCutter();
        const streamed = [...pieces.flatMap((each) => cutter.push(each)), ...cutter.end()];
        const whole = cutClauses(text);
        expect(whole.join('')).toBe(text);
        expect(streamed).toEqual(whole);
      }),
      { numRuns: 5_000 },
    );
  });

  const early = { ...defaultClauseOptions, firstMaxMs: 900 };

  it.each([
    ['We are open on weekdays from nine to six, and on Saturdays.', 'We are open '],
    ['Yes, we are open on weekdays.', 'Yes, we are '],
    ['Of course. We are open.', 'Of course. '],
    ['我哋星期一至五朝九晚六開門,星期六就開到一點。', '我哋'],
    ['Incomprehensibilities abound.', 'Incomprehensibilities abound.'],
    ['Short one', 'Short one'],
  ])('cuts the first clause of a late answer between words: %s', (text, first) => {
    expect(cutClauses(text, early)[0]?.startsWith(first)).toBe(true);
    expect(cutClauses(text, early)[0]?.length).toBeLessThanOrEqual(Math.max(first.length, 26));
  });

  it('cuts a late answer the same however it is streamed: what was prepared is what is asked for', () => {
    const piece = fc.oneof(
      fc.stringMatching(/^[a-z]{1,9}[,.]? $/),
      fc.constantFrom('我哋', '星期六', '開門', ',', '。', '12:30 ', '555 1234 ', 'Dr. ', ' ', '“'),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 14 }),
        fc.array(fc.nat(12), { maxLength: 8 }),
        (pieces, sizes) => {
          const text = pieces.join('');
          const cutter = new ClauseCutter(early);
          const streamed: string[] = [];
          let at = 0;
          for (const size of sizes) {
            streamed.push(...cutter.push(text.slice(at, at + size)));
            at += size;
          }
          streamed.push(...cutter.push(text.slice(at)), ...cutter.end());
          expect(streamed.join('')).toBe(text);
          expect(streamed[0]).toBe(cutClauses(text, early)[0]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never cuts between two digits', () => {
    const digitish = fc.stringMatching(/^[0-9,.:]{1,12}$/);
    fc.assert(
      fc.property(fc.array(digitish, { minLength: 1, maxLength: 6 }), (numbers) => {
        const clauses = cutClauses(`The total is ${numbers.join(' and ')} in all.`);
        expect(
          clauses.every((clause, i) => !(/[0-9]$/.test(clause) && /^[0-9]/.test(clauses[i + 1] ?? ''))),
        ).toBe(true);
      }),
    );
  });
});

describe('spokenPart', () => {
  it('cuts at words, and anywhere between wide characters', () => {
    expect(spokenPart('Hello there my friend', 0.5)).toBe('Hello');
    expect(spokenPart('我幫你睇下', 0.5)).toBe('我幫');
    expect(spokenPart('Hello there', 1)).toBe('Hello there');
    expect(spokenPart('Hello', 0.4)).toBe('');
  });

  it('is a beginning of the text and grows with the share', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (text, share) => {
          const part = spokenPart(text, share);
          expect(text.startsWith(part)).toBe(true);
          expect(part.length).toBeGreaterThanOrEqual(spokenPart(text, share * 0.7).length);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
