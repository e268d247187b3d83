import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mulawCode } from './mulaw.ts';
import { Phone } from './phone.ts';
import type { FromPhone } from './phoneMessages.ts';
import { Resampler } from './resampler.ts';

const sine = (hz: number, rate: number, length: number, level = 0.5) =>
  Float32Array.from({ length }, (_, i) => level * Math.sin((2 * Math.PI * hz * i) / rate));
const level = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);

describe('resampling', () => {
  it('gives as many samples as the rates say, however the stream is cut', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 40 });
    const rates = fc.constantFrom([48_000, 8_000], [44_100, 8_000], [8_000, 48_000], [16_000, 8_000]);
    fc.assert(
      fc.property(cuts, rates, (lengths, [from = 0, to = 0]) => {
        const whole = sine(
          300,
          from,
          lengths.reduce((sum, one) => sum + one),
        );
        const at = new Resampler(from, to).process(whole);
        const cut = new Resampler(from, to);
        const pieces: number[] = [];
        let offset = 0;
        for (const length of lengths) {
          pieces.push(...cut.process(whole.subarray(offset, offset + length)));
          offset += length;
        }
        expect(pieces.length).toBe(at.length);
        pieces.forEach((sample, i) => expect(sample).toBeCloseTo(at[i] ?? NaN, 4));
        expect(Math.abs(at.length - (whole.length * to) / from)).toBeLessThan(14 * Math.max(1, to / from));
      }),
      { numRuns: 15 },
    );
  });

  it('keeps speech and takes out what 8 kHz cannot hold', () => {
    const down = new Resampler(48_000, 8_000);
    expect(level(down.process(sine(1_000, 48_000, 24_000)).subarray(100))).toBeCloseTo(0.5 / Math.SQRT2, 2);
    const above = new Resampler(48_000, 8_000).process(sine(6_000, 48_000, 24_000));
    expect(level(above.subarray(100))).toBeLessThan(0.003);
  });
});

describe('the line in the page', () => {
  function phone(rate = 48_000) {
    const told: FromPhone[] = [];
    return { told, phone: new Phone(rate, (message) => told.push(message)) };
  }
  const played = (told: readonly FromPhone[]) =>
    told.flatMap((one) => (one.type === 'played' ? [one.name] : []));
  const mulaw = (ms: number) => Uint8Array.from(sine(440, 8_000, ms * 8), mulawCode);

  it('sends frames of 20 ms whose positions follow each other, silence without a microphone', () => {
    const { phone: line, told } = phone();
    line.do({ type: 'capture', on: true });
    for (let i = 0; i < 75; i++) line.hear(i < 40 ? sine(500, 48_000, 128) : undefined, 128);
    const positions = told.flatMap((one) =>
      one.type === 'captured' ? [new DataView(one.frame).getUint32(0, true)] : [],
    );
    expect(positions.length).toBeGreaterThan(8);
    expect(positions).toEqual(positions.map((_, i) => i * 160));
  });

  it('sends nothing before the call wants it', () => {
    const { phone: line, told } = phone();
    for (let i = 0; i < 75; i++) line.hear(sine(500, 48_000, 128), 128);
    expect(told).toEqual([]);
  });

  it('says that a mark was played when the sound before it has been', () => {
    const { phone: line, told } = phone();
    line.do({ type: 'play', mulaw: mulaw(40) });
    line.do({ type: 'mark', name: 'm1' });
    line.do({ type: 'play', mulaw: mulaw(40) });
    line.do({ type: 'mark', name: 'm2' });
    const out = new Float32Array(480);
    for (let ms = 0; ms < 30; ms += 10) line.speak(out);
    expect(played(told)).toEqual([]);
    expect(level(out)).toBeGreaterThan(0.1);
    line.speak(out);
    expect(played(told)).toEqual(['m1']);
    for (let ms = 0; ms < 60; ms += 10) line.speak(out);
    expect(played(told)).toEqual(['m1', 'm2']);
    expect(level(out)).toBe(0);
  });

  it('falls silent at once and returns every mark when it is cleared', () => {
    const { phone: line, told } = phone();
    line.do({ type: 'play', mulaw: mulaw(400) });
    line.do({ type: 'mark', name: 'm1' });
    line.do({ type: 'clear' });
    const out = new Float32Array(128).fill(1);
    line.speak(out);
    expect(level(out)).toBe(0);
    expect(played(told)).toEqual(['m1']);
  });

  it('returns a mark at once when nothing plays', () => {
    const { phone: line, told } = phone();
    line.do({ type: 'mark', name: 'm1' });
    expect(played(told)).toEqual(['m1']);
  });
});
