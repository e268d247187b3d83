import { describe, expect, it } from 'vitest';
import type { Turn } from '../../types/turn.ts';
import { isHeard, startOf, turnAt, zeroOf } from './moments.ts';

const turn = (index: number, timeline: Turn['timeline']) => ({ index, timeline }) as Turn;

describe('moments of a call', () => {
  const turns = [
    turn(0, { decision: 1_000, firstAudio: 1_050 }),
    turn(1, { speechStart: 3_000, speechEnd: 4_000, decision: 4_200 }),
    turn(2, {}),
  ];

  it('begin with the first mark', () => {
    expect(startOf(turns)).toBe(1_000);
    expect(startOf([turn(0, {})])).toBe(0);
  });

  it('begin with the sound, unless only a message in the middle was kept', () => {
    expect(startOf(turns, 400)).toBe(400);
    expect(startOf(turns, 3_500)).toBe(1_000);
    expect(startOf([], 400)).toBe(400);
  });

  it('are heard from where the sound begins', () => {
    expect(isHeard(3_500, 3_000)).toBe(false);
    expect(isHeard(3_500, 4_000)).toBe(true);
    expect(isHeard(3_500, null)).toBe(true);
  });

  it('belong to the last turn that had begun', () => {
    expect(turnAt(turns, 2_999)?.index).toBe(0);
    expect(turnAt(turns, 3_000)?.index).toBe(1);
    expect(turnAt(turns, 999)).toBeUndefined();
    expect(turnAt(turns, null)).toBeUndefined();
  });

  it('are counted from the end of speech, or else from the decision', () => {
    expect(turns.map(zeroOf)).toEqual([1_000, 4_000, null]);
  });
});
