import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../types/clock.ts';
import { LexicalIndex } from './lexicalIndex.ts';
import { nthLargest } from './nthLargest.ts';
import { ScopeSearch } from './scopeSearch.ts';
import { VectorIndex } from './vectorIndex.ts';

function unit(random: () => number, dimensions: number, near?: Float32Array): Float32Array {
  const vector = Float32Array.from({ length: dimensions }, (_, i) => (near?.[i] ?? 0) * 3 + random() - 0.5);
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

describe('the vector index', () => {
  it('finds what comparing all would find, among thousands nearly always', () => {
    const seeded = seededRandom(3);
    const random = () => seeded.next();
    const centres = Array.from({ length: 200 }, () => unit(random, 128));
    const vectors = Array.from({ length: 3_000 }, (_, i) => unit(random, 128, centres[i % 200]));
    const index = new VectorIndex(128);
    for (const [i, vector] of vectors.entries()) index.add(i, vector);
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    let right = 0;
    for (let round = 0; round < 50; round++) {
      const query = unit(random, 128, centres[round]);
      const best = vectors
        .map((vector, i) => [dot(vector, query), i] as const)
        .reduce((a, b) => (b[0] > a[0] ? b : a));
      if (index.nearest(query, 5).includes(best[1])) right++;
    }
    expect(right).toBeGreaterThanOrEqual(47);
  });

  it('holds after any adding and removing what a plain map holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 12 }), fc.boolean()), { minLength: 1, maxLength: 60 }),
        (steps) => {
          const index = new VectorIndex(4);
          const held = new Map<number, Float32Array>();
          const seeded = seededRandom(5);
          for (const [document, adds] of steps) {
            if (adds) {
              const vector = unit(() => seeded.next(), 4);
              index.add(document, vector);
              held.set(document, vector);
            } else {
              index.remove(document);
              held.delete(document);
            }
          }
          expect(index.size).toBe(held.size);
          const query = unit(() => seeded.next(), 4);
          const found = index.nearest(query, 20);
          expect(found.toSorted((a, b) => a - b)).toEqual([...held.keys()].toSorted((a, b) => a - b));
          for (const [document, vector] of held) expect(index.similarity(document, vector)).toBeCloseTo(1, 5);
        },
      ),
    );
  });
});

describe('the lexical index', () => {
  it('says of every document what comparing the two texts says, also after removals', () => {
    const word = fc.constantFrom(
      'open',
      'close',
      'monday',
      'table',
      'book',
      'a',
      'the',
      '開門',
      '星期一',
      '預約',
    );
    const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 15 }),
        fc.array(fc.nat({ max: 14 })),
        text,
        (texts, gone, query) => {
          const index = new LexicalIndex();
          for (const [i, one] of texts.entries()) index.add(i, one);
          for (const i of gone) index.remove(i);
          const { scores, sharing } = index.scores(query);
          const values = texts.map((_, i) => scores[i]!);
          const touched = new Set(sharing);
          for (const [i, one] of texts.entries()) {
            const expected = gone.includes(i) ? 0 : index.similarity(query, one);
            expect(values[i]!).toBeCloseTo(expected, 3);
            if (expected > 0) expect(touched.has(i)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('a scope', () => {
  const none = () => ({ vetoes: [], doubts: [] });

  it('does not compare vectors of two embedders', () => {
    const search = new ScopeSearch();
    const vector = Float32Array.from([1, 0]);
    search.add({ place: 'a', context: '', words: 'when are you open' }, { vector, by: 'one' });
    const ask = (by: string) =>
      search.search({ words: 'opening', context: '', embedded: { vector, by }, conflict: none })[0]?.dense;
    expect(ask('one')).toBeCloseTo(1);
    expect(ask('another') ?? null).toBeNull();
  });

  it('finds nothing of what was removed', () => {
    const search = new ScopeSearch();
    search.add({ place: 'a', context: '', words: 'when are you open' });
    search.remove('a');
    expect(search.search({ words: 'when are you open', context: '', conflict: none })).toEqual([]);
    expect(search.size).toBe(0);
  });
});

describe('the nth largest', () => {
  it('is what sorting says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 }),
        fc.nat(),
        (values, pick) => {
          const nth = (pick % values.length) + 1;
          expect(nthLargest(Float64Array.from(values), nth)).toBe(values.toSorted((a, b) => b - a)[nth - 1]);
        },
      ),
    );
  });
});
