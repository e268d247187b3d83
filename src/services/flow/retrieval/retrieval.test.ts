import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bm25 } from './bm25.ts';
import { certain, defaultThreshold, near } from './choose.ts';
import { PassageLibrary, type Passage } from './library.ts';
import { paragraphsOf } from './passages.ts';
import { termsOf } from './terms.ts';

const asked = (...questions: string[]): Passage => ({ questions, text: '' });
const written = (text: string): Passage => ({ questions: [], text });

describe('terms', () => {
  it('are stemmed words, and pairs of Chinese characters within a clause', () => {
    expect([...termsOf('Opening hours?').keys()]).toEqual(['open', 'hour']);
    expect([...termsOf('泊車位').keys()]).toEqual(['泊车', '车位']);
    expect([...termsOf('車，位').keys()]).toEqual(['车', '位']);
    expect([...termsOf('有WiFi密碼').keys()]).toEqual(['有', 'wifi', '密码']);
  });

  it('are the same in traditional and simplified characters', () => {
    expect(termsOf('營業時間')).toEqual(termsOf('营业时间'));
  });

  it('are taken from the whole of a long text', () => {
    const long = `${'Nothing here. '.repeat(200)}Parking is free.`;
    expect(termsOf(long).has('park')).toBe(true);
  });
});

describe('shares', () => {
  const index = new Bm25(['cancel a booking', 'change a booking', 'parking'].map(termsOf));

  it('are larger for the rarer word', () => {
    const shares = index.shares(termsOf('cancel booking'));
    expect(shares.get(0)).toBeGreaterThan(shares.get(1) ?? 1);
    expect(shares.has(2)).toBe(false);
  });

  it('are smaller the more of a question no document has', () => {
    const alone = index.shares(termsOf('parking')).get(2) ?? 0;
    const among = index.shares(termsOf('parking for zebras and elephants')).get(2) ?? 1;
    expect(among).toBeLessThan(alone / 2);
  });
});

describe('a library', () => {
  const library = new PassageLibrary([
    asked('do you have parking', 'where can I park'),
    asked('are you open on Sundays', 'what are your opening hours'),
    asked('how do I cancel a booking'),
    written('Dogs are welcome on the terrace, but not inside.'),
    asked('有冇泊車位', '喺邊度泊車'),
    asked('幾點開門', '營業時間'),
  ]);
  const best = (question: string) => certain(library.find(question, 2), defaultThreshold.exact);

  it.each([
    ['Where can I park?', 0],
    ['hi, do you have parking there', 0],
    ['what are the opening hours', 1],
    ['I would like to cancel my booking', 2],
    ['are dogs welcome', 3],
    ['请问有冇泊车位呀', 4],
    ['你哋營業時間係點', 5],
  ])('knows what “%s” asks', (question, passage) => {
    expect(best(question)).toBe(passage);
  });

  it.each(['what is the weather', 'can I pay by card', '今日天氣點', 'yes', '', '???'])(
    'does not know “%s”',
    (question) => {
      expect(best(question)).toBeNull();
    },
  );

  it('finds nothing certain where two passages are as near', () => {
    const twins = new PassageLibrary([asked('opening hours'), asked('opening hours')]);
    const found = twins.find('opening hours', 3);
    expect(found.map(({ passage }) => passage)).toEqual([0, 1]);
    expect(certain(found, 0)).toBeNull();
    expect(near(found, 0.5)).toEqual([0, 1]);
  });

  it('is certain of the very question, however like it another one is', () => {
    const alike = new PassageLibrary([
      asked('can I change my booking'),
      asked('can I change my big booking'),
    ]);
    expect(certain(alike.find('Can I change my booking?', 2), 0.9)).toBe(0);
  });

  const words = fc.constantFrom('open', 'park', 'the', 'dog', '車', '時間', '泊车', 'not', '12', '。');
  const sentence = fc.array(words, { maxLength: 6 }).map((all) => all.join(' '));
  const passages = fc.array(fc.record({ questions: fc.array(sentence, { maxLength: 3 }), text: sentence }), {
    maxLength: 8,
  });

  it('gives scores from 0 to 1, best first, and the same ones again', () => {
    fc.assert(
      fc.property(
        passages,
        fc.oneof(sentence, fc.string()),
        fc.integer({ min: 1, max: 10 }),
        (all, text, most) => {
          const found = new PassageLibrary(all).find(text, most);
          expect(found.length).toBeLessThanOrEqual(Math.min(most, all.length));
          for (const [i, { score, passage }] of found.entries()) {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1);
            expect(all[passage]).toBeDefined();
            if (i > 0) expect(score).toBeLessThanOrEqual(found[i - 1]?.score ?? 0);
          }
          expect(new PassageLibrary(all).find(text, most)).toEqual(found);
        },
      ),
      { numRuns: 500, seed: 21 },
    );
  });
});

describe('paragraphs', () => {
  it('stand between empty lines, under their headings', () => {
    expect(paragraphsOf('First\nline.\n\n# Menu\nSoup.\n \nCake.\n\n#\nLast.')).toEqual([
      { text: 'First line.', source: '' },
      { text: 'Soup.', source: 'Menu' },
      { text: 'Cake.', source: 'Menu' },
      { text: 'Last.', source: '' },
    ]);
    expect(paragraphsOf(' \n\n# Only a heading')).toEqual([]);
  });
});
