/** Times of day: 15:30, 3pm, 14:05-15:00, 15h30, 15.30 Uhr. */
import { rangeJoint, sayTime } from '../../../lib/spoken/index.ts';
import { matchAt, type Manner, type Spotter } from './spotter.ts';

/** The last point of "p.m." goes with it, unless it ends the sentence too. */
const HALF = String.raw`(?:\s?([ap])(?:\.\s?m(?:\.(?!\s{0,4}$|\s{1,4}\p{Lu}))?|m)(?![\p{L}0-9]))`;
const CLOCK = String.raw`([01]?[0-9]|2[0-3])[:：]([0-5][0-9])(?::[0-5][0-9])?`;
const END = String.raw`(?![\p{Script=Latin}0-9]|[:.,][0-9])`;
/** The rest of 2026-11-24T15:30:00.000Z. An offset only says where the time is the local one; Z is said. */
const zone = /(?::[0-5][0-9](?:[.,][0-9]{1,9})?)?(?:(Z)|[+-][01][0-9]:?[0-5][0-9])(?![\p{L}0-9])/uy;
const stamp = /([01][0-9]|2[0-3]):([0-5][0-9])/y;
const withMinutes = new RegExp(`${CLOCK}(?:${HALF}|${END})`, 'iuy');
const hourOnly = new RegExp(`(1[0-2]|0?[1-9])()${HALF}`, 'iuy');
/** The first end of a range may leave its half of the day to the second. */
const firstEnd = /([01]?[0-9]|2[0-3])(?:[:：]([0-5][0-9]))?(?=\s?[-–—~～])/y;
const dash = /\s?[-–—~～]\s?/y;
const frenchClock = /([01]?[0-9]|2[0-3])\s?h(?:\s?([0-5][0-9]))?(?![\p{L}0-9])/uy;
const germanClock = /([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9]))?\s(?:Uhr|uur)(?![\p{L}0-9])/uy;
/** Thai น. and German Uhr after 15:30 are said with the time. */
const tail = /\s?(?:น\.|Uhr(?![\p{L}])|uur(?![\p{L}]))/uy;
const DAY_PART =
  /(?:上午|下午|朝早|今朝|聽朝|听朝|上晝|下晝|晏晝|上昼|下昼|夜晚|晚上|今晚|聽晚|听晚|早上|凌晨|中午|傍晚|午前|午後|오전|오후|ตอน(?:เช้า|บ่าย))\s?$/u;

interface Time {
  readonly hour: number;
  readonly minute: number;
  readonly half: string | undefined;
  /** Whether the 24-hour clock is plain from the writing. */
  readonly certain: boolean;
  readonly end: number;
}

export const spotTime: Spotter = (text, at, manner) => {
  const stamped = spotStamp(text, at, manner);
  if (stamped) return stamped;
  const own = ownClock(text, at, manner);
  if (own) return own;
  const range = spotRange(text, at, manner);
  if (range) return range;
  const time = timeAt(text, at);
  if (!time) return null;
  return {
    text: say(time, manner, DAY_PART.test(text.slice(Math.max(0, at - 6), at))),
    end: afterTail(text, time.end),
  };
};

const spotStamp: Spotter = (text, at, manner) => {
  const found = text[at - 1] === 'T' ? matchAt(stamp, text, at) : null;
  const rest = found && matchAt(zone, text, at + found[0].length);
  if (!found || !rest) return null;
  const time = timeOf(found[1] ?? '', found[2] ?? '', undefined, at + found[0].length);
  if (!time) return null;
  const said = say({ ...time, certain: true }, manner, false);
  return { text: rest[1] === undefined ? said : `${said} UTC`, end: time.end + rest[0].length };
};

function afterTail(text: string, end: number): number {
  return end + (matchAt(tail, text, end)?.[0].length ?? 0);
}

function timeAt(text: string, at: number): Time | null {
  const found = matchAt(withMinutes, text, at) ?? matchAt(hourOnly, text, at);
  if (!found) return null;
  return timeOf(found[1] ?? '', found[2] ?? '', found[3], at + found[0].length);
}

