/** The cheapest way to turn one row of units into another, or into a stretch of another. */
import type { Reading } from '../sound.ts';
import { isNegation, unitCost } from './cost.ts';
import type { Unit } from './units.ts';

/** A unit that the other side lacks. */
const LEFT_OUT = 1;
/** Nothing else that agrees makes up for a "not" on one side: 我想預約 and 我唔想預約 are one syllable apart. */
const NEGATION = 4;

export interface Stretch {
  /** Sum of what the units cost. */
  readonly cost: number;
  /** Units of the longer row: from, up to. */
  readonly from: number;
  readonly to: number;
}

const absent = (unit: Unit): number => (isNegation(unit) ? NEGATION : LEFT_OUT);

function changed(a: Unit, b: Unit, reading: Reading | null): number {
  const { sound, tone } = unitCost(a, b, reading);
  if (sound > 0 && isNegation(a) !== isNegation(b)) return NEGATION;
  return Math.min(1, sound + tone);
}

/** From 0 to the length of the longer row; more where one side negates. */
export function alignmentCost(a: readonly Unit[], b: readonly Unit[], reading: Reading | null): number {
  return align(a, b, reading, false).cost;
}

/** Where in `text` the phrase stands best. */
export function bestStretch(
  phrase: readonly Unit[],
  text: readonly Unit[],
  reading: Reading | null,
): Stretch {
  return align(phrase, text, reading, true);
}

function align(a: readonly Unit[], b: readonly Unit[], reading: Reading | null, isStretch: boolean): Stretch {
  let row: number[] = [0];
  let starts: number[] = [0];
  for (const [j, unit] of b.entries()) {
    row.push(isStretch ? 0 : (row[j] ?? 0) + absent(unit));
    starts.push(isStretch ? j + 1 : 0);
  }
  for (const one of a) {
    const without = absent(one);
    const next = [(row[0] ?? 0) + without];
    const nextStarts = [0];
    for (const [j, other] of b.entries()) {
      const change = (row[j] ?? 0) + changed(one, other, reading);
      const drop = (row[j + 1] ?? 0) + without;
      const add = (next[j] ?? 0) + absent(other);
      const least = Math.min(change, drop, add);
      next.push(least);
      nextStarts.push((least === change ? starts[j] : least === drop ? starts[j + 1] : nextStarts[j]) ?? 0);
    }
    row = next;
    starts = nextStarts;
  }
  const to = isStretch ? row.indexOf(Math.min(...row)) : b.length;
  return { cost: row[to] ?? 0, from: starts[to] ?? 0, to };
}
