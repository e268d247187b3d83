import { describe, expect, it } from 'vitest';
import { callerModel, type CallerSetting, type Subject } from './callerModel.ts';
import { runsOf } from './caller.ts';
import { stream } from './draw.ts';
import { OPEN_BEFORE_GOODBYE, planTurn, type PlannedTurn } from './plan.ts';

const closed: readonly Subject[] = ['yes-no', 'yes-no', 'choice', 'digits', 'date-time', 'phone', 'goodbye'];

/** Turns as a call plans them. */
function planned(setting: CallerSetting, calls: number): PlannedTurn[] {
  const { question } = callerModel.mix.open;
  return Array.from({ length: calls }, (_, call) => {
    const random = stream(5, setting, call);
    const language = random.next() < callerModel.mix.cantonese ? 'zh-HK' : 'en-US';
    const open = Array.from({ length: OPEN_BEFORE_GOODBYE }, () =>
      random.next() < question ? ('question' as const) : ('story' as const),
    );
    return [...closed, ...open].map((subject) => planTurn(subject, language, setting, random));
  }).flat();
}

const rate = (turns: readonly PlannedTurn[], ms: number) =>
  turns.reduce((sum, { pauses }) => sum + pauses.filter((pause) => pause > ms).length, 0) / turns.length;

describe('planned turns', () => {
  it('pause as often and as long as the acted calls of the study', () => {
    const turns = planned('usual', 1_500);
    const { over300, over500, over800 } = callerModel.pauses.perTurn;
    expect(Math.abs(rate(turns, 300) / over300 - 1)).toBeLessThan(0.05);
    expect(Math.abs(rate(turns, 500) / over500 - 1)).toBeLessThan(0.05);
    expect(Math.abs(rate(turns, 800) / over800 - 1)).toBeLessThan(0.05);
  });

  it('pause more when callers are harsh, less when they are mild', () => {
    const [usual, harsh, mild] = (['usual', 'harsh', 'mild'] as const).map((setting) =>
      rate(planned(setting, 500), 300),
    );
    expect(harsh! / usual!).toBeGreaterThan(1.35);
    expect(mild! / usual!).toBeLessThan(0.6);
  });

  it('have words one after the other, end with the last word, and pause only between words', () => {
    for (const { tokens, durationMs, pauses } of planned('harsh', 300)) {
      expect(tokens[0]?.from).toBe(0);
      expect(tokens.at(-1)?.to).toBe(durationMs);
      for (const [at, { from, to }] of tokens.entries()) {
        expect(to).toBeGreaterThan(from);
        expect(from).toBeGreaterThanOrEqual(tokens[at - 1]?.to ?? 0);
      }
      const silences = runsOf(tokens).slice(1).length;
      expect(silences).toBe(pauses.length);
    }
  });

  it('are the same for one stream', () => {
    const plan = () => planTurn('story', 'zh-HK', 'usual', stream(3, 'turn', 1, 2));
    expect(plan()).toEqual(plan());
  });
});
