import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrequencySketch, hashOf } from './frequencySketch.ts';

function sketchOf(times: ReadonlyMap<string, number>, entries = 64): FrequencySketch {
  const sketch = new FrequencySketch(entries);
  for (const [key, count] of times) for (let n = 0; n < count; n++) sketch.add(hashOf(key));
  return sketch;
}

describe('FrequencySketch', () => {
  it('never says less than the truth, up to 16', () => {
    const times = fc.array(fc.tuple(fc.string(), fc.nat(30)), { maxLength: 200 });
    fc.assert(
      fc.property(times, (pairs) => {
        const truth = new Map(pairs);
        const sketch = sketchOf(truth, 16);
        for (const [key, count] of truth)
          expect(sketch.estimate(hashOf(key))).toBeGreaterThanOrEqual(Math.min(16, count));
      }),
    );
  });

  it('is right on nearly all of as many keys as it was made for', () => {
    const truth = new Map(Array.from({ length: 1_000 }, (_, n) => [`key ${n}`, 1 + (n % 15)]));
    const sketch = sketchOf(truth, 1_000);
    const wrong = [...truth].filter(([key, count]) => sketch.estimate(hashOf(key)) !== count);
    expect(wrong.length).toBeLessThan(20);
    const strangers = Array.from({ length: 1_000 }, (_, n) => sketch.estimate(hashOf(`stranger ${n}`)));
    expect(strangers.filter((estimate) => estimate > 0).length).toBeLessThan(20);
  });

  it('halves every count by itself, however crowded', () => {
    const truth = new Map(Array.from({ length: 200 }, (_, n) => [`key ${n}`, 1 + (n % 9)]));
    const sketch = sketchOf(truth, 16);
    const estimates = () => [...truth.keys()].map((key) => sketch.estimate(hashOf(key)));
    const before = estimates();
    sketch.halve();
    expect(estimates()).toEqual(before.map((estimate) => (estimate - 1) >> 1));
  });

  it('a first time is the doorkeeper’s: halving forgets it, and halves the others', () => {
    const sketch = sketchOf(
      new Map([
        ['once', 1],
        ['nine times', 9],
        ['always', 40],
      ]),
    );
    const estimates = () => ['once', 'nine times', 'always'].map((key) => sketch.estimate(hashOf(key)));
    expect(estimates()).toEqual([1, 9, 16]);
    sketch.halve();
    expect(estimates()).toEqual([0, 4, 7]);
    expect(sketch.additions).toBe(25);
  });
});

describe('hashOf', () => {
  it('tells keys apart that look alike', () => {
    const keys = Array.from({ length: 20_000 }, (_, n) => `["Line ${n}","en-US","",1,"local"]`);
    const hashes = new Set(keys.map(hashOf));
    expect(hashes.size).toBeGreaterThan(19_990);
    // Of the low bits, on which places are chosen, about 63 % are met when as many are thrown.
    const places = new Set(keys.map((key) => hashOf(key) % 16_384));
    expect(places.size).toBeGreaterThan(11_000);
  });
});
