/** What denies, in rows of units: 唔 right before a phrase, or something that may have been one. */
import type { Reading } from '../sound.ts';
import { isNegation } from './roles.ts';
import type { Unit } from './units.ts';

/** How far a negation reaches. */
const REACH = 5;
const PARTICLES = new Set('呀啊啦喇');
/** Behind these a sentence begins anew, if not right behind the negation: 唔係預約係改期. */
const ANEW = new Set('系我但');

/** Whether what stands at `from` is denied by something before it. */
export function isDenied(units: readonly Unit[], from: number, reading: Reading | null): boolean {
  if (maybeNegation(units, from - 1, reading)) return true;
  for (let at = from - 1; at >= Math.max(0, from - REACH); at--) {
    const unit = units[at];
    if (unit === undefined || PARTICLES.has(unit.text)) return false;
    if (isNegation(unit) && !asks(units, at) && !isHarmless(units, at))
      return !units.slice(at + 3, from).some(({ text }) => ANEW.has(text));
  }
  return false;
}

/** 可唔可以, 有冇, 係咪: a question, not a denial. */
export function asks(units: readonly Unit[], at: number): boolean {
  const unit = units[at];
  const before = units[at - 1]?.text;
  if (unit === undefined || before === undefined || !isNegation(unit)) return false;
  const negation = unit.text;
  if (before === '有' && (negation === '冇' || negation === '无')) return true;
  return before === units[at + 1]?.text || before + negation === '系咪';
}

/** 特別 and 不如 deny nothing. */
const HARMLESS = new Set(
  '特别 个别 分别 性别 级别 类别 识别 区别 差别 除非 莫非 不如 不过 不单 不只 无论 别人 未来 唔单 唔止'.split(
    ' ',
  ),
);

function isHarmless(units: readonly Unit[], at: number): boolean {
  const [before = '', own = '', after = ''] = [at - 1, at, at + 1].map((i) => units[i]?.text);
  return HARMLESS.has(before + own) || HARMLESS.has(own + after);
}

/** 唔 m4 is written 吳, 五 or 午 where it was not understood, 冇 mou5 毛 or 帽; only where a 唔 would stand. */
const LIKE: Readonly<Record<Reading, RegExp>> = { cantonese: /^(ng|m|mou)$/, mandarin: /^(bu|mei|wu)$/ };
const BEFORE = new Set('我你佢他她都');

function maybeNegation(units: readonly Unit[], at: number, reading: Reading | null): boolean {
  const unit = units[at];
  if (unit === undefined || reading === null) return false;
  if (at > 0 && !BEFORE.has(units[at - 1]?.text ?? '')) return false;
  if (unit.kind === 'figure') return unit.text === '5';
  return unit.kind === 'syllable' && LIKE[reading].test(unit.initial + unit.final);
}
