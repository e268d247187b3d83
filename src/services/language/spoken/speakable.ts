/** A free text as a synthesiser should be given it, so that any voice says it rightly. */
import { asciiDigits, type SayOptions } from '../../../lib/spoken/index.ts';
import type { LanguageTag } from '../../../types/language.ts';
import { spotAbbreviation } from './abbreviations.ts';
import { spotAddress } from './addresses.ts';
import { spotDate } from './calendarDates.ts';
import { spotTime } from './clockTimes.ts';
import { spotCode } from './codes.ts';
import { jointAt } from './joints.ts';
import { spotNumber } from './numbers.ts';
import { spotPhone, spotSpelledRow } from './phones.ts';
import {
  spotFloor,
  spotFraction,
  spotMeasure,
  spotNumbered,
  spotOrdinal,
  spotPercent,
} from './quantities.ts';
import {
  SPACELESS,
  mannerOf,
  matchAt,
  spacelessEnd,
  type Manner,
  type Spot,
  type Spotter,
} from './spotter.ts';
import { spotMoney } from './sums.ts';

/** The order settles what could be two things: 24/11/2026 is a date before it is a fraction, 2345 6789 a telephone number. */
const spotters: readonly Spotter[] = [
  spotAddress,
  spotSpelledRow,
  spotDate,
  spotTime,
  spotMoney,
  spotPercent,
  spotMeasure,
  spotPhone,
  spotFraction,
  spotOrdinal,
  spotNumbered,
  spotFloor,
  spotCode,
  spotNumber,
  spotAbbreviation,
];

/** A word, a chain of figures (192.168.1.1) or one sign: what is passed over whole where nothing is found. */
const step = new RegExp(
  String.raw`(?:(?![${SPACELESS}])[\p{L}\p{M}])+|[${SPACELESS}]+|[0-9]+(?:[.,:/'’_-][0-9]+)*|[^]`,
  'uy',
);
/** What anything can begin with; every other sign costs one look. */
const beginning = /[\p{L}\p{N}\p{Sc}+#(-]/uy;
/** A dash behind a value or a word belongs to a range or to a name; here it is a minus. */
const beforeMinus = /(?:^|[\s()（）[\]{}【】「」『』《》〈〉"“‘,，、:：;；。！？=$€£¥])$/u;

/** 氣溫-5°C: of a temperature it is one behind a word, too. */
const cold = /^-[0-9.]{1,5}\s?[°℃℉]/;

/**
 * Numbers, money, dates, times, telephone numbers, percentages, measures, ordinals, fractions, short forms, addresses and
 * codes as words, or as figures that voices read well; what could mean two things stays as it is. Lone surrogates are left
 * out: no synthesiser takes them. Time goes with the length of the text.
 *
 * @example speakable('訂位 24/11 15:30，電話 2345 6789', 'zh-HK') // 訂位 十一月二十四號 下晝三點半，電話 二三四五,六七八九
 */
export function speakable(text: string, language: LanguageTag, options: SayOptions = {}): string {
  const manner = mannerOf(language, options);
  const source = asciiDigits(text.replace(/\p{Surrogate}/gu, ''));
  let out = '';
  let joined = 0;
  for (let at = 0; at < source.length;) {
    const joint = jointAt(source, at, manner);
    if (joint) {
      out += joint.text;
      at = joint.end;
      joined = at;
      continue;
    }
    const spot = at === joined || opens(source, at) ? spotAt(source, at, manner) : null;
    const end = spot?.end ?? at + (matchAt(step, source, at)?.[0].length ?? 1);
    out += spot?.text ?? source.slice(at, end);
    at = end;
  }
  return out;
}

function spotAt(text: string, at: number, manner: Manner): Spot | null {
  for (const spot of spotters) {
    const found = spot(text, at, manner);
    if (found) return found;
  }
  return null;
}

/** Whether something of its own can begin here: not within a word, nor behind the point or dash of one. */
function opens(text: string, at: number): boolean {
  if (!matchAt(beginning, text, at)) return false;
  const before = text.slice(Math.max(0, at - 3), at);
  if (text.charAt(at) === '-')
    return beforeMinus.test(before) || (cold.test(text.slice(at, at + 9)) && !/[0-9%°℃℉CF]/.test(before));
  if (before === '' || spacelessEnd.test(before)) return true;
  if (/[0-9]T$/.test(before)) return true; // 2026-11-24T15:30
  if (/[\p{L}\p{M}\p{N}_]$/u.test(before)) return /[(㈱%]/u.test(text.charAt(at));
  if (/(?:^|[^A-Za-z])w\/$/.test(before)) return true; // w/3 guests
  if (/[.@]$/.test(before)) return !/^[0-9]/.test(text.charAt(at)) && !before.endsWith('@');
  return !/[A-Za-z0-9][-/:,_]$/.test(before) || !/[0-9]/.test(text.charAt(at));
}
