/** Values as a voice should say them: `sayDate`, `sayTime` and `sayDigits` of the expression language. */
import { primarySubtag } from '../../types/language.ts';

const hanDigits = '零一二三四五六七八九';

function isChinese(lang: string): boolean {
  const primary = primarySubtag(lang);
  return primary === 'zh' || primary === 'yue';
}

function isCantonese(lang: string): boolean {
  return lang === 'zh-HK' || lang === 'zh-MO' || lang.startsWith('yue') || lang.startsWith('zh-Hant-HK');
}

/** Digit by digit, in groups of four at most, so that no voice reads a million. */
export function speakDigits(value: string, lang: string): string {
  const digits = value.replace(/[^0-9]/g, '');
  if (isChinese(lang)) {
    return groups(digits)
      .map((group) => [...group].map((digit) => hanDigits[Number(digit)] ?? '').join(''))
      .join(',');
  }
  return groups(digits)
    .map((group) => [...group].join(' '))
    .join(', ');
}

function groups(digits: string): string[] {
  if (digits.length <= 5) return digits === '' ? [] : [digits];
  const made: string[] = [];
  // Counted from the end: 852 2345 6789.
  for (let end = digits.length; end > 0; end -= 4) made.unshift(digits.slice(Math.max(0, end - 4), end));
  return made;
}

/** 0 to 9,999 in Chinese numerals, as hours, minutes, days and months need. */
export function hanNumber(value: number): string {
  if (value < 10) return hanDigits[value] ?? '';
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  return `${tens === 1 ? '' : (hanDigits[tens] ?? '')}十${ones === 0 ? '' : hanDigits[ones]}`;
}

/** `2026-11-24` → "Tuesday, the 24th of November", 十一月二十四號星期二. Anything else comes back as it is. */
export function speakDate(value: string, lang: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!found) return value;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1) return value;
  if (isChinese(lang)) {
    const weekday = date.getUTCDay() === 0 ? (isCantonese(lang) ? '日' : '天') : hanNumber(date.getUTCDay());
    return `${hanNumber(month)}月${hanNumber(day)}${isCantonese(lang) ? '號' : '日'}星期${weekday}`;
  }
  const name = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(lang, { timeZone: 'UTC', ...options }).format(date);
  if (primarySubtag(lang) !== 'en') return name({ weekday: 'long', day: 'numeric', month: 'long' });
  return `${name({ weekday: 'long' })}, the ${ordinal(day)} of ${name({ month: 'long' })}`;
}

function ordinal(day: number): string {
  const teen = day % 100 >= 11 && day % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

/** `15:30` → "3:30 pm", 下晝三點半. Anything else comes back as it is. */
export function speakTime(value: string, lang: string): string {
  const found = /^(\d{2}):(\d{2})$/.exec(value);
  if (!found) return value;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  if (isChinese(lang)) {
    const hours = twelve === 2 ? (isCantonese(lang) ? '兩' : '两') : hanNumber(twelve);
    const point = isCantonese(lang) ? '點' : '点';
    const rest =
      minute === 0 ? '' : minute === 30 ? '半' : `${minute < 10 ? '零' : ''}${hanNumber(minute)}分`;
    return `${dayPart(hour, lang)}${hours}${point}${rest}`;
  }
  if (primarySubtag(lang) !== 'en') return value;
  const clock = minute === 0 ? `${twelve}` : `${twelve}:${found[2]}`;
  if (hour === 12 && minute === 0) return '12 noon';
  return `${clock} ${hour < 12 ? 'am' : 'pm'}`;
}

function dayPart(hour: number, lang: string): string {
  if (isCantonese(lang)) return hour < 6 ? '凌晨' : hour < 12 ? '朝早' : hour < 18 ? '下晝' : '夜晚';
  return hour < 6 ? '凌晨' : hour < 12 ? '上午' : hour < 18 ? '下午' : '晚上';
}
