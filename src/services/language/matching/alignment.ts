/** The cheapest way to turn one row of units into another, or into a stretch of another. */
import type { Reading } from '../sound.ts';
import { MERGED, unitCost } from './cost.ts';
import { isNegation } from './roles.ts';
import { MAX_UNITS } from './units.ts';
import type { Unit } from './units.ts';

/** A unit that the other side lacks. */
const LEFT_OUT = 1;
/** Nothing else that agrees makes up for a "not" on one side: 我想預約 and 我唔想預約 are one syllable apart. */
const NEGATION = 4;
/** The same for two numbers: 十四位成人 and 四位成人. */
const NUMBER = 4;

export interface Stretch {
  /** Sum of what the units cost. */
  readonly cost: number;
  /** Units of the longer row: from, up to. */
  readonly from: number;
  readonly to: number;
}

const absent = (unit: Unit): number => (isNegation(unit) ? NEGATION : LEFT_OUT);

function changed(a: Unit, b: Unit, reading: Reading | null): number {
  if (a.text === b.text) return 0;
  if (a.role === 'number' && b.role === 'number') return NUMBER;
  const isTurned = isNegation(a) !== isNegation(b);
  if (a.class !== b.class) return isTurned ? NEGATION : 1;
  const { sound, tone } = unitCost(a, b, reading);
  // 唔 m4 and 吳 ng4 are one sound to most: there it is the recogniser that left out the "not".
  if (isTurned && sound > 0 && (sound > MERGED || tone > 0)) return NEGATION;
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

/** Used again for every pair: of two rows, what the cheapest way costs and where it began. */
const WIDTH = MAX_UNITS + 1;
const costs = [new Float64Array(WIDTH), new Float64Array(WIDTH)] as const;
const begun = [new Int32Array(WIDTH), new Int32Array(WIDTH)] as const;

function align(a: readonly Unit[], b: readonly Unit[], reading: Reading | null, isStretch: boolean): Stretch {
  const length = b.length;
  const addition = b.map(absent);
  let [row, next]: readonly Float64Array[] = costs;
  let [starts, nextStarts]: readonly Int32Array[] = begun;
  if (!row || !next || !starts || !nextStarts) throw new RangeError('rows');
  row[0] = 0;
  starts[0] = 0;
  for (let j = 0; j < length; j += 1) {
    row[j + 1] = isStretch ? 0 : (row[j] ?? 0) + (addition[j] ?? 0);
    starts[j + 1] = isStretch ? j + 1 : 0;
  }
  for (const one of a) {
    const without = absent(one);
    next[0] = (row[0] ?? 0) + without;
    nextStarts[0] = 0;
    for (let j = 0; j < length; j += 1) {
      const change = (row[j] ?? 0) + changed(one, b[j] as Unit, reading);
      const drop = (row[j + 1] ?? 0) + without;
      const add = (next[j] ?? 0) + (addition[j] ?? 0);
      const least = Math.min(change, drop, add);
      next[j + 1] = least;
      nextStarts[j + 1] =
        (least === change ? starts[j] : least === drop ? starts[j + 1] : nextStarts[j]) ?? 0;
    }
    [row, next] = [next, row];
    [starts, nextStarts] = [nextStarts, starts];
  }
  let to = length;
  if (isStretch) for (let j = length; j >= 0; j -= 1) if ((row[j] ?? 0) <= (row[to] ?? 0)) to = j;
  return { cost: row[to] ?? 0, from: starts[to] ?? 0, to };
}
