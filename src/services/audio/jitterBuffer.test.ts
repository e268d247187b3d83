import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../types/clock.ts';
import { nextOpusSettings, type OpusSettings } from './adaptiveBitrate.ts';
import { ArrivalJitter, defaultArrivalJitterOptions } from './arrivalJitter.ts';
import { defaultJitterBufferOptions, JitterBuffer } from './jitterBuffer.ts';

interface Network {
  readonly lossRate: number;
  readonly jitterMs: number;
  readonly seconds: number;
  readonly seed: number;
}

function run({ lossRate, jitterMs, seconds, seed }: Network) {
  const random = seededRandom(seed);
  const buffer = new JitterBuffer();
  const packets = Array.from({ length: seconds * 50 }, (_, sequence) => ({
    sequence,
    at: (sequence + 1) * 20 + random.next() * jitterMs,
    lost: random.next() < lossRate,
  })).sort((a, b) => a.at - b.at);
  const out = new Int16Array(160);
  let bufferedMs = 0;
  let plays = 0;
  for (let now = 20; now < seconds * 1_000; now += 20) {
    while (packets[0] && packets[0].at <= now) {
      const packet = packets.shift()!;
      if (!packet.lost) buffer.put(packet.sequence, new Int16Array(160).fill(1_000), packet.at);
    }
    buffer.play(out);
    bufferedMs += buffer.bufferedMs;
    plays++;
  }
  return { buffer, meanMs: bufferedMs / plays, plays };
}

