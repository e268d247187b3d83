import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlayoutQueue } from './playout.ts';

const frame = new Uint8Array(160);
const audio = (bytes: number, value = 1) => new Uint8Array(bytes).fill(value);

function queue(cap = 4_800_000) {
  const marks: string[] = [];
  return { marks, q: new PlayoutQueue(cap, (name) => marks.push(name)) };
}

test('a mark comes back at once when nothing is queued', () => {
  const { q, marks } = queue();
  q.mark('a');
  expect(marks).toEqual(['a']);
});

test('a mark comes back when the audio before it has finished playing, not when it begins', () => {
  const { q, marks } = queue();
  q.add(audio(320));
  q.mark('end');
  expect(q.pull(frame)).toBe(160);
  expect(marks).toEqual([]);
  expect(q.pull(frame)).toBe(160);
  expect(marks).toEqual([]);
  expect(q.pull(frame)).toBe(0);
  expect(marks).toEqual(['end']);
});

test('a mark inside a frame comes back after that frame; a mark sent during the last frame waits for it', () => {
  const { q, marks } = queue();
  q.add(audio(80));
  q.mark('half');
  q.add(audio(80));
  q.pull(frame);
  q.mark('late');
  expect(marks).toEqual([]);
  q.pull(frame);
  expect(marks).toEqual(['half', 'late']);
});

test('clear returns every pending mark, in order, and silences at once', () => {
  const { q, marks } = queue();
  q.add(audio(200));
  q.mark('1');
  q.add(audio(1_600));
  q.mark('2');
  q.mark('3');
  q.pull(frame);
  q.clear();
  expect(marks).toEqual(['1', '2', '3']);
  expect(q.queuedBytes).toBe(0);
  expect(q.pull(frame)).toBe(0);
  expect([...frame].every((b) => b === 0xff)).toBe(true);
  q.mark('4');
  expect(marks.at(-1)).toBe('4');
});

test('audio above the cap is discarded, what was queued stays', () => {
  const { q } = queue(1_000);
  expect(q.add(audio(900))).toBe(true);
  expect(q.add(audio(200))).toBe(false);
  expect(q.queuedBytes).toBe(900);
});

test('property: all audio comes out once, in order, and every mark once, in order, never before its audio', () => {
  const items = fc.array(
    fc.oneof(fc.record({ bytes: fc.integer({ min: 1, max: 700 }) }), fc.record({ mark: fc.uuid() })),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(items, (list) => {
      let next = 0;
      let playedBytes = 0;
      let sentBytes = 0;
      const due = new Map<string, number>();
      const returned: string[] = [];
      const q = new PlayoutQueue(1e9, (name) => {
        expect(playedBytes).toBeGreaterThanOrEqual(due.get(name)!);
        returned.push(name);
      });
      for (const item of list) {
        if ('mark' in item) {
          due.set(item.mark, sentBytes);
          q.mark(item.mark);
        } else {
          q.add(Uint8Array.from({ length: item.bytes }, () => next++ % 251));
          sentBytes += item.bytes;
        }
      }
      const out: number[] = [];
      for (let i = 0; i < 400 && (q.busy || i < 2); i++) {
        const n = q.pull(frame);
        out.push(...frame.subarray(0, n));
        playedBytes += n;
      }
      q.pull(frame);
      expect(out.length).toBe(sentBytes);
      out.forEach((b, i) => expect(b).toBe(i % 251));
      expect(returned).toEqual(list.flatMap((i) => ('mark' in i ? [i.mark] : [])));
    }),
    { numRuns: 300 },
  );
});
