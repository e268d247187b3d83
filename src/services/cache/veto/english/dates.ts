/** English days and times among tokens. Relative days stay relative: an entry of yesterday has yesterday's "tomorrow". */
import { numeralAt, ordinalAt } from './numbers.ts';

export interface Moment {
  readonly kind: 'date' | 'time';
  readonly canonical: string;
  readonly used: number;
}

const weekdays: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['sunday', 'sundays'],
    ['monday', 'mondays', 'mon'],
    ['tuesday', 'tuesdays', 'tue', 'tues'],
    ['wednesday', 'wednesdays', 'weds'],
    ['thursday', 'thursdays', 'thu', 'thurs', 'thur'],
    ['friday', 'fridays', 'fri'],
    ['saturday', 'saturdays'],
  ].flatMap(([day = '', ...others]) => [
    [day, day] as const,
    ...others.map((other) => [other, day] as const),
  ]),
);
const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
const shortMonths: Readonly<Record<string, string>> = {
  jan: 'january',
  feb: 'february',
  apr: 'april',
  jun: 'june',
  jul: 'july',
  aug: 'august',
  sept: 'september',
  sep: 'september',
  oct: 'october',
  nov: 'november',
  dec: 'december',
};

/** A day, a month or a time that begins at `at`; null: none. */
export function momentAt(tokens: readonly string[], at: number): Moment | null {
  return clockAt(tokens, at) ?? weekdayAt(tokens, at) ?? monthAt(tokens, at);
}

function weekdayAt(tokens: readonly string[], at: number): Moment | null {
  const which = tokens[at] ?? '';
  const led = /^(this|next|last|coming|every|each)$/.test(which) ? 1 : 0;
  const word = tokens[at + led] ?? '';
  // "sat", "sun" and "wed" are words of their own unless something says that they are days.
  const short = { sat: 'saturday', sun: 'sunday', wed: 'wednesday' }[word];
  const day =
    weekdays[word] ??
    (short && /^(on|this|next|last|every)$/.test(tokens[at + led - 1] ?? '') ? short : undefined);
  if (day === undefined) return null;
  const mark = which === 'next' || which === 'last' ? `${which} ` : '';
  return { kind: 'date', canonical: `${mark}${day}`, used: led + 1 };
}

function monthOf(tokens: readonly string[], at: number): string | undefined {
  const word = tokens[at] ?? '';
  if (word === 'may') {
    // Mostly the auxiliary.
    const [before, next] = [tokens[at - 1] ?? '', tokens[at + 1] ?? ''];
    const dated = /^(in|of|until|till|by|this|next|last|from|since|before|after|early|late|end)$/.test(
      before,
    );
    const counted = /^[0-9]/.test(before) || ordinalAt(tokens, at - 1) !== null;
    return dated || counted || dayAt(tokens, at + 1) !== null || /^(bank)$/.test(next) ? 'may' : undefined;
  }
  return months.includes(word) ? word : shortMonths[word];
}

function dayAt(tokens: readonly string[], at: number): { day: number; used: number } | null {
  const the = tokens[at] === 'the' ? 1 : 0;
  const numeral = ordinalAt(tokens, at + the) ?? (the === 0 ? numeralAt(tokens, at) : null);
  if (!numeral || !Number.isInteger(numeral.value) || numeral.value < 1 || numeral.value > 31) return null;
  return { day: numeral.value, used: the + numeral.used };
}

/** "may the fifth", "5th of may", "june 21", "june". */
function monthAt(tokens: readonly string[], at: number): Moment | null {
  const month = monthOf(tokens, at);
  if (month !== undefined) {
    const day = dayAt(tokens, at + 1);
    return day
      ? { kind: 'date', canonical: `${month} ${day.day}`, used: 1 + day.used }
      : { kind: 'date', canonical: month, used: 1 };
  }
  const day = dayAt(tokens, at);
  if (!day) return null;
  const of = tokens[at + day.used] === 'of' ? 1 : 0;
  const named = monthOf(tokens, at + day.used + of);
  return named === undefined
    ? null
    : { kind: 'date', canonical: `${named} ${day.day}`, used: day.used + of + 1 };
}

const BEFORE_TIME = /^(at|by|until|till|around|about|before|after|from|between|past|to|for|and|or)$/;
/** After one of these the number counts something. */
const COUNTED =
  /^(people|persons|adults?|children|kids|guests|of|hours?|minutes?|mins?|days?|weeks?|months?|years?|nights?|pounds?|dollars?|euros?|percent|miles?|kilos?|kg|km|times?|items?|orders?|tables?|rooms?|tickets?|or|degrees|st|pence|cents|thousand|hundred|[0-9]+)$/;

function clockAt(tokens: readonly string[], at: number): Moment | null {
  return figuresAt(tokens, at) ?? spokenAt(tokens, at) ?? hourAt(tokens, at);
}

function figuresAt(tokens: readonly string[], at: number): Moment | null {
  const figures = /^([0-9]{1,2})[:.]([0-5][0-9])$/.exec(tokens[at] ?? '');
  if (!figures || Number(figures[1]) > 24) return null;
  const dotted = (tokens[at] ?? '').includes('.');
  const half = halfAt(tokens, at + 1);
  // "4.50" is a price unless something says that it is a time.
  if (dotted && half.half === '' && !/^(at|by|until|till|around|before|after)$/.test(tokens[at - 1] ?? ''))
    return null;
  return clock(Number(figures[1]), Number(figures[2]), half.half, 1 + half.used);
}