function timeOf(hours: string, minutes: string, half: string | undefined, end: number): Time | null {
  const hour = Number(hours);
  const letter = half?.toLowerCase();
  if (letter !== undefined && hour <= 12) {
    const day = (hour % 12) + (letter === 'p' ? 12 : 0);
    return { hour: day, minute: Number(minutes), half: letter, certain: true, end };
  }
  return { hour, minute: Number(minutes), half: letter, certain: hour > 12 || hours.startsWith('0'), end };
}

const twoDigits = (value: number) => String(value).padStart(2, '0');
const iso = ({ hour, minute }: Time) => `${twoDigits(hour)}:${twoDigits(minute)}`;

function say(time: Time, manner: Manner, partSaid: boolean): string {
  const { language, options, primary, chinese } = manner;
  const guessed = !time.certain;
  if (primary === 'en' && guessed) {
    if (options.numerals !== 'words') return `${time.hour}:${twoDigits(time.minute)}`;
    return sayTime(iso(time), language, options).replace(/ [ap]m$/, '');
  }
  // Filipino says the part of the day with its hour and cannot do without it.
  if (primary === 'fil' && guessed) return `${time.hour}:${twoDigits(time.minute)}`;
  if (chinese || guessed || partSaid)
    return sayTime(iso(time), language, { ...options, dayPart: !guessed && !partSaid });
  return sayTime(iso(time), language, options);
}

/** 14:05-15:00, 10am-3pm, 3-5pm. */
const spotRange: Spotter = (text, at, manner) => {
  const start = timeAt(text, at) ?? openStart(text, at);
  const joint = start && matchAt(dash, text, start.end);
  const stop = joint && start ? timeAt(text, start.end + joint[0].length) : null;
  if (!start || !stop) return null;
  const certain = start.certain || stop.certain;
  const from = { ...borrowed(start, stop), certain };
  const to = { ...stop, certain };
  const partSaid = DAY_PART.test(text.slice(Math.max(0, at - 6), at));
  const samePart = manner.chinese !== null && part(from, manner) === part(to, manner);
  const spoken = `${say(from, manner, partSaid)}${rangeJoint(manner.language, manner.options)}${say(to, manner, partSaid || samePart)}`;
  return { text: spoken, end: afterTail(text, stop.end) };
};

function openStart(text: string, at: number): Time | null {
  const found = matchAt(firstEnd, text, at);
  if (!found) return null;
  const time = timeOf(found[1] ?? '', found[2] ?? '', undefined, at + found[0].length);
  // "10-15:30" begins with a bare number: an hour only if the other end says am or pm.
  const next = time && timeAt(text, time.end + (matchAt(dash, text, time.end)?.[0].length ?? 0));
  return next?.half === undefined ? null : time;
}

/** 3-5pm is from three in the afternoon, 11-1pm from eleven in the morning. */
function borrowed(start: Time, stop: Time): Time {
  if (start.half !== undefined || stop.half === undefined || start.hour > 12) return start;
  const sameHalf = (start.hour % 12) + (stop.half === 'p' ? 12 : 0);
  return { ...start, hour: sameHalf <= stop.hour ? sameHalf : start.hour % 12, certain: true };
}

function part(time: Time, { language }: Manner): string {
  const full = sayTime(iso(time), language);
  return full.slice(0, full.length - sayTime(iso(time), language, { dayPart: false }).length);
}

const ownClock: Spotter = (text, at, manner) => {
  const pattern = /^(fr|pt|vi)$/.test(manner.primary)
    ? frenchClock
    : /^(de|nl)$/.test(manner.primary)
      ? germanClock
      : null;
  const found = pattern && matchAt(pattern, text, at);
  if (!found) return null;
  const time = { hour: Number(found[1]), minute: Number(found[2] ?? 0) };
  const spoken = sayTime(`${twoDigits(time.hour)}:${twoDigits(time.minute)}`, manner.language, {
    ...manner.options,
    dayPart: time.hour > 12,
  });
  return { text: spoken, end: at + found[0].length };
};
