import { describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../types/clock.ts';
import type { MetricsSnapshot } from '../../types/metrics.ts';
import { EventLoopMonitor } from './eventLoop.ts';
import { LiveFeed } from './liveFeed.ts';
import { MetricsRegistry } from './registry.ts';

function virtualClock() {
  let now = 0;
  let timers: { at: number; fn: () => void }[] = [];
  const clock = {
    ...systemClock,
    now: () => now,
    after(ms: number, fn: () => void) {
      const timer = { at: now + ms, fn };
      timers.push(timer);
      return timer;
    },
    cancel: (handle: unknown) => void (timers = timers.filter((timer) => timer !== handle)),
  };
  return {
    clock,
    waiting: () => timers.length,
    /** Runs what falls due; `lag` makes every timer that much late. */
    go(to: number, lag = 0) {
      for (;;) {
        const [next] = timers.filter(({ at }) => at + lag <= to).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = next.at + lag;
        timers = timers.filter((timer) => timer !== next);
        next.fn();
      }
      now = to;
    },
  };
}

const registry = new MetricsRegistry();

describe('live feed', () => {
  test('makes one snapshot a second for all subscribers, and none for nobody', () => {
    const { clock, go, waiting } = virtualClock();
    const make = vi.fn<() => MetricsSnapshot>(() => registry.snapshot());
    const feed = new LiveFeed(make, { clock });
    go(5_000);
    expect(waiting()).toBe(0);
    const seen: [MetricsSnapshot[], MetricsSnapshot[]] = [[], []];
    const stopFirst = feed.subscribe((snapshot) => seen[0].push(snapshot));
    const stopSecond = feed.subscribe((snapshot) => seen[1].push(snapshot));
    go(8_000);
    expect(make).toHaveBeenCalledTimes(3);
    expect(seen[0]).toHaveLength(3);
    expect(seen[1][2]).toBe(seen[0][2]);
    stopFirst();
    go(9_000);
    expect(seen.map((list) => list.length)).toEqual([3, 4]);
    stopSecond();
    stopSecond();
    expect(waiting()).toBe(0);
    feed.subscribe((snapshot) => seen[0].push(snapshot));
    go(10_000);
    expect(seen[0]).toHaveLength(4);
    feed.close();
    expect(waiting()).toBe(0);
  });

  test('late timers do not add up', () => {
    const { clock, go } = virtualClock();
    const feed = new LiveFeed(() => registry.snapshot(), { clock });
    const listener = vi.fn<() => void>();
    feed.subscribe(listener);
    go(100_500, 300);
    expect(listener).toHaveBeenCalledTimes(100);
    feed.close();
  });

  test('neither a subscriber nor a snapshot that throws stops it', () => {
    const { clock, go } = virtualClock();
    const onError = vi.fn<(error: unknown) => void>();
    let broken = true;
    const make = () => {
      if (broken) throw new Error('snapshot');
      return registry.snapshot();
    };
    const feed = new LiveFeed(make, { clock, onError });
    const other = vi.fn<() => void>();
    feed.subscribe(() => {
      throw new Error('subscriber');
    });
    feed.subscribe(other);
    go(1_000);
    broken = false;
    go(2_000);
    expect(other).toHaveBeenCalledOnce();
    expect(onError).toHaveBeenCalledTimes(2);
    feed.close();
  });

  test('a subscriber that leaves while it is told ends the ticking', () => {
    const { clock, go, waiting } = virtualClock();
    const feed = new LiveFeed(() => registry.snapshot(), { clock });
    const stop = feed.subscribe(() => stop());
    go(3_000);
    expect(waiting()).toBe(0);
  });
});

describe('event loop monitor', () => {
  test('sees a loop that is held up, and forgets it after two windows', async () => {
    let now = 0;
    const monitor = new EventLoopMonitor({ clock: { ...systemClock, now: () => now } });
    const idle = () => new Promise((resolve) => setTimeout(resolve, 60));
    await idle();
    const until = performance.now() + 80;
    while (performance.now() < until);
    await idle();
    expect(monitor.read().maxMs).toBeGreaterThan(50);
    now = 60_000;
    expect(monitor.read().maxMs).toBeGreaterThan(50);
    await idle();
    now = 120_000;
    const after = monitor.read();
    expect(after.p50Ms).toBeLessThanOrEqual(after.p99Ms);
    expect(after.p99Ms).toBeLessThanOrEqual(after.maxMs);
    monitor.stop();
  });

  test('reads zero before the first sample', () => {
    const monitor = new EventLoopMonitor();
    expect(monitor.read()).toEqual({ p50Ms: 0, p99Ms: 0, maxMs: 0 });
    monitor.stop();
  });
});
