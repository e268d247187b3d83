import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/support/manualClock.ts';
import type { CallLeg } from '../../types/leg.ts';
import { Switchboard } from './switchboard.ts';

const leg = (callSid: string) =>
  ({ kind: 'text', carrier: 'twilio', reportsPlayout: true, start: { callSid } }) as unknown as CallLeg;

describe('switchboard', () => {
  it('joins a leg and its answerer in either order', async () => {
    const board = new Switchboard(new ManualClock());
    board.arrive(leg('CA1'));
    expect((await board.waitFor('CA1')).start.callSid).toBe('CA1');
    const later = board.waitFor('CA2');
    expect(board.expects('CA2')).toBe(true);
    board.arrive(leg('CA2'));
    expect((await later).start.callSid).toBe('CA2');
  });

  it('gives up on a call that never opens, and lets only one wait', async () => {
    const clock = new ManualClock();
    const board = new Switchboard(clock);
    const first = board.waitFor('CA3', 1_000);
    await expect(board.waitFor('CA3')).rejects.toMatchObject({ code: 'CALL_ALREADY_STARTED' });
    clock.advance(1_001);
    await expect(first).rejects.toMatchObject({ code: 'CALL_UNKNOWN' });
  });
});
