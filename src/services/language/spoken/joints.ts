/** What joins two values that each have their unit: 9點-6點, 10%-20%, 5 €-10 €. */
import { rangeJoint } from '../../../lib/spoken/index.ts';
import { matchAt, spacelessEnd, type Manner, type Spot } from './spotter.ts';

const dash = /\s?[-–—~～]\s?/y;
const UNIT = String.raw`\/F|[%％٪℃℉€£¥￥₩฿₫₱₽₹]|°[CF]?|[\p{L}\p{M}]{1,12}`;
/** Not within a code: A12B-34B. */
const valueBefore = new RegExp(
  String.raw`(?:^|[^\p{Script=Latin}0-9._/-])[0-9][0-9.,:]{0,14}\s?(${UNIT})$`,
  'u',
);
const DAY_PART = '上午|下午|朝早|上晝|下晝|晏晝|上昼|下昼|夜晚|晚上|早上|凌晨|中午|傍晚|午前|午後|第';
const valueBehind = new RegExp(
  String.raw`^(?:${DAY_PART})?\s?[0-9][0-9.,:]{0,14}\s?(${UNIT})(?!\p{Script=Latin}|(?<=\p{Script=Latin})[0-9])`,
  'u',
);

/** Units of one thing: 10點30分-11點, 3月4日-5月6日. */
const kin = [/^[點点時时分半正시분]$/u, /^[年月日號号]$/u] as const;

/**
 * The dash of a range whose ends both have their unit, as 至 or "to". A dash with a space before it and none behind it is a
 * minus.
 */
export function jointAt(text: string, at: number, manner: Manner): Spot | null {
  const found = matchAt(dash, text, at);
  if (!found || /^\s[-–—][^\s]?$/u.test(found[0])) return null;
  const end = at + found[0].length;
  const first = valueBefore.exec(text.slice(Math.max(0, at - 24), at))?.[1];
  const second = valueBehind.exec(text.slice(end, end + 32))?.[1];
  if (first === undefined || second === undefined || !sameUnit(first, second)) return null;
  return { text: rangeJoint(manner.language, manner.options), end };
}

function sameUnit(first: string, second: string): boolean {
  if (spacelessEnd.test(first)) {
    const [last, next] = [first.at(-1) ?? '', second.charAt(0)];
    return second.startsWith(first) || kin.some((unit) => unit.test(last) && unit.test(next));
  }
  // "1 hour-2 hours"; but not "5 m-10 min".
  const plural = first.length > 1 && second.startsWith(first) && second.length - first.length <= 2;
  return plural || first.toLowerCase() === second.toLowerCase();
}
