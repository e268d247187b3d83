import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { WriteQueue } from './writeQueue.ts';

/** A clock whose timers run when the test says so. */
function manualClock() {
  const timers = new Map<number, () => void>();
  let id = 0;
  return {
    ...systemClock,
    after(_ms: number, fn: () => void) {
      timers.set(++id, fn);
      return id;
    },
    cancel: (handle: unknown) => void timers.delete(handle as number),
    fire() {
      const due = [...timers.values()];
      timers.clear();
      for (const fn of due) fn();
    },
    waiting: () => timers.size,
  };
}

const options = { delayMs: 5, maxBatch: 3, maxPending: 10 };
const settled = (promises: Promise<void>[]) =>
  Promise.allSettled(promises).then((all) => all.map(({ status }) => status === 'fulfilled'));

describe('write queue', () => {
  test('waits for company, then commits in order, in batches', async () => {
    const clock = manualClock();
    const batches: number[][] = [];
    const queue = new WriteQueue<number>(async (writes) => void batches.push([...writes]), clock, options);
    const all = [1, 2, 3, 4, 5].map((n) => queue.push(n));
    expect(batches).toEqual([]);
    expect(clock.waiting()).toBe(1);
    clock.fire();
    await Promise.all(all);
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  test('resolves only after the commit', async () => {
    let commit = () => undefined as void;
    const gate = new Promise<void>((resolve) => (commit = resolve));
    const queue = new WriteQueue<number>(() => gate, manualClock(), options);
    let acknowledged = false;
    const pushed = queue.push(1).then(() => (acknowledged = true));
    const flushed = queue.flush();
    await new Promise(setImmediate);
    expect(acknowledged).toBe(false);
    commit();
    await Promise.all([pushed, flushed]);
    expect(acknowledged).toBe(true);
  });

  test('flush takes with it what is pushed when the write before is acknowledged', async () => {
    const done: number[] = [];
    const queue = new WriteQueue<number>(async (writes) => void done.push(...writes), manualClock(), options);
    const first = queue.push(1);
    void queue.flush();
    await first;
    const second = queue.push(2);
    await queue.flush();
    expect(done).toEqual([1, 2]);
    await second;
  });

  test('a write pushed while the queue empties is not forgotten', async () => {
    const clock = manualClock();
    const done: number[] = [];
    const queue = new WriteQueue<number>(async (writes) => void done.push(...writes), clock, options);
    const first = queue.push(1);
    clock.fire();
    await first;
    const second = queue.push(2);
    await new Promise(setImmediate);
    clock.fire();
    await second;
    expect(done).toEqual([1, 2]);
  });

  test('bad writes fail alone, whatever their places', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 10 }), async (good) => {
        const stored: number[] = [];
        const commit = async (writes: readonly number[]) => {
          if (writes.some((n) => !good[n])) throw new WeaverError('STORE_FAILED', { reason: 'x' });
          stored.push(...writes);
        };
        const queue = new WriteQueue<number>(commit, manualClock(), options);
        const all = good.map((_, n) => queue.push(n));
        const results = settled(all);
        await queue.flush();
        expect(await results).toEqual(good);
        expect(stored).toEqual(good.flatMap((ok, n) => (ok ? [n] : [])));
      }),
    );
  });

  test('an outage is not tried once for each write', async () => {
    let attempts = 0;
    const commit = async () => {
      attempts++;
      throw new WeaverError('STORE_UNAVAILABLE', { reason: 'x' });
    };
    const queue = new WriteQueue<number>(commit, manualClock(), options);
    const results = settled([queue.push(1), queue.push(2), queue.push(3)]);
    await queue.flush();
    expect(await results).toEqual([false, false, false]);
    expect(attempts).toBe(1);
  });

  test('refuses when too many wait, and after closing', async () => {
    const queue = new WriteQueue<number>(async () => undefined, manualClock(), options);
    const all = Array.from({ length: 10 }, (_, n) => queue.push(n));
    await expect(queue.push(11)).rejects.toMatchObject({ code: 'STORE_OVERLOADED', detail: { pending: 10 } });
    await queue.close();
    expect(await settled(all)).not.toContain(false);
    await expect(queue.push(12)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });
});
