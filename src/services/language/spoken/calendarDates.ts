/** Dates in figures (2026-11-24, 24/11, 24.11.2026) and with English names of months (Nov 24, 24th of Nov 2026). */
import { rangeJoint, sayDay, sayOrdinal, sayYear } from '../../../lib/spoken/index.ts';
import { endsSentence } from './quantities.ts';
import { figure, matchAt, type Manner, type Spot, type Spotter } from './spotter.ts';

const yearFirst = /([0-9]{4})([-/.])([01]?[0-9])\2([0-3]?[0-9])(?![0-9]|[-/.][0-9])/y;
const yearLast = /([0-3]?[0-9])([-/.])([0-3]?[0-9])\2([0-9]{4}|[0-9]{2})(?![0-9]|[-/.][0-9])/y;
const noYear = /([0-3]?[0-9])\/([0-3]?[0-9])(?![0-9A-Za-z]|[-/.,][0-9])/y;
/** 24.11. with the point of the ordinal. */
const pointed = /([0-3]?[0-9])\.\s?([01]?[0-9])\.(?![0-9])/y;
const POINTED = new Set('de da nb no fi cs sk sl hr bs hu et lv pl ru uk sr'.split(' '));
/** Where the month comes first. */
const MONTH_FIRST = /^en(-US|-PH)?$|^(fil|tl)(-|$)|^es-US$/;

const MONTH =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const YEAR = String.raw`(?:,?\s((?:19|20)[0-9]{2})(?![0-9:]))?`;
const monthDay = new RegExp(
  String.raw`${MONTH}\.?\s([0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9A-Za-z]|[:.,/][0-9])${YEAR}`,
  'y',
);
const dayMonth = new RegExp(
  String.raw`([0-3]?[0-9])(?:st|nd|rd|th)?\s(?:of\s)?${MONTH}(?![A-Za-z])\.?${YEAR}`,
  'y',
);
const END = String.raw`(?![0-9A-Za-z]|[-–—:.,/][0-9])`;
const DAY = String.raw`([0-3]?[0-9])(?:st|nd|rd|th)?`;
/** May 10-12, 2026 and 10-12 May. */
const monthDays = new RegExp(String.raw`${MONTH}\.?\s${DAY}\s?[-–—]\s?${DAY}${END}${YEAR}`, 'y');
const daysMonth = new RegExp(
  String.raw`${DAY}\s?[-–—]\s?${DAY}\s(?:of\s)?${MONTH}(?![A-Za-z])\.?${YEAR}`,
  'y',
);
/** Between two days that each name their month. */
const untilNamed = new RegExp(
  String.raw`\s?[-–—]\s?(?=${MONTH}\.?\s[0-3]?[0-9]|[0-3]?[0-9](?:st|nd|rd|th)?\s${MONTH})`,
  'y',
);
const COUNTED =
  /^\s(?:people|persons?|guests?|adults?|kids?|children|tickets?|seats?|rooms?|tables?|times|of us)\b/;
const MONTH_FOLLOWS = /\b[Ii]n $/;
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthNumber = (name: string) => months.indexOf(name.slice(0, 3).toLowerCase()) + 1;

interface Day {
  readonly year?: number | undefined;
  readonly month: number;
  readonly day: number;
}

export const spotDate: Spotter = (text, at, manner) => {
  const named = spotNamed(text, at, manner);
  if (named) return named;
  const iso = matchAt(yearFirst, text, at);
  if (iso)
    return spoken(
      { year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) },
      iso[0],
      text,
      at,
      manner,
    );
  const last = matchAt(yearLast, text, at);
  if (last) return withYearLast(last, text, at, manner);
  return withoutYear(text, at, manner);
};

function withYearLast(found: RegExpExecArray, text: string, at: number, manner: Manner): Spot | null {
  const [first, sign, second, written] = [Number(found[1]), found[2], Number(found[3]), found[4] ?? ''];
  // 24-11-26 could be anything; 24/11/26 and 24.11.26 are written of dates.
  if (written.length === 2 && sign === '-') return null;
  const year = written.length === 2 ? 2_000 + Number(written) : Number(written);
  const order = ordered(first, second, manner);
  return order && spoken({ year, ...order }, found[0], text, at, manner);
}

/** Which is the month: the one that can be, else by the custom of the place; null where nobody can know. */
function ordered(first: number, second: number, { language, primary }: Manner): Day | null {
  if (first > 12) return { day: first, month: second };
  if (second > 12) return { day: second, month: first };
  if (language === 'en' && first !== second) return null;
  return monthLeads(language, primary) ? { month: first, day: second } : { day: first, month: second };
}

function monthLeads(language: string, primary: string): boolean {
  const yearLanguage = /^(zh|yue|cmn|ja|ko|hu|lt|mn)$/.test(primary) && !/-(HK|MO)$/.test(language);
  return MONTH_FIRST.test(language) || yearLanguage;
}

function withoutYear(text: string, at: number, manner: Manner): Spot | null {
  const point = POINTED.has(manner.primary) ? matchAt(pointed, text, at) : null;
  if (point) return spoken({ day: Number(point[1]), month: Number(point[2]) }, point[0], text, at, manner);
  const found = matchAt(noYear, text, at);
  if (!found || found[0] === '24/7') return null;
  const [first, second] = [Number(found[1]), Number(found[2])];
  // 3/4 is a day, a month or a part; only a number that no month has settles it.
  if (first <= 12 && second <= 12) return null;
  if (first <= 12 && mayExpire(found[1] ?? '', text, at, manner)) return null;
  const day = first > 12 ? { day: first, month: second } : { day: second, month: first };
  return spoken(day, found[0], text, at, manner);
}

