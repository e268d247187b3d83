import { expect, test } from 'vitest';
import { ManualClock } from '../testing/time.ts';
import { Ticker } from './ticker.ts';

test('ticks every 20 ms exactly, for ever: lateness never accumulates', () => {
  const clock = new ManualClock();
  const ticker = new Ticker(clock);
  const at: number[] = [];
  ticker.subscribe(() => at.push(clock.now()));
  clock.advance(60_000);
  expect(at.length).toBeGreaterThanOrEqual(2_999);
  at.forEach((t, i) => expect(t - at[0]!).toBe(i * 20));
});

test('ticks that a busy process missed are made up in a burst, on the old grid', () => {
  const clock = new ManualClock();
  const ticker = new Ticker(clock);
  const at: number[] = [];
  const stop = ticker.subscribe(() => at.push(clock.now()));
  clock.advance(100);
  const before = at.length;
  clock.stall(403);
  clock.advance(0);
  expect(at.length - before).toBe(20);
  clock.advance(1_000);
  expect(at.at(-1)! % 5).toBe(0);
  expect(ticker.statistics().late).toBeGreaterThan(15);
  expect(ticker.statistics().maxLateMs).toBeGreaterThan(380);
  stop();
  const total = at.length;
  clock.advance(1_000);
  expect(at.length).toBe(total);
});

test('a hundred calls share one timer and are spread over the frame', () => {
  const clock = new ManualClock();
  let timers = 0;
  const counting = {
    now: () => clock.now(),
    wall: () => clock.wall(),
    after: (ms: number, fn: () => void) => (timers++, clock.after(ms, fn)),
    cancel: (handle: unknown) => clock.cancel(handle),
  };
  const ticker = new Ticker(counting);
  const counts = Array.from({ length: 100 }, () => 0);
  const moments = new Map<number, number>();
  counts.forEach((_, i) =>
    ticker.subscribe(() => {
      counts[i]!++;
      moments.set(clock.now(), (moments.get(clock.now()) ?? 0) + 1);
    }),
  );
  timers = 0;
  clock.advance(10_000);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(499);
  expect(Math.max(...counts)).toBeLessThanOrEqual(500);
  expect(Math.max(...moments.values())).toBe(25);
  expect(timers).toBeLessThanOrEqual(2_001);
});

test('a call that throws does not stop the others', () => {
  const clock = new ManualClock();
  const ticker = new Ticker(clock);
  let good = 0;
  ticker.subscribe(() => {
    throw new Error('broken');
  });
  ticker.subscribe(() => good++);
  const thrown = new Set<string>();
  for (let i = 0; i < 100; i++) {
    try {
      clock.advance(20);
    } catch (error) {
      thrown.add((error as Error).message);
    }
  }
  expect([...thrown]).toEqual(['broken']);
  expect(good).toBeGreaterThan(40);
});
