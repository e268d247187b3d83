import { afterAll, describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { NgramEmbedder } from './ngramEmbedder.ts';
import { UseLiteEmbedder } from './useLiteEmbedder.ts';

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('character n-grams', () => {
  const embedder = new NgramEmbedder();

  it('are unit vectors for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const vector = embedder.vector(text);
        expect(vector).toHaveLength(embedder.dimensions);
        expect(dot(vector, vector)).toBeCloseTo(1, 4);
      }),
      { numRuns: 2_000 },
    );
  });

  it('find sentences that share words, whatever their case and punctuation', async () => {
    const [asked, near, far, same] = await embedder.embed([
      '我想預約星期二',
      '預約星期二得唔得呀？',
      '多謝你幫手',
      '我想預約星期二。',
    ]);
    expect(dot(asked!, near!)).toBeGreaterThan(dot(asked!, far!) + 0.2);
    expect(dot(asked!, same!)).toBeCloseTo(1, 4);
  });
});

describe('the sentence encoder', () => {
  const embedder = new UseLiteEmbedder();
  afterAll(() => embedder.close());

  it('puts English sentences of similar meaning together', async () => {
    const [asked, near, far] = await embedder.embed([
      'What time do you open?',
      'When are your opening hours?',
      'My dog has eaten a shoe.',
    ]);
    expect(asked).toHaveLength(512);
    expect(dot(asked!, asked!)).toBeCloseTo(1, 4);
    expect(dot(asked!, near!)).toBeGreaterThan(dot(asked!, far!) + 0.15);
    expect(await embedder.embed([])).toEqual([]);
  });

  it('gives up when told to', async () => {
    const abort = new AbortController();
    const waiting = embedder.embed(['One sentence'], abort.signal);
    abort.abort(new Error('no longer wanted'));
    await expect(waiting).rejects.toThrow('no longer wanted');
    await expect(embedder.embed(['x'], abort.signal)).rejects.toThrow('no longer wanted');
    expect(await embedder.embed(['still works'])).toHaveLength(1);
  });
});