const EXPIRY = /(?:\bexp(?:ir\w{1,6}|\.)?|\bvalid\s\w{2,7}|\bMM\/YY|有效|到期|期限|[至到]期日?)\D{0,12}$/iu;

/** 08/27 is a card's August 2027 as well: a day only where the month comes first and is not written as cards have it. */
function mayExpire(month: string, text: string, at: number, { language, primary }: Manner): boolean {
  if (month.startsWith('0') || !monthLeads(language, primary)) return true;
  return EXPIRY.test(text.slice(Math.max(0, at - 32), at));
}

function spoken(day: Day, found: string, text: string, at: number, manner: Manner): Spot | null {
  const said =
    manner.primary === 'en'
      ? english(day, MONTH_FIRST.test(manner.language), text, at, manner)
      : plain(day, manner);
  if (said === null) return null;
  const end = at + found.length;
  // 2026-11-24T15:30: the time is found after it.
  return /^T[0-9]{2}:/.test(text.slice(end, end + 4))
    ? { text: `${said} `, end: end + 1 }
    : { text: said, end };
}

function plain(day: Day, manner: Manner): string | null {
  const made = sayDay(day, manner.language, { ...manner.options, year: true });
  if (made === null || manner.chinese) return made;
  // The day of the month like any number: veinticuatro de noviembre. A year and an ordinal (24.) stay.
  return made.replace(/(?<![0-9])[0-9]{1,2}(?![0-9.])/g, (figures) => figure(figures, manner));
}

function english(day: Day, monthFirst: boolean, text: string, at: number, manner: Manner): string | null {
  const numerals = manner.options.numerals === 'digits' ? 'digits' : 'words';
  const made = sayDay(day, manner.language, { numerals, year: true });
  if (made === null) return null;
  if (!monthFirst)
    return /\bthe $/i.test(text.slice(Math.max(0, at - 5), at)) ? made.replace(/^the /, '') : made;
  const month = /of (\p{L}+)/u.exec(made)?.[1] ?? '';
  const year = day.year === undefined ? '' : `, ${numerals === 'words' ? sayYear(day.year) : day.year}`;
  return `${month} ${sayOrdinal(day.day, 'en', { numerals })}${year}`;
}

/** English names of months, in English and in the Chinese that mixes English in; other languages' are words already. */
const spotNamed: Spotter = (text, at, manner) => {
  if (manner.primary !== 'en' && !manner.chinese) return null;
  const days = spotNamedDays(text, at, manner);
  if (days) return days;
  const first = matchAt(monthDay, text, at);
  const found = first ?? matchAt(dayMonth, text, at);
  if (!found) return null;
  if (first && found[3] === undefined && isCount(found[0], text, at)) return null;
  const [month, day] = first ? [found[1], found[2]] : [found[2], found[1]];
  const date = {
    month: monthNumber(month ?? ''),
    day: Number(day),
    year: found[3] === undefined ? undefined : Number(found[3]),
  };
  const said = manner.chinese ? plain(date, manner) : english(date, first !== null, text, at, manner);
  const end = at + found[0].length;
  const stop = found[0].endsWith('.') && endsSentence(text, end) ? 1 : 0;
  if (said === null) return null;
  const until = matchAt(untilNamed, text, end);
  return until
    ? { text: `${said}${rangeJoint(manner.language, manner.options)}`, end: end + until[0].length }
    : { text: said, end: end - stop };
};

/** "In May 5 people came": one says "on May 5". */
function isCount(found: string, text: string, at: number): boolean {
  const next = text.slice(at + found.length, at + found.length + 12);
  if (!/[0-9]$/.test(found)) return false;
  if (COUNTED.test(next)) return true;
  return MONTH_FOLLOWS.test(text.slice(Math.max(0, at - 4), at)) && /^\s[a-z]{3,}s\b/.test(next);
}

const spotNamedDays: Spotter = (text, at, manner) => {
  const first = matchAt(monthDays, text, at);
  const found = first ?? matchAt(daysMonth, text, at);
  if (!found) return null;
  const [month = '', from, to] = first ? [found[1], found[2], found[3]] : [found[3], found[1], found[2]];
  const year = found[4] === undefined ? undefined : Number(found[4]);
  const [start, stop] = [Number(from), Number(to)];
  if (start >= stop) return null;
  const said = days({ month: monthNumber(month), year }, start, stop, first !== null, text, at, manner);
  const end = at + found[0].length;
  const point = found[0].endsWith('.') && endsSentence(text, end) ? 1 : 0;
  return said === null ? null : { text: said, end: end - point };
};

/** "May tenth to twelfth", "the tenth to the twelfth of May", 五月十號至十二號: month and year once. */
function days(
  { month, year }: Omit<Day, 'day'>,
  start: number,
  stop: number,
  monthFirst: boolean,
  text: string,
  at: number,
  manner: Manner,
): string | null {
  const joint = rangeJoint(manner.language, manner.options);
  if (manner.chinese) {
    const [from, to] = [plain({ month, year, day: start }, manner), plain({ month, day: stop }, manner)];
    return from === null || to === null ? null : `${from}${joint}${to.replace(/^.*月/u, '')}`;
  }
  const whole = english({ month, year, day: stop }, monthFirst, text, at, manner);
  if (whole === null) return null;
  const numerals = manner.options.numerals === 'digits' ? 'digits' : 'words';
  const [first, last] = [start, stop].map((day) => sayOrdinal(day, 'en', { numerals }));
  if (monthFirst) return whole.replace(` ${last}`, ` ${first}${joint}${last}`);
  return whole.replace(/^(the )?/, (_, the: string = '') => `${the}${first}${joint}the `);
}