/** "half past three", "quarter to four", "ten past five", "half seven". */
function spokenAt(tokens: readonly string[], at: number): Moment | null {
  const a = tokens[at] === 'a' && tokens[at + 1] === 'quarter' ? 1 : 0;
  const word = tokens[at + a] ?? '';
  const named = word === 'half' ? 30 : word === 'quarter' ? 15 : null;
  const numeral = named === null ? numeralAt(tokens, at) : null;
  const minutes = named ?? (numeral && !numeral.ordinal ? numeral.value : null);
  if (minutes === null || !(minutes > 0 && minutes < 60)) return null;
  let i = at + a + (numeral?.used ?? 1);
  if (/^(minutes?|mins)$/.test(tokens[i] ?? '')) i += 1;
  const joint = tokens[i] ?? '';
  const british = word === 'half' && joint !== 'past';
  if (!british && !/^(past|to|till|after|before)$/.test(joint)) return null;
  // "two to four" is a span, "for two after seven" a party; only named quarters and fives are minutes.
  if (named === null && (!['past', 'to'].includes(joint) || minutes % 5 !== 0)) return null;
  const hour = numeralAt(tokens, british ? i : i + 1);
  if (!hour || hour.ordinal || hour.used !== 1 || hour.value < 1 || hour.value > 12) return null;
  const end = (british ? i : i + 1) + 1;
  if (COUNTED.test(tokens[end] ?? '')) return null;
  const half = halfAt(tokens, end);
  const later = british || joint === 'past' || joint === 'after';
  const hours = later ? hour.value : hour.value === 1 ? 12 : hour.value - 1;
  return clock(hours, later ? minutes : 60 - minutes, half.half, end + half.used - at);
}

/** "seven pm", "seven o'clock", "seven thirty", "at seven". */
function hourAt(tokens: readonly string[], at: number): Moment | null {
  const first = singleAt(tokens, at);
  if (first === null || first > 24) return null;
  const second = singleAt(tokens, at + 1);
  const minutes = second !== null && second >= 10 && second < 60 && first <= 12 && first > 0 ? second : null;
  // "eighteen hundred" and "seven thirty five" are for the numbers.
  let end = at + (minutes === null ? 1 : 2);
  const more = minutes !== null && minutes % 10 === 0 ? singleAt(tokens, end) : null;
  const total = more !== null && more < 10 && more > 0 ? (minutes ?? 0) + more : (minutes ?? 0);
  if (total !== (minutes ?? 0)) end += 1;
  const oclock = tokens[end] === 'oclock' ? 1 : 0;
  const half = halfAt(tokens, end + oclock);
  const lead = tokens[at - 1] ?? '';
  const spelt = oclock === 1 || half.half !== '';
  const led = BEFORE_TIME.test(lead) && !COUNTED.test(tokens[end] ?? '') && singleAt(tokens, end) === null;
  const party = /^(for|about|to|and|or|from|between)$/.test(lead);
  if (!spelt && (!led || (party && minutes === null))) return null;
  return clock(first, total, half.half, end + oclock + half.used - at);
}

/** One token that is a number below 60. */
function singleAt(tokens: readonly string[], at: number): number | null {
  const word = tokens[at];
  if (word === undefined) return null;
  const numeral = numeralAt([word], 0);
  if (
    !numeral ||
    numeral.ordinal ||
    !Number.isInteger(numeral.value) ||
    /^(both|pair|couple|dozen|once|twice|double|triple|solo)$/.test(word)
  )
    return null;
  return numeral.value < 60 ? numeral.value : null;
}

interface Half {
  readonly half: '' | 'am' | 'pm';
  readonly used: number;
}

/** "pm", "in the evening", "at night" right after a time. */
function halfAt(tokens: readonly string[], at: number): Half {
  const word = tokens[at] ?? '';
  if (word === 'am' || word === 'pm') return { half: word, used: 1 };
  if (word === 'p' && tokens[at + 1] === 'm') return { half: 'pm', used: 2 };
  if (word === 'a' && tokens[at + 1] === 'm') return { half: 'am', used: 2 };
  const part = word === 'in' && tokens[at + 1] === 'the' ? (tokens[at + 2] ?? '') : '';
  if (part === 'morning') return { half: 'am', used: 3 };
  if (part === 'afternoon' || part === 'evening') return { half: 'pm', used: 3 };
  if (word === 'at' && tokens[at + 1] === 'night') return { half: 'pm', used: 2 };
  return { half: '', used: 0 };
}

function clock(hour: number, minute: number, half: Half['half'], used: number): Moment {
  const hours = half === 'pm' && hour < 12 ? hour + 12 : half === 'am' && hour === 12 ? 0 : hour;
  // Without a half of the day "seven" stays open: it is not the same as "seven in the evening".
  const sure = half !== '' || hour > 12 || hour === 0;
  return { kind: 'time', canonical: `${hours}:${String(minute).padStart(2, '0')}${sure ? '' : '?'}`, used };
}
