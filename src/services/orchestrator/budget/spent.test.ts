import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clocksOf, type Timeline } from '../../../types/timeline.ts';
import { mostOf, spentOf } from './spent.ts';

describe('where a turn has spent its time', () => {
  it('counts each stage from the end of the one before', () => {
    const spent = spentOf({
      decision: 1_000,
      flowDone: 1_001,
      modelRequested: 700,
      modelFirstToken: 1_401,
      firstClause: 1_501,
      synthesisRequested: 1_501,
      synthesisFirstAudio: 1_701,
      firstAudio: 1_711,
    });
    expect(spent).toEqual({ other: 11, model: 400, clause: 100, voice: 200 });
    expect(mostOf(spent)).toBe('model');
  });

  it('what was there before the decision has cost nothing', () => {
    const marks = {
      decision: 1_000,
      flowDone: 1_000,
      modelFirstToken: 900,
      firstClause: 950,
      firstAudio: 1_005,
    };
    expect(spentOf(marks)).toEqual({ other: 5 });
  });

  it('says nothing of a turn that was not answered', () => {
    expect(spentOf({ decision: 1_000, modelFirstToken: 1_400 })).toEqual({});
    expect(mostOf({})).toBeNull();
  });

  it('adds up to decision → audio, whatever the marks', () => {
    const mark = fc.option(fc.integer({ min: 0, max: 3_000 }), { nil: undefined });
    const names = [
      'flowDone',
      'lookUpDone',
      'modelFirstToken',
      'firstClause',
      'synthesisFirstAudio',
    ] as const;
    fc.assert(
      fc.property(
        fc.array(mark, { minLength: 5, maxLength: 5 }),
        fc.nat(2_000),
        fc.nat(2_000),
        (at, decision, ms) => {
          const given = names.flatMap((name, i) => (at[i] === undefined ? [] : [[name, at[i]]]));
          const marks: Timeline = { ...Object.fromEntries(given), decision, firstAudio: decision + ms };
          const sum = Object.values(spentOf(marks)).reduce((all, one) => all + one, 0);
          expect(sum).toBeCloseTo(clocksOf(marks).decisionToAudioMs ?? -1, 3);
          expect(Object.values(spentOf(marks)).every((one) => one > 0)).toBe(true);
        },
      ),
    );
  });
});
