import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MediaFrame } from './protocol.ts';
import { ReorderBuffer } from './reorder.ts';
import { SequenceWatch } from './sequence.ts';

const frame = (chunk: number | undefined): MediaFrame => ({
  event: 'media',
  sequence: undefined,
  streamSid: 's',
  track: 'inbound',
  chunk,
  timestampMs: (chunk ?? 0) * 20,
  payload: new Uint8Array(160),
});

function run(chunks: (number | undefined)[], depth = 4) {
  const out: (number | undefined)[] = [];
  const buffer = new ReorderBuffer((each) => out.push(each.chunk), depth);
  for (const chunk of chunks) buffer.push(frame(chunk));
  buffer.flush();
  return { out, buffer };
}

it('passes frames in order at once', () => {
  expect(run([1, 2, 3]).out).toEqual([1, 2, 3]);
});

it('puts an overtaken frame back in its place', () => {
  const { out, buffer } = run([1, 3, 2, 4]);
  expect(out).toEqual([1, 2, 3, 4]);
  expect(buffer.reordered).toBe(1);
});

it('gives a gap up after four frames, and drops what then comes late or twice', () => {
  const { out, buffer } = run([1, 3, 4, 5, 6, 7, 2, 7, 8]);
  expect(out).toEqual([1, 3, 4, 5, 6, 7, 8]);
  expect(buffer.late).toBe(2);
});

it('lets frames without a number through', () => {
  expect(run([undefined, 1, undefined]).out).toEqual([undefined, 1, undefined]);
});

it('delivers every frame once, in rising order, whatever the order within its depth', () => {
  const shuffled = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 60 }).map((offsets) =>
    offsets
      .map((offset, index) => ({ chunk: index + 1, at: index + offset }))
      .sort((a, b) => a.at - b.at)
      .map((each) => each.chunk),
  );
  fc.assert(
    fc.property(shuffled, (chunks) => {
      const { out } = run(chunks);
      const first = chunks[0] ?? 1;
      // What came before the first one heard is late by definition.
      expect(out).toEqual(chunks.filter((chunk) => chunk >= first).sort((a, b) => a - b));
    }),
    { numRuns: 3_000 },
  );
});

it('never repeats or goes back on any input', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40 })), (chunks) => {
      const { out } = run(chunks);
      for (let i = 1; i < out.length; i += 1) expect(out[i]!).toBeGreaterThan(out[i - 1]!);
    }),
    { numRuns: 3_000 },
  );
});

it('counts gaps in sequence numbers, not repeats', () => {
  const watch = new SequenceWatch();
  watch.begin(1);
  expect([2, 3, 6, 6, 5, 7, undefined].map((n) => watch.saw(n))).toEqual([
    false,
    false,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(watch.missing).toBe(2);
});
