/** Telephone numbers and other rows of digits, which are never one large number. */
import { isIdentifier, phonesAt } from './identifiers.ts';
import { matchAt, row, type Manner, type Spot, type Spotter } from './spotter.ts';

const international =
  /\+[0-9]{1,15}(?:[ -]?\([0-9]{1,4}\)[ -]?[0-9]{1,8})?(?:[ .-][0-9]{1,8}){0,6}(?![0-9])/y;
const grouped = /\(?[0-9]{2,5}\)?(?:[ .-][0-9]{2,8}){1,5}(?![0-9])/y;
/** 1-800-555-0199. */
const northAmerican = /1[ .-]\(?[2-9][0-9]{2}\)?[ .-][0-9]{3}[ .-][0-9]{4}(?![0-9]|[.,-][0-9])/y;
const HONG_KONG = /[2-9][0-9]{3}[ -]?[0-9]{4}(?![0-9])/y;
const run = /[0-9]{3,24}(?![0-9])/y;
/** One digit after the other, as `sayDigits` writes it: already what a voice needs. */
const dashedRow = /[0-9](?:-[0-9](?![0-9])){3,20}(?![0-9-])/y;
const spelledRow = /[0-9](?:,? [0-9](?![0-9/])){1,40}(?![0-9])/y;

const NUMBER_FOLLOWS =
  /^(?:[\p{Script=Latin}\p{Script=Cyrillic}_%]|[.,:/][0-9]|\s?(?:[蚊元塊块円圆圓원€£¥₽₫₩฿₹%℃°萬万億亿千百]|個|个|人|次|km|kg|USD|HKD))/u;
export const spotSpelledRow: Spotter = (text, at, manner) => {
  const dashed = matchAt(dashedRow, text, at);
  if (dashed) return { text: row(dashed[0], manner), end: at + dashed[0].length };
  const found = manner.chinese ? null : matchAt(spelledRow, text, at);
  return found && { text: found[0], end: at + found[0].length };
};

export const spotPhone: Spotter = (text, at, manner) => {
  const plus = text[at] === '+' ? matchAt(international, text, at) : null;
  if (plus) return digits(plus[0], 7, 15, text, at, manner);
  const several = phonesAt(text, at);
  if (several && !NUMBER_FOLLOWS.test(text.slice(several.end, several.end + 4))) {
    const joint = manner.chinese ? '或' : manner.primary === 'en' ? ' or ' : ', ';
    return { text: several.all.map((one) => row(one, manner)).join(joint), end: several.end };
  }
  const american = matchAt(northAmerican, text, at);
  if (american) return digits(american[0], 11, 11, text, at, manner);
  const region = manner.language.slice(-3);
  const home =
    region === '-HK' || region === '-MO' || manner.language === 'yue' ? matchAt(HONG_KONG, text, at) : null;
  if (
    home &&
    !isYears(home[0]) &&
    !NUMBER_FOLLOWS.test(text.slice(at + home[0].length, at + home[0].length + 4))
  )
    return digits(home[0], 8, 8, text, at, manner);
  const parts = matchAt(grouped, text, at);
  if (parts) {
    const made = groupedNumber(parts[0], text, at, manner);
    if (made) return made;
  }
  const whole = matchAt(run, text, at);
  return whole && isRow(whole[0], text, at, manner) ? digits(whole[0], 3, 24, text, at, manner) : null;
};

function digits(
  found: string,
  min: number,
  max: number,
  text: string,
  at: number,
  manner: Manner,
): Spot | null {
  const { length } = found.replace(/[^0-9]/g, '');
  const end = at + found.length;
  if (length < min || length > max || /[A-Za-z0-9_@]/.test(text[end] ?? '')) return null;
  return { text: row(found, manner), end };
}

/** 2019-2020 are years, and "12 345 678" is a number where thousands are parted by spaces. */
function groupedNumber(found: string, text: string, at: number, manner: Manner): Spot | null {
  const groups = found.match(/[0-9]+/g) ?? [];
  // "2345 6789 24 hours": a short group before a word belongs to the word.
  const word = /^\s?\p{L}/u.test(text.slice(at + found.length, at + found.length + 3));
  const short = word && (groups.at(-1)?.length ?? 0) < 3 && groups.some((group) => group.length > 2);
  const kept = short ? found.slice(0, found.search(/[ .-][0-9]+$/)) : found;
  const rest = kept.match(/[0-9]+/g) ?? [];
  if (rest.length < 2 || isYears(kept)) return null;
  const thousands = /^[1-9][0-9]{0,2}(?:[ .][0-9]{3})+$/.test(kept);
  if (thousands && (kept.includes('.') || /\s/.test(manner.group))) return null;
  return digits(kept, 7, 19, text, at, manner);
}

function isYears(found: string): boolean {
  return /^(?:19|20)[0-9]{2}[ -](?:19|20)[0-9]{2}$/.test(found);
}

/** A leading zero, or too long for a quantity, or what names something. */
function isRow(found: string, text: string, at: number, manner: Manner): boolean {
  const after = text.slice(at + found.length, at + found.length + 4);
  if (NUMBER_FOLLOWS.test(after)) return false;
  if (found.startsWith('0')) return true;
  if (found.length >= 7) return !found.endsWith('0000');
  return isIdentifier(found, text, at, manner);
}
