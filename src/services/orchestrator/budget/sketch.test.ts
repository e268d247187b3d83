import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../types/clock.ts';
import { LatencySketch } from './sketch.ts';

const within = 1.1; // a bucket is 9 % wide

function nearestRank(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? 0;
}

describe('a latency sketch', () => {
  it('knows nothing when it is empty', () => {
    expect(new LatencySketch().quantile(0.5)).toBe(0);
  });

  it('answers its prior until samples outweigh it', () => {
    const sketch = new LatencySketch({ p50Ms: 500, p95Ms: 1_500, samples: 20 });
    expect(sketch.quantile(0.5)).toBeGreaterThan(450);
    expect(sketch.quantile(0.5)).toBeLessThan(550);
    expect(sketch.quantile(0.95)).toBeGreaterThan(1_300);
    expect(sketch.quantile(0.95)).toBeLessThan(1_700);
    for (let i = 0; i < 300; i++) sketch.record(100);
    expect(sketch.quantile(0.5)).toBeLessThan(115);
    expect(sketch.samples).toBe(300);
  });

  it('is as good as the samples themselves, to a bucket', () => {
    const latency = fc.double({ min: 2, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1, maxLength: 20 }), fc.constantFrom(0.5, 0.9), (ms, p) => {
        const sketch = new LatencySketch();
        for (const one of ms) sketch.record(one);
        // Few samples: fading has hardly begun, but a rank may move by one.
        const [low, high] = [nearestRank(ms, p - 0.1), nearestRank(ms, Math.min(1, p + 0.1))];
        expect(sketch.quantile(p)).toBeGreaterThanOrEqual(low / within);
        expect(sketch.quantile(p)).toBeLessThanOrEqual(high * within);
      }),
    );
  });

  it('never gives less than has passed, nor less for a higher share', () => {
    const latency = fc.double({ min: 0, max: 90_000, noNaN: true });
    const entry = fc.tuple(latency, fc.boolean());
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), latency, (entries, passed) => {
        const sketch = new LatencySketch({ p50Ms: 300, p95Ms: 900, samples: 5 });
        for (const [ms, longer] of entries) {
          if (longer) sketch.recordLonger(ms);
          else sketch.record(ms);
        }
        const at = [0.1, 0.5, 0.9].map((p) => sketch.quantile(p, passed));
        expect(at.every((ms) => Number.isFinite(ms) && ms >= passed)).toBe(true);
        expect(at).toEqual(at.toSorted((a, b) => a - b));
      }),
    );
  });

  it('forgets: what was slow an hour of calls ago is not expected now', () => {
    const sketch = new LatencySketch();
    for (let i = 0; i < 500; i++) sketch.record(2_000);
    for (let i = 0; i < 1_000; i++) sketch.record(200);
    expect(sketch.quantile(0.9)).toBeLessThan(220);
  });

  it('keeps its shape over a million samples', () => {
    const sketch = new LatencySketch();
    for (let i = 0; i < 1_000_000; i++) sketch.record(i % 10 === 0 ? 1_000 : 100);
    expect(sketch.quantile(0.5)).toBeLessThan(115);
    expect(sketch.quantile(0.97)).toBeGreaterThan(900);
  });

  it('a provider that is hedged when it is slow does not look fast for it', () => {
    const random = seededRandom(4);
    const [cut, left, all] = [new LatencySketch(), new LatencySketch(), new LatencySketch()];
    for (let i = 0; i < 3_000; i++) {
      const ms = 200 * Math.exp(1.2 * (random.next() + random.next() + random.next() - 1.5));
      all.record(ms);
      if (ms <= 300) {
        cut.record(ms);
        left.record(ms);
      } else cut.recordLonger(300);
    }
    expect(left.quantile(0.9)).toBeLessThan(300);
    expect(cut.quantile(0.5) / all.quantile(0.5)).toBeGreaterThan(0.9);
    expect(cut.quantile(0.5) / all.quantile(0.5)).toBeLessThan(1.1);
    expect(cut.quantile(0.9)).toBeGreaterThanOrEqual(300);
  });
});
