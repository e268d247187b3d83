import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallTime } from './callTime.ts';
import { Concealer } from './concealment.ts';
import { MediaTimeline, type StretchKind } from './mediaTimeline.ts';
import { encodeMulaw, MULAW_SILENCE } from './mulaw.ts';
import { ReorderBuffer } from './reorder.ts';

function listen() {
  const got: { mediaMs: number; length: number; kind: StretchKind; pcm: Int16Array }[] = [];
  const timeline = new MediaTimeline((pcm, mediaMs, kind) =>
    got.push({ mediaMs, length: pcm.length, kind, pcm: pcm.slice() }),
  );
  return { got, timeline };
}

const frame = (length = 160, byte = 0x80) => new Uint8Array(length).fill(byte);

function tone(samples: number): Uint8Array {
  const out = new Uint8Array(samples);
  encodeMulaw(
    Int16Array.from({ length: samples }, (_, i) => 8_000 * Math.sin((2 * Math.PI * 200 * i) / 8_000)),
    out,
  );
  return out;
}

describe('MediaTimeline', () => {
  it('conceals a gap of 40 ms with the pitch that was there', () => {
    const { got, timeline } = listen();
    const wave = tone(1_600);
    for (let ms = 0; ms < 100; ms += 20) timeline.push(wave.subarray(ms * 8, ms * 8 + 160), ms);
    timeline.push(wave.subarray(1_120, 1_280), 140);
    const made = got.filter((each) => each.kind === 'concealed');
    expect(made.reduce((sum, each) => sum + each.length, 0)).toBe(320);
    const loud = Math.max(...(made[0]?.pcm ?? []));
    const later = Math.max(...(made[1]?.pcm ?? []));
    expect(loud).toBeGreaterThan(7_000);
    expect(later).toBeLessThan(loud);
    expect(later).toBeGreaterThan(2_000);
    expect(timeline.counts).toMatchObject({ gaps: 1, concealedMs: 40, silenceMs: 0 });
  });

  it('fills a longer gap with silence, and jumps over one that is absurd', () => {
    const { got, timeline } = listen();
    timeline.push(frame(), 0);
    timeline.push(frame(), 220);
    expect(timeline.counts.silenceMs).toBe(200);
    expect(
      got.filter((each) => each.kind === 'silence').every((each) => each.pcm.every((s) => s === 0)),
    ).toBe(true);
    timeline.push(frame(), 3_600_000);
    expect(timeline.counts).toMatchObject({ jumps: 1, silenceMs: 2_200 });
    expect(timeline.endMs).toBe(3_600_020);
  });

  it('drops duplicates and the part of a frame that was there already', () => {
    const { timeline } = listen();
    timeline.push(frame(), 0);
    expect(timeline.push(frame(), 0)).toBeUndefined();
    expect(timeline.push(frame(), 10)).toBe(30);
    expect(timeline.counts.duplicateSamples).toBe(240);
  });

  it('follows a carrier that begins to count anew', () => {
    const { timeline } = listen();
    for (let ms = 0; ms < 2_000; ms += 20) timeline.push(frame(), ms);
    for (let ms = 0; ms < 400; ms += 20) timeline.push(frame(), ms);
    expect(timeline.counts.rebases).toBe(1);
    expect(timeline.endMs).toBeGreaterThan(2_150);
  });

  it('is unbroken and never goes back, whatever comes', () => {
    const step = fc.record({
      length: fc.integer({ min: 0, max: 400 }),
      advance: fc.oneof(
        fc.constant(20),
        fc.integer({ min: -300, max: 300 }),
        fc.constantFrom(5_000, -100_000, NaN, Infinity, 0.5),
      ),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { got, timeline } = listen();
        let mediaMs = 0;
        for (const { length, advance } of steps) {
          timeline.push(frame(length), mediaMs + advance);
          if (Number.isFinite(advance)) mediaMs += advance;
        }
        let end: number | undefined;
        let jumps = 0;
        for (const each of got) {
          if (end !== undefined && each.mediaMs !== end) {
            expect(each.mediaMs).toBeGreaterThan(end);
            jumps++;
          }
          end = each.mediaMs + each.length / 8;
        }
        expect(jumps).toBe(timeline.counts.jumps);
        if (end !== undefined) expect(end).toBe(timeline.endMs);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('Concealer', () => {
  it('is silent after 60 ms and returns without a step', () => {
    const concealer = new Concealer();
    concealer.real(new Int16Array(320).fill(10_000));
    const gap = new Int16Array(800);
    concealer.conceal(gap);
    expect(gap[0]).toBe(10_000);
    expect(gap.subarray(480).every((sample) => sample === 0)).toBe(true);
    const real = new Int16Array(160).fill(10_000);
    concealer.real(real);
    expect(real[0]).toBeLessThan(1_000);
    expect(real[40]).toBe(10_000);
  });
});

describe('CallTime', () => {
  it('is not shifted by a burst after a stall', () => {
    const time = new CallTime();
    for (let ms = 20; ms <= 1_000; ms += 20) time.arrived(ms, 500 + ms + (ms % 60));
    const before = time.at(1_000);
    for (let ms = 1_020; ms <= 2_000; ms += 20) time.arrived(ms, 2_600);
    expect(time.at(1_000)).toBe(before);
    expect(before).toBe(1_500);
  });

  it('follows a clock that drifts', () => {
    const time = new CallTime();
    for (let ms = 20; ms <= 600_000; ms += 20) time.arrived(ms, ms * 1.0001);
    expect(Math.abs(time.at(600_000) - 600_060)).toBeLessThan(3);
  });
});

describe('ReorderBuffer', () => {
  it('puts neighbours right and never delays an ordered stream', () => {
    const got: number[] = [];
    const buffer = new ReorderBuffer(3, (_, mediaMs) => got.push(mediaMs));
    for (const ms of [0, 20, 60, 40, 80]) buffer.push(frame(160, MULAW_SILENCE), ms);
    expect(got).toEqual([0, 20, 40, 60, 80]);
  });

  it('gives up on a frame that does not come, and loses none that does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }), (order) => {
        const got: number[] = [];
        const buffer = new ReorderBuffer(3, (_, mediaMs) => got.push(mediaMs));
        for (const index of order) buffer.push(frame(), index * 20);
        buffer.flush();
        expect(got.length).toBe(order.length);
      }),
    );
  });
});
