import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from './virtualClock.ts';

describe('VirtualClock', () => {
  it('fires timers by time, those of one moment in the order in which they were set', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 20 }), { maxLength: 60 }), async (delays) => {
        const clock = new VirtualClock();
        const fired: [number, number][] = [];
        for (const [index, ms] of delays.entries())
          clock.after(ms, () => void fired.push([clock.now(), index]));
        await clock.run(() => false);
        const wanted = delays
          .map((ms, index) => [ms, index])
          .toSorted((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
        expect(fired).toEqual(wanted);
      }),
    );
  });

  it('does not fire what was cancelled, and fires what a timer sets', async () => {
    const clock = new VirtualClock();
    const fired: string[] = [];
    const cancelled = clock.after(5, () => void fired.push('cancelled'));
    clock.after(1, () => {
      clock.cancel(cancelled);
      clock.after(10, () => void fired.push(`later at ${clock.now()}`));
    });
    await clock.run(() => false);
    expect(fired).toEqual(['later at 11']);
  });

  it('settles promises before time moves on', async () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    clock.after(1, () => {
      void Promise.resolve()
        .then(() => Promise.resolve())
        .then(() => seen.push(clock.now()));
    });
    clock.after(2, () => void seen.push(clock.now()));
    await clock.run(() => false);
    expect(seen).toEqual([1, 2]);
  });

  it('stops when it is told to', async () => {
    const clock = new VirtualClock();
    let ticks = 0;
    const tick = () => {
      ticks++;
      clock.after(10, tick);
    };
    tick();
    await clock.run(() => ticks === 5);
    expect(clock.now()).toBe(40);
  });
});