describe('ArrivalJitter', () => {
  it('finds the quantiles of known delays', () => {
    const jitter = new ArrivalJitter();
    const random = seededRandom(1);
    for (let i = 1; i <= 5_000; i++) jitter.arrived(i * 20, i * 20 + random.next() * 100);
    expect(Math.abs(jitter.quantile(0.95) - 95)).toBeLessThan(20);
    expect(jitter.quantile(0.99)).toBeGreaterThanOrEqual(jitter.quantile(0.95));
    expect(new ArrivalJitter().quantile(0.95)).toBe(0);
  });

  it('gives the delays and quantiles of the plain definition', () => {
    const steps = fc.array(fc.record({ wait: fc.nat(400), late: fc.nat(300) }), {
      minLength: 1,
      maxLength: 400,
    });
    fc.assert(
      fc.property(steps, (frames) => {
        const { forget, historyMs, bucketMs } = defaultArrivalJitterOptions;
        const jitter = new ArrivalJitter();
        const arrivals: { offset: number; at: number }[] = [];
        const weights = Array.from({ length: 200 }, () => 0);
        let now = 0;
        frames.forEach(({ wait, late }, n) => {
          now += wait;
          const offset = late;
          arrivals.push({ offset, at: now });
          const recent = arrivals.filter(({ at }) => now - at <= historyMs).map((one) => one.offset);
          const delay = offset - Math.min(...recent);
          expect(jitter.arrived(now - late, now)).toBe(delay);
          const kept = Math.min(forget, 1 - 2 / (n + 2));
          weights.forEach((weight, i) => (weights[i] = weight * kept));
          weights[Math.floor(delay / bucketMs)]! += 1 - kept;
        });
        for (const q of [0.313, 0.5, 0.951, 0.99]) {
          let sum = 0;
          const total = weights.reduce((a, b) => a + b, 0);
          const at = weights.findIndex((weight) => (sum += weight) >= (q - 1e-12) * total);
          const found = jitter.quantile(q);
          // An exact edge may round to either side.
          if (found !== (at === 0 ? 0 : (at + 1) * bucketMs))
            expect(Math.abs(sum - q * total)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  it('goes on when its weights would run out of numbers', () => {
    const jitter = new ArrivalJitter();
    for (let i = 1; i <= 100_000; i++) jitter.arrived(i * 20, i * 20 + (i % 10 === 0 ? 50 : 0));
    expect(jitter.quantile(0.8)).toBe(0);
    expect(jitter.quantile(0.99)).toBe(55);
  });
});

describe('JitterBuffer', () => {
  it('keeps little on a quiet network and conceals nothing', () => {
    const { buffer, meanMs } = run({ lossRate: 0, jitterMs: 0, seconds: 20, seed: 1 });
    expect(buffer.counts.concealed).toBe(0);
    expect(meanMs).toBeLessThanOrEqual(40);
  });

  it('grows with jitter, so that few frames come too late', () => {
    const { buffer, meanMs, plays } = run({ lossRate: 0, jitterMs: 80, seconds: 60, seed: 2 });
    expect(buffer.targetMs).toBeGreaterThanOrEqual(60);
    expect(meanMs).toBeLessThan(160);
    expect(buffer.counts.late / plays).toBeLessThan(0.05);
    expect(buffer.counts.concealed / plays).toBeLessThan(0.08);
  });

  it('conceals about as much as is lost, and does not fall behind', () => {
    const { buffer, plays, meanMs } = run({ lossRate: 0.05, jitterMs: 30, seconds: 60, seed: 3 });
    expect(buffer.counts.concealed / plays).toBeGreaterThan(0.03);
    expect(buffer.counts.concealed / plays).toBeLessThan(0.12);
    expect(meanMs).toBeLessThan(150);
  });

  it('shortens what a stall has piled up', () => {
    const buffer = new JitterBuffer();
    const out = new Int16Array(160);
    for (let i = 0; i < 100; i++) {
      buffer.put(i, new Int16Array(160), (i + 1) * 20);
      buffer.play(out);
    }
    for (let i = 100; i < 130; i++) buffer.put(i, new Int16Array(160), 2_600);
    const piledUp = buffer.bufferedMs;
    for (let i = 130; i < 300; i++) {
      buffer.put(i, new Int16Array(160), (i + 1) * 20);
      buffer.play(out);
    }
    expect(buffer.counts.accelerated).toBeGreaterThan(5);
    expect(buffer.bufferedMs).toBeLessThan(piledUp / 2);
  });

  it('survives any order of packets', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 120 }), (sequences) => {
        const buffer = new JitterBuffer();
        const out = new Int16Array(160);
        sequences.forEach((sequence, i) => {
          buffer.put(sequence, new Int16Array(160), i * 20);
          buffer.play(out);
        });
        const { late, duplicate, normal, accelerated } = buffer.counts;
        const taken = normal + 2 * accelerated;
        expect(taken + late + duplicate + buffer.bufferedMs / 20).toBe(sequences.length);
      }),
      { numRuns: 300 },
    );
  });

  it('has no target over TCP', () => {
    expect(new JitterBuffer({ ...defaultJitterBufferOptions, transport: 'tcp' }).targetMs).toBe(0);
  });
});

describe('nextOpusSettings', () => {
  it('goes down with loss and delay, up when all is well, and stays within bounds', () => {
    const start = nextOpusSettings(undefined, { loss: 0, delayGrowthMs: 0 });
    expect(start).toEqual({ bitrate: 25_200, fec: false, frameMs: 20 });
    expect(nextOpusSettings(start, { loss: 0.2, delayGrowthMs: 0 })).toMatchObject({
      bitrate: 22_680,
      fec: true,
    });
    expect(nextOpusSettings(start, { loss: 0, delayGrowthMs: 50 }).bitrate).toBe(21_420);
    let settings: OpusSettings | undefined;
    for (let i = 0; i < 100; i++) settings = nextOpusSettings(settings, { loss: 0.5, delayGrowthMs: 100 });
    expect(settings).toEqual({ bitrate: 6_000, fec: true, frameMs: 60 });
    for (let i = 0; i < 100; i++) settings = nextOpusSettings(settings, { loss: 0, delayGrowthMs: 0 });
    expect(settings).toEqual({ bitrate: 40_000, fec: false, frameMs: 20 });
  });
});
