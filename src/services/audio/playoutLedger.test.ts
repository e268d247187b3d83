import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlayoutLedger } from './playoutLedger.ts';

describe('PlayoutLedger', () => {
  it('believes the clock between marks, but not beyond the next mark', () => {
    const ledger = new PlayoutLedger();
    ledger.sent(200, 0);
    const first = ledger.mark();
    ledger.sent(200, 0);
    ledger.mark();
    expect(ledger.heardMs(120)).toBe(120);
    expect(ledger.heardMs(500)).toBe(200);
    expect(ledger.returned(first, 510)).toBe(true);
    expect(ledger.heardMs(560)).toBe(250);
    expect(ledger.heardMs(5_000)).toBe(400);
    expect(ledger.confirmedMs).toBe(200);
  });

  it('does not take a mark that a clear sent back for a proof', () => {
    const ledger = new PlayoutLedger();
    ledger.sent(1_000, 0);
    const mark = ledger.mark();
    expect(ledger.clear(300)).toEqual({ heardMs: 300, sentMs: 1_000 });
    expect(ledger.returned(mark, 320)).toBe(false);
    expect(ledger.counts).toMatchObject({ flushed: 1, ambiguous: 1, returned: 0 });
    expect(ledger.heardMs(2_000)).toBe(0);
    ledger.sent(100, 2_000);
    expect(ledger.heardMs(2_050)).toBe(50);
  });

  it('takes overdue marks as played, and no longer waits for them', () => {
    const ledger = new PlayoutLedger();
    ledger.sent(200, 0);
    const mark = ledger.mark();
    expect(ledger.expire(2_199, 2_000)).toBe(0);
    expect(ledger.expire(2_200, 2_000)).toBe(1);
    expect(ledger.confirmedMs).toBe(200);
    expect(ledger.playing).toBe(false);
    expect(ledger.returned(mark, 2_300)).toBe(false);
  });

  it('heard never exceeds sent and never falls; after a clear all marks count as flushed', () => {
    const event = fc.oneof(
      fc.record({ type: fc.constant('sent' as const), ms: fc.integer({ min: 20, max: 400 }) }),
      fc.record({ type: fc.constant('mark' as const) }),
      fc.record({ type: fc.constant('return' as const), index: fc.nat(20) }),
      fc.record({ type: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 700 }) }),
      fc.record({ type: fc.constant('expire' as const) }),
      fc.record({ type: fc.constant('clear' as const) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        const ledger = new PlayoutLedger();
        const names: string[] = [];
        let stale = 0;
        let now = 0;
        let heard = 0;
        for (const each of events) {
          if (each.type === 'sent') ledger.sent(each.ms, now);
          else if (each.type === 'mark') names.push(ledger.mark());
          else if (each.type === 'wait') now += each.ms;
          else if (each.type === 'expire') ledger.expire(now, 2_000);
          else if (each.type === 'clear') {
            const played = ledger.clear(now);
            expect(played.heardMs).toBeLessThanOrEqual(played.sentMs);
            expect(played.heardMs).toBeGreaterThanOrEqual(heard);
            heard = 0;
            stale = names.length;
          } else {
            const index = each.index;
            const name = names[index];
            if (name !== undefined && ledger.returned(name, now)) expect(index).toBeGreaterThanOrEqual(stale);
          }
          const next = ledger.heardMs(now);
          expect(next).toBeGreaterThanOrEqual(heard);
          expect(next).toBeLessThanOrEqual(ledger.sentMs);
          expect(ledger.confirmedMs).toBeLessThanOrEqual(next);
          heard = next;
        }
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 5_000 },
    );
  });
});
