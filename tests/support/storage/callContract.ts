import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '../../../src/types/call.ts';
import { openStore, type CallFilter, type Store } from '../../../src/services/storage/index.ts';
import { sampleCall, sampleTurn } from './samples.ts';
import { settableClock } from './wallClock.ts';

export function callContract(makeUrl: () => string): void {
  describe('calls', () => {
    const clock = settableClock('2026-11-01T00:00:00.000Z');
    let store: Store;
    beforeAll(async () => {
      store = await openStore(makeUrl(), { clock });
    });
    afterAll(() => store.close());

    test('a call is kept from start to end', async () => {
      clock.set('2026-11-01T10:00:00.000Z');
      await store.calls.start(sampleCall('CA1'));
      expect(await store.calls.get('CA1')).toEqual({
        ...sampleCall('CA1'),
        status: 'live',
        startedAt: '2026-11-01T10:00:00.000Z',
        endedAt: null,
        durationMs: null,
        end: null,
        turnCount: 0,
        errors: [],
        path: [],
      });
      await store.calls.addTurn('CA1', sampleTurn(0));
      await store.calls.addTurn('CA1', sampleTurn(1));
      clock.set('2026-11-01T10:01:30.500Z');
      const path = [{ nodeId: 'ask', nodeType: 'say', outcome: 'next' }];
      await store.calls.finish('CA1', { end: 'completed', errors: ['FLOW_X'], path, language: 'en-US' });
      expect(await store.calls.get('CA1')).toMatchObject({
        status: 'ended',
        end: 'completed',
        endedAt: '2026-11-01T10:01:30.500Z',
        durationMs: 90_500,
        turnCount: 2,
        errors: ['FLOW_X'],
        language: 'en-US',
        path,
      });
      expect(await store.calls.turns('CA1')).toEqual([sampleTurn(0), sampleTurn(1)]);
      expect(await store.calls.get('CA-none')).toBeNull();
    });

    test('a second start, and a second end, change nothing', async () => {
      await store.calls.start(sampleCall('CA2'), '2026-11-01T11:00:00Z');
      await store.calls.start(sampleCall('CA2', { from: '+1000000000' }), '2026-11-01T12:00:00Z');
      await store.calls.finish('CA2', { end: 'transferred', durationMs: 7 });
      await store.calls.finish('CA2', { end: 'failed', durationMs: 9 });
      expect(await store.calls.get('CA2')).toMatchObject({
        from: '+85291234567',
        startedAt: '2026-11-01T11:00:00.000Z',
        end: 'transferred',
        durationMs: 7,
      });
    });

    test('a turn of the same index replaces the one before, also within a batch', async () => {
      void store.calls.start(sampleCall('CA3'));
      void store.calls.addTurn('CA3', sampleTurn(0, { heard: 'half' }));
      await store.calls.addTurn('CA3', sampleTurn(0, { heard: 'most' }));
      expect((await store.calls.turns('CA3')).map(({ heard }) => heard)).toEqual(['most']);
      await store.calls.addTurn('CA3', sampleTurn(0, { heard: 'all' }));
      expect((await store.calls.turns('CA3')).map(({ heard }) => heard)).toEqual(['all']);
    });

    test('a whole call handed over without waiting keeps its order', async () => {
      const all = [
        store.calls.start(sampleCall('CA4')),
        store.calls.addEvents('CA4', [{ seq: 0, at: 0.25, json: { type: 'setup' } }]),
        store.calls.addTurn('CA4', sampleTurn(0)),
        store.calls.addEvents('CA4', [{ seq: 1, at: 12.5, json: ['\u0000', '👋', null] }]),
        store.calls.finish('CA4', { end: 'caller-hung-up' }),
      ];
      await Promise.all(all);
      expect(await store.calls.get('CA4')).toMatchObject({ status: 'ended', turnCount: 1 });
      expect(await store.calls.events('CA4')).toEqual([
        { seq: 0, at: 0.25, json: { type: 'setup' } },
        { seq: 1, at: 12.5, json: ['\u0000', '👋', null] },
      ]);
    });

    test('thousands of events in one go', async () => {
      await store.calls.start(sampleCall('CA5'));
      const events = Array.from({ length: 3_000 }, (_, seq) => ({ seq, at: seq * 20, json: { seq } }));
      await store.calls.addEvents('CA5', events);
      expect(await store.calls.events('CA5')).toEqual(events);
    });

    test('a bad write fails alone', async () => {
      const results = await Promise.allSettled([
        store.calls.start(sampleCall('CA6')),
        store.calls.addTurn('CA-nobody', sampleTurn(0)),
        store.calls.addEvents('CA6', [{ seq: 1, at: 1, json: 'a' }]),
        store.calls.addEvents('CA6', [
          { seq: 2, at: 2, json: 'b' },
          { seq: 1, at: 1, json: 'again' },
        ]),
        store.calls.addTurn('CA6', sampleTurn(0)),
        store.calls.finish('CA-nobody', { end: 'failed' }),
      ]);
      const codes = results.map((r) =>
        r.status === 'fulfilled' ? 'ok' : (r.reason as { code: string }).code,
      );
      expect(codes).toEqual(['ok', 'STORE_NOT_FOUND', 'ok', 'STORE_EVENT_EXISTS', 'ok', 'STORE_NOT_FOUND']);
      expect(await store.calls.events('CA6')).toEqual([{ seq: 1, at: 1, json: 'a' }]);
      expect(await store.calls.turns('CA6')).toHaveLength(1);
    });

    test('what the caller of the store changes later is not stored', async () => {
      await store.calls.start(sampleCall('CA7'));
      const turn = sampleTurn(0);
      const saved = store.calls.addTurn('CA7', turn);
      turn.caller = 'changed';
      await saved;
      expect((await store.calls.turns('CA7'))[0]?.caller).toBe(sampleTurn(0).caller);
    });

    describe('the list', () => {
      const made: string[] = [];
      beforeAll(async () => {
        for (let i = 0; i < 25; i++) {
          const callSid = `CL${String(i).padStart(2, '0')}`;
          made.push(callSid);
          // Three calls share every instant, so that pages cut between equals.
          const startedAt = new Date(Date.UTC(2026, 5, 1, 0, 0, Math.floor(i / 3))).toISOString();
          const workflowId = i % 2 === 0 ? 'wf_even' : 'wf_odd';
          const language = i % 5 === 0 ? 'en-US' : 'zh-HK';
          await store.calls.start(
            sampleCall(callSid, { workflowId, language, workflowVersion: i % 3 }),
            startedAt,
          );
          if (i < 20) await store.calls.finish(callSid, { end: i % 4 === 0 ? 'silence' : 'completed' });
        }
      });
      const june: CallFilter = { from: '2026-06-01T00:00:00Z', to: '2026-07-01T00:00:00Z' };

      async function pages(filter: CallFilter): Promise<Call[][]> {
        const all: Call[][] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<Store['calls']['list']>> = await store.calls.list(
            cursor === null ? filter : { ...filter, cursor },
          );
          all.push(page.calls);
          cursor = page.nextCursor;
        } while (cursor !== null);
        return all;
      }

      test('goes through all, the last first, each once, whatever the page', async () => {
        for (const limit of [1, 4, 25, 26]) {
          const seen = (await pages({ ...june, limit })).flat().map(({ callSid }) => callSid);
          expect(seen).toEqual(made.toReversed());
        }
      });

      test('a call that begins between two pages disturbs neither', async () => {
        const first = await store.calls.list({ ...june, limit: 10 });
        await store.calls.start(sampleCall('CLnew'), '2026-06-30T00:00:00Z');
        const second = await store.calls.list({ ...june, limit: 10, cursor: first.nextCursor ?? '' });
        expect(second.calls.map(({ callSid }) => callSid)).toEqual(made.toReversed().slice(10, 20));
        await store.calls.remove('CLnew');
      });

      test('by workflow, version, status, language, end and time', async () => {
        const count = async (filter: CallFilter) => (await pages({ ...june, ...filter })).flat().length;
        expect(await count({ workflowId: 'wf_even' })).toBe(13);
        expect(await count({ workflowId: 'wf_even', workflowVersion: 0 })).toBe(5);
        expect(await count({ status: 'live' })).toBe(5);
        expect(await count({ language: 'en-US' })).toBe(5);
        expect(await count({ end: 'silence' })).toBe(5);
        expect(await count({ from: '2026-06-01T00:00:01.000Z', to: '2026-06-01T00:00:03.000Z' })).toBe(6);
        expect(await count({ from: '2026-06-01T08:00:01+08:00', to: '2026-06-01T08:00:03+08:00' })).toBe(6);
      });

      test('refuses what is not a cursor, a limit or an instant', async () => {
        for (const cursor of ['', 'x', 'W10', Buffer.from('["x","y"]').toString('base64url')]) {
          await expect(store.calls.list({ cursor })).rejects.toMatchObject({ status: 400 });
        }
        for (const limit of [0, 501, 1.5, Number.NaN]) {
          await expect(store.calls.list({ limit })).rejects.toMatchObject({ code: 'STORE_FILTER_INVALID' });
        }
        await expect(store.calls.list({ from: 'yesterday' })).rejects.toMatchObject({
          code: 'STORE_FILTER_INVALID',
        });
      });
    });

    test('privacy deletion takes the call, its turns and its events', async () => {
      await store.calls.start(sampleCall('CA8'));
      await store.calls.addEvents('CA8', [{ seq: 0, at: 0, json: {} }]);
      void store.calls.addTurn('CA8', sampleTurn(0));
      await store.calls.remove('CA8');
      expect(await store.calls.get('CA8')).toBeNull();
      expect(await store.calls.turns('CA8')).toEqual([]);
      expect(await store.calls.events('CA8')).toEqual([]);
      await expect(store.calls.remove('CA8')).rejects.toMatchObject({ code: 'STORE_NOT_FOUND' });
      await expect(store.calls.addTurn('CA8', sampleTurn(1))).rejects.toMatchObject({
        code: 'STORE_NOT_FOUND',
      });
    });

    test('purging takes what ended before, and forgotten live ones a day later', async () => {
      const old = { workflowId: 'wf_purge' };
      await store.calls.start(sampleCall('CP1', old), '2020-01-01T00:00:00Z');
      await store.calls.finish('CP1', { end: 'completed', endedAt: '2020-01-01T00:10:00Z' });
      await store.calls.start(sampleCall('CP2', old), '2020-01-01T00:00:00Z');
      await store.calls.finish('CP2', { end: 'completed', endedAt: '2020-01-03T00:00:00Z' });
      await store.calls.start(sampleCall('CP3', old), '2020-01-01T00:00:00Z');
      expect(await store.calls.olderThan('2020-01-01T12:00:00Z', 'wf_other')).toEqual([]);
      expect(await store.calls.olderThan('2020-01-01T12:00:00Z')).toEqual(['CP1']);
      expect((await store.calls.olderThan('2020-01-02T12:00:00Z', 'wf_purge')).toSorted()).toEqual([
        'CP1',
        'CP3',
      ]);
      expect(await store.calls.purgeOlderThan('2020-01-01T12:00:00Z', 'wf_other')).toBe(0);
      expect(await store.calls.purgeOlderThan('2020-01-01T12:00:00Z')).toBe(1);
      expect(await store.calls.get('CP1')).toBeNull();
      expect(await store.calls.get('CP3')).not.toBeNull();
      expect(await store.calls.purgeOlderThan('2020-01-02T12:00:00Z', 'wf_purge')).toBe(1);
      expect(await store.calls.get('CP3')).toBeNull();
      expect(await store.calls.get('CP2')).not.toBeNull();
    });

    test('calls from or to a number are found by it, and by nothing like it', async () => {
      const number = '+85299001122';
      await store.calls.start(sampleCall('CN1', { from: number }));
      await store.calls.start(sampleCall('CN2', { to: number }));
      await store.calls.start(sampleCall('CN3', { from: `${number}3`, to: '+8529900112' }));
      expect((await store.calls.withNumber(number)).toSorted()).toEqual(['CN1', 'CN2']);
      expect(await store.calls.withNumber('+1')).toEqual([]);
    });

    test('calls of a process that died are ended', async () => {
      await store.calls.start(sampleCall('CD1'), '2021-01-01T00:00:00Z');
      expect(await store.calls.endAbandoned('2021-01-01T00:00:01Z')).toBe(1);
      expect(await store.calls.get('CD1')).toMatchObject({ status: 'ended', end: 'connection-lost' });
    });
  });
}
