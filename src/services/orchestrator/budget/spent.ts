/** Where the time between decision and audio went. */
import type { Timeline } from '../../../types/timeline.ts';
import type { BudgetStage } from '../../../types/turnBudget.ts';

/** Each stage ends with its mark; what lies before the decision was done in time and costs nothing. */
const ends = [
  ['other', 'flowDone'],
  ['other', 'lookUpDone'],
  ['model', 'modelFirstToken'],
  ['clause', 'firstClause'],
  ['voice', 'synthesisFirstAudio'],
  ['other', 'firstAudio'],
] as const satisfies readonly (readonly [BudgetStage, keyof Timeline])[];

/** Milliseconds by stage; they add up to decision → audio. Empty for a turn without an answer. */
export function spentOf(marks: Timeline): Partial<Record<BudgetStage, number>> {
  const { decision, firstAudio } = marks;
  const spent: Partial<Record<BudgetStage, number>> = {};
  if (decision === undefined || firstAudio === undefined) return spent;
  let at = decision;
  for (const [stage, mark] of ends) {
    const end = Math.min(marks[mark] ?? at, firstAudio);
    if (end <= at) continue;
    spent[stage] = round((spent[stage] ?? 0) + end - at);
    at = end;
  }
  return spent;
}

/** The stage that took most; null where none took anything. */
export function mostOf(spent: Partial<Record<BudgetStage, number>>): BudgetStage | null {
  let most: BudgetStage | null = null;
  for (const stage of ['model', 'clause', 'voice', 'other'] as const)
    if ((spent[stage] ?? 0) > (most === null ? 0 : (spent[most] ?? 0))) most = stage;
  return most;
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
