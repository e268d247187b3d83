/** Days as callers say them → `YYYY-MM-DD`, counted from the business's own today. */
import * as chrono from 'chrono-node/en';
import { isHan, normalise } from '../words.ts';
import { hanNumeral, hanValue } from './hanNumbers.ts';
import { dayAfter, isoDate, type LocalNow } from './localTime.ts';
import type { Spoken } from './numbers.ts';
import { numberTable } from './table.ts';

/** `sure: false` where the month or the week had to be guessed. */
export function parseDate(text: string, now: LocalNow): Spoken<string> | null {
  return isHan(text) ? hanDate(normalise(text), now) : englishDate(text, now);
}

const ordinals = numberTable(
  'first 1 second 2 third 3 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10 ' +
    'eleventh 11 twelfth 12 thirteenth 13 fourteenth 14 fifteenth 15 sixteenth 16 seventeenth 17 ' +
    'eighteenth 18 nineteenth 19 twentieth 20 thirtieth 30',
);

function englishDate(text: string, now: LocalNow): Spoken<string> | null {
  // chrono reads wall-clock time; ours is handed over as if it were UTC, so the machine's zone plays no part.
  const instant = new Date(Date.UTC(now.year, now.month - 1, now.day, now.hour, now.minute));
  const results = chrono.parse(text, { instant, timezone: 0 }, { forwardDate: true });
  // "Thursday, the 8th of January" comes as two: the one that names the day of the month says more.
  const telling = results.toSorted(
    (a, b) => Number(b.start.isCertain('day')) - Number(a.start.isCertain('day')),
  );
  for (const { start } of telling) {
    const named = start.isCertain('weekday') || start.isCertain('day');
    const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
    if (!named || year === null || month === null || day === null) continue;
    // "in ten minutes" is a time, and "a second" is no day.
    if (start.isCertain('minute') && !start.isCertain('weekday') && /minute|hour|second/i.test(text))
      continue;
    const value = isoDate(year, month, day);
    if (value) return { value, sure: !/next/i.test(text) || start.isCertain('day') };
  }
  return dayOfMonth(text, now);
}

/** "the twelfth", "on the 21st". */
function dayOfMonth(text: string, now: LocalNow): Spoken<string> | null {
  const words = text.toLowerCase().split(/[^a-z0-9]+/);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const figures = /^([0-9]{1,2})(?:st|nd|rd|th)$/.exec(word);
    const tens = words[i - 1] === 'twenty' ? 20 : words[i - 1] === 'thirty' ? 30 : 0;
    const ordinal = ordinals[word];
    const day = figures
      ? Number(figures[1])
      : ordinal === undefined
        ? 0
        : ordinal < 10
          ? tens + ordinal
          : ordinal;
    if (word === 'second' && words[i - 1] === 'a') continue;
    const value = day > 0 ? nextDay(day, now) : null;
    if (value) return { value, sure: false };
  }
  return null;
}

/** The next day with this number: this month from today on, else the next month that has it. */
function nextDay(day: number, now: LocalNow): string | null {
  for (let add = day >= now.day ? 0 : 1; add < 4; add++) {
    const month = ((now.month - 1 + add) % 12) + 1;
    const value = isoDate(now.year + Math.floor((now.month - 1 + add) / 12), month, day);
    if (value) return value;
  }
  return null;
}

const hanDays: readonly (readonly [RegExp, number])[] = [
  [/大後日|大後天/, 3],
  [/後日|後天/, 2],
  [/聽日|明天|明日|聽朝|聽晚|聽晝|第二日/, 1],
  [/今日|今天|今晚|今朝|而家/, 0],
];
const weekdays = '日一二三四五六';
const hanWeekday = /(下下個?|下個?|下一個|今個|呢個|這個|本|上個?)?(?:星期|禮拜|週)([一二三四五六日天])/;
const hanMonthDay = new RegExp(`(${hanNumeral}+)月(?:份)?(${hanNumeral}+)(?:號|号|日)?`);
const hanDay = new RegExp(`(${hanNumeral}+)(?:號|号|日)(?!線|綫|碼)`);

function hanDate(text: string, now: LocalNow): Spoken<string> | null {
  const monthDay = hanMonthDay.exec(text);
  if (monthDay) {
    const [month, day] = [hanValue(monthDay[1] ?? ''), hanValue(monthDay[2] ?? '')];
    const value = month === null || day === null ? null : forward(month, day, now);
    return value === null ? null : { value, sure: true };
  }
  for (const [pattern, days] of hanDays)
    if (pattern.test(text)) return { value: dayAfter(now, days), sure: true };
  const weekday = hanWeekday.exec(text);
  if (weekday) return onWeekday(weekday[1] ?? '', weekday[2] ?? '', now);
  const day = hanValue(hanDay.exec(text)?.[1] ?? '');
  const value = day === null ? null : nextDay(day, now);
  return value === null ? null : { value, sure: false };
}

/** The next such day of a year: this year's unless it is over. */
function forward(month: number, day: number, now: LocalNow): string | null {
  const past = month < now.month || (month === now.month && day < now.day);
  return isoDate(past ? now.year + 1 : now.year, month, day);
}

/** Weeks begin on Monday: 下星期三 is the Wednesday of the week after this one. */
function onWeekday(which: string, day: string, now: LocalNow): Spoken<string> | null {
  const wanted = day === '天' ? 0 : weekdays.indexOf(day);
  const fromMonday = (weekday: number) => (weekday + 6) % 7;
  const inWeek = fromMonday(wanted) - fromMonday(now.weekday);
  if (which.startsWith('上')) return null;
  if (which.startsWith('下下')) return { value: dayAfter(now, inWeek + 14), sure: true };
  if (which.startsWith('下')) return { value: dayAfter(now, inWeek + 7), sure: true };
  const ahead = (wanted - now.weekday + 7) % 7;
  // Said on the day itself, a bare weekday is today or in a week.
  if (ahead === 0) return { value: dayAfter(now, which === '' ? 7 : 0), sure: which !== '' };
  return { value: dayAfter(now, ahead), sure: true };
}
