import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type CallFilter, type Store } from '../../../src/services/storage/index.ts';
import type { Turn } from '../../../src/types/turn.ts';
import { sampleCall, sampleTurn } from './samples.ts';
import { settableClock } from './wallClock.ts';

const latency = (index: number, ms: number | null): Turn =>
  sampleTurn(index, {
    clocks: { decisionToAudioMs: 1, speechEndToAudioMs: ms, earEstimateMs: null },
  });

/** What monitoring asks: lists by more than their own columns, the slowest turns, figures of minutes. */
export function monitoringContract(makeUrl: () => string): void {
  describe('what monitoring asks', () => {
    let store: Store;
    beforeAll(async () => {
      store = await openStore(makeUrl(), { clock: settableClock('2026-11-01T00:00:00.000Z') });
      const { calls } = store;
      await calls.start(sampleCall('CA1', { from: '+85261111111' }), '2026-11-01T10:00:00Z');
      await calls.addTurn('CA1', latency(0, null));
      await calls.addTurn('CA1', latency(1, 900));
      await calls.addTurn('CA1', latency(2, 300));
      await calls.finish('CA1', { end: 'completed', errors: ['FLOW_X'] });
      await calls.start(sampleCall('CA2', { carrier: 'simulator' }), '2026-11-01T11:00:00Z');
      await calls.addTurn('CA2', latency(0, 5_000));
      await calls.start(sampleCall('CA3', { carrier: 'browser', to: '' }), '2026-11-01T12:00:00Z');
      await calls.start(sampleCall('CA4', { carrier: 'telnyx' }), '2026-11-01T13:00:00Z');
      // What is known later counts.
      await calls.addTurn('CA4', latency(0, 4_000));
      await calls.addTurn('CA4', latency(0, 400));
    });
    afterAll(() => store.close());

    const found = async (filter: CallFilter) =>
      (await store.calls.list(filter)).calls.map(({ callSid }) => callSid);

    test('tests of a flow apart from calls', async () => {
      expect(await found({ origin: 'measured' })).toEqual(['CA4', 'CA1']);
      expect(await found({ origin: 'simulated' })).toEqual(['CA3', 'CA2']);
    });

    test('errors, latency of a turn, part of a number', async () => {
      expect(await found({ errors: true })).toEqual(['CA1']);
      expect(await found({ errors: false, origin: 'measured' })).toEqual(['CA4']);
      expect(await found({ minLatency: 900 })).toEqual(['CA2', 'CA1']);
      expect(await found({ minLatency: 901, origin: 'measured' })).toEqual([]);
      expect(await found({ number: '6111' })).toEqual(['CA1']);
      expect(await found({ number: '%' })).toHaveLength(4);
    });

    test('the slowest turn of each call stands in the list', async () => {
      const { calls } = await store.calls.list();
      expect(calls.map(({ slowestMs }) => slowestMs)).toEqual([400, null, 5_000, 900]);
    });

    test('the slowest turns, of calls since an instant', async () => {
      const slowest = async (from: string) =>
        (await store.calls.slowest({ from, origin: 'measured', limit: 2 })).map(({ callSid, turn }) => [
          callSid,
          turn.clocks.speechEndToAudioMs,
        ]);
      expect(await slowest('2026-11-01T00:00:00Z')).toEqual([
        ['CA1', 900],
        ['CA4', 400],
      ]);
      expect(await slowest('2026-11-01T12:30:00Z')).toEqual([['CA4', 400]]);
    });

    test('minutes of several processes, each its last word, until they are old', async () => {
      const at = (minute: string, figures: string) => ({ minute, origin: 'measured', figures });
      await store.minutes.put('a', [at('2026-11-01T10:00:00Z', 'one'), at('2026-11-01T10:01:00Z', 'two')]);
      await store.minutes.put('a', [at('2026-11-01T10:01:00Z', 'three')]);
      await store.minutes.put('b', [at('2026-11-01T10:01:00Z', 'four')]);
      await store.minutes.put('b', []);
      const figures = async () =>
        (await store.minutes.since('2026-11-01T10:00:00Z')).map((one) => one.figures).sort();
      expect(await figures()).toEqual(['four', 'one', 'three']);
      await store.minutes.removeBefore('2026-11-01T10:01:00Z');
      expect(await figures()).toEqual(['four', 'three']);
    });
  });
}
