import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Resampler, warmResampler } from './resampler.ts';

beforeAll(() => warmResampler());

const rates = [8_000, 16_000, 22_050, 24_000, 44_100, 48_000];

function sine(hz: number, rate: number, length: number, amplitude = 10_000): Int16Array {
  return Int16Array.from({ length }, (_, i) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hz * i) / rate)),
  );
}

function inPieces(resampler: Resampler, pcm: Int16Array, piece: (at: number) => number): Int16Array {
  const out: number[] = [];
  for (let at = 0; at < pcm.length;) {
    const length = piece(at);
    out.push(...resampler.process(pcm.subarray(at, at + length)));
    at += length;
  }
  out.push(...resampler.flush());
  return Int16Array.from(out);
}

/** Signal to noise of a sine of known frequency, by least squares, dB. */
function snrDb(pcm: Int16Array, hz: number, rate: number): number {
  let s = 0;
  let c = 0;
  pcm.forEach((sample, i) => {
    s += sample * Math.sin((2 * Math.PI * hz * i) / rate);
    c += sample * Math.cos((2 * Math.PI * hz * i) / rate);
  });
  s *= 2 / pcm.length;
  c *= 2 / pcm.length;
  let noise = 0;
  pcm.forEach((sample, i) => {
    const phase = (2 * Math.PI * hz * i) / rate;
    noise += (sample - s * Math.sin(phase) - c * Math.cos(phase)) ** 2;
  });
  return 10 * Math.log10((s * s + c * c) / 2 / (noise / pcm.length));
}

describe('Resampler', () => {
  it.each(rates.flatMap((from) => rates.filter((to) => to !== from).map((to) => [from, to] as const)))(
    'keeps a 1 kHz tone clean in pieces of 20 ms and less, %i → %i Hz',
    (from, to) => {
      const resampler = new Resampler(from, to);
      const out = inPieces(
        resampler,
        sine(1_000, from, from),
        (at) => [from / 50, 37, 1, 160][at % 4] ?? 160,
      );
      resampler.dispose();
      expect(Math.abs(out.length - to)).toBeLessThanOrEqual(to / 200);
      // The middle, in whole periods: the ends have the filter's onset.
      const middle = out.subarray(to / 10, to / 10 + to / 2);
      expect(snrDb(middle, 1_000, to)).toBeGreaterThan(60);
    },
  );

  it('has no clicks at the edges of chunks: pieces give what the whole gives', () => {
    const pcm = sine(440, 24_000, 24_000);
    const whole = new Resampler(24_000, 8_000);
    const pieces = new Resampler(24_000, 8_000);
    const expected = inPieces(whole, pcm, () => pcm.length);
    const actual = inPieces(pieces, pcm, () => 133);
    expect(actual).toEqual(expected);
    whole.dispose();
    pieces.dispose();
  });

  it('lets nothing above the telephone band fold back into it', () => {
    const resampler = new Resampler(24_000, 8_000);
    const out = inPieces(resampler, sine(6_000, 24_000, 24_000), () => 480);
    resampler.dispose();
    const loudest = out.subarray(800, 7_200).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(loudest).toBeLessThanOrEqual(2);
  });

  it('takes 40,000 random chunks without a crash, a wrong length or a leak', () => {
    const resamplers = rates.flatMap((from) => rates.map((to) => ({ from, to, in: 0, out: 0 })));
    const live = resamplers.map(({ from, to }) => new Resampler(from, to));
    fc.assert(
      fc.property(
        fc.nat(resamplers.length - 1),
        fc.int16Array({ maxLength: 160, size: 'max' }),
        (index, pcm) => {
          const count = resamplers[index]!;
          count.in += pcm.length;
          count.out += live[index]!.process(pcm).length;
          return Math.abs(count.out - (count.in * count.to) / count.from) < 400;
        },
      ),
      { numRuns: 40_000 },
    );
    for (const resampler of live) resampler.dispose();
    // A leak of 2,000 resamplers would be over 40 MB.
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 2_000; i++) new Resampler(8_000, 16_000).dispose();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30e6);
  });

  it('refuses rates that it does not know, and work after dispose', () => {
    expect(() => new Resampler(8_000, 11_025)).toThrow(/11025/);
    const resampler = new Resampler(8_000, 16_000);
    resampler.dispose();
    resampler.dispose();
    expect(() => resampler.process(new Int16Array(80))).toThrow(/disposed/);
  });
});
