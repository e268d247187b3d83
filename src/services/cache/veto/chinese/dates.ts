/** Days and times in a folded Chinese text. Relative days stay relative. */
import { hanNumeralAt, NUMERAL } from './numbers.ts';

export interface HanMoment {
  readonly found: readonly { readonly kind: 'date' | 'time'; readonly canonical: string }[];
  readonly used: number;
}

export type Half = 'am' | 'pm' | '';

const DAYS: Readonly<Record<string, string>> = {
  一: 'monday',
  二: 'tuesday',
  三: 'wednesday',
  四: 'thursday',
  五: 'friday',
  六: 'saturday',
  日: 'sunday',
  天: 'sunday',
  1: 'monday',
  2: 'tuesday',
  3: 'wednesday',
  4: 'thursday',
  5: 'friday',
  6: 'saturday',
  7: 'sunday',
};
const WEEKDAY =
  /(下下个?|下个?|上个?|今个?|呢个|这个?|本)?(?:星期|礼拜|周)([一二三四五六日天1-7])(?![0-9个])/y;
const COMPOUND = /(今|听|明|寻|昨|琴|后)(晚|朝|早)(?!上|点)/y;
const CLOCK = new RegExp(
  `(${NUMERAL}{1,3})(?:点|:)(?:钟)?(?:正|整|(半)|(?:(?:踏|搭)?(${NUMERAL}{1,3})(分|个字|个骨)?)|)(?:钟)?`,
  'y',
);
const DATE = new RegExp(`(?:(${NUMERAL}{1,3})月(?:份)?)?(?:(${NUMERAL}{1,3})(?:号|日))?`, 'y');

const COMPOUND_DAY: Readonly<Record<string, string>> = {
  今: 'today',
  听: 'tomorrow',
  明: 'tomorrow',
  寻: 'yesterday',
  琴: 'yesterday',
  昨: 'yesterday',
  后: 'tomorrow+1',
};

/** @param half what part of the day was said right before: 下晝三點 */
export function hanMomentAt(text: string, at: number, half: Half): HanMoment | null {
  return compoundAt(text, at) ?? weekdayAt(text, at) ?? clockAt(text, at, half) ?? dateAt(text, at);
}

function at_(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** 今晚, 聽朝: a day and a part of it. */
function compoundAt(text: string, at: number): HanMoment | null {
  const match = at_(COMPOUND, text, at);
  if (!match) return null;
  const day = COMPOUND_DAY[match[1] ?? ''] ?? '';
  const part = match[2] === '晚' ? 'evening' : 'morning';
  return {
    found: [
      { kind: 'date', canonical: day },
      { kind: 'date', canonical: part },
    ],
    used: match[0].length,
  };
}

function weekdayAt(text: string, at: number): HanMoment | null {
  const match = at_(WEEKDAY, text, at);
  if (!match) return null;
  const which = match[1] ?? '';
  const mark = which.startsWith('下下')
    ? 'next next '
    : which.startsWith('下')
      ? 'next '
      : which.startsWith('上')
        ? 'last '
        : '';
  return {
    found: [{ kind: 'date', canonical: `${mark}${DAYS[match[2] ?? ''] ?? ''}` }],
    used: match[0].length,
  };
}

function clockAt(text: string, at: number, half: Half): HanMoment | null {
  const match = at_(CLOCK, text, at);
  if (!match || (match[0].endsWith(':') && match[3] === undefined)) return null;
  const hour = number(match[1] ?? '');
  const rest = text.slice(at + match[0].length);
  // 一点都不, 早一点: a little.
  if (
    match[0] === '一点' &&
    (/^[儿也都不没]/.test(rest) || /[有早快宜大小多少再晚迟慢]$/.test(text.slice(0, at)))
  )
    return null;
  if (hour === null || hour > 24) return null;
  const minute = minutesOf(match);
  if (minute === null) return null;
  const hours = half === 'pm' && hour < 12 ? hour + 12 : half === 'am' && hour === 12 ? 0 : hour;
  const sure = half !== '' || hour > 12 || hour === 0;
  const canonical = `${hours}:${String(minute).padStart(2, '0')}${sure ? '' : '?'}`;
  return { found: [{ kind: 'time', canonical }], used: match[0].length };
}

/** 三點半, 三點三個字 (3:15), 三點三個骨 (3:45), 三點十五分, 三點踏四 (3:20). */
function minutesOf(match: RegExpExecArray): number | null {
  if (match[2] !== undefined) return 30;
  if (match[3] === undefined) return 0;
  const value = number(match[3]);
  if (value === null) return null;
  const stroke =
    match[4] === '个字' ||
    /[踏搭]/.test(match[0]) ||
    (match[4] === undefined && match[3].length === 1 && match[0].includes('点'));
  const minute = match[4] === '个骨' ? value * 15 : stroke ? value * 5 : value;
  return minute < 60 ? minute : null;
}

function dateAt(text: string, at: number): HanMoment | null {
  const match = at_(DATE, text, at);
  if (!match || match[0] === '') return null;
  const month = match[1] === undefined ? null : number(match[1]);
  const day = match[2] === undefined ? null : number(match[2]);
  const next = text[at + match[0].length] ?? '';
  if (month !== null && (month < 1 || month > 12)) return null;
  if (month === null && (day === null || day < 1 || day > 31)) return null;
  // 三號風球, 五號線, 二號房; 三日 is a span unless a month was named.
  if (month === null && (/[线铺舖楼码房柜枱桌座风球出月仔机台院]/.test(next) || match[0].endsWith('日')))
    return null;
  const canonical = month === null ? `day ${day}` : day === null ? `month ${month}` : `${month}-${day}`;
  return { found: [{ kind: 'date', canonical }], used: match[0].length };
}

function number(said: string): number | null {
  const numeral = hanNumeralAt(said, 0);
  return numeral && numeral.used === said.length && Number.isInteger(numeral.value) ? numeral.value : null;
}
