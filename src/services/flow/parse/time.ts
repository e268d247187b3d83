/** Times of day as callers say them → `HH:MM`. */
import { isHan } from '../words.ts';
import { tokens, valueAt } from './englishNumbers.ts';
import { hanNumeral, hanValue } from './hanNumbers.ts';
import type { Spoken } from './numbers.ts';

/** `sure: false` where morning or afternoon had to be guessed (business hours: 1 to 7 is the afternoon). */
export function parseTime(text: string): Spoken<string> | null {
  return isHan(text) ? hanTime(text) : englishTime(text);
}

type Half = 'am' | 'pm' | 'night' | undefined;

function clock(hour: number, minute: number, half: Half): Spoken<string> | null {
  if (!Number.isInteger(hour) || !Number.isInteger(minute) || minute < 0 || minute > 59) return null;
  if (hour < 0 || hour > 24) return null;
  const certain = half !== undefined || hour === 0 || hour > 12;
  let hours = hour % 24;
  if (hour <= 12) {
    if (half === 'pm' || (half === undefined && hour < 8 && hour > 0)) hours = hour === 12 ? 12 : hour + 12;
    else if (half === 'am') hours = hour === 12 ? 0 : hour;
    else if (half === 'night') hours = hour === 12 ? 0 : hour + 12;
  }
  return {
    value: `${String(hours % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
    sure: certain,
  };
}

function englishTime(text: string): Spoken<string> | null {
  const plain = text
    .toLowerCase()
    .replace(/\b([ap])\s*\.?\s*m\b\.?/g, ' $1m ')
    .replace(/([0-9])(am|pm)\b/g, '$1 $2')
    .replace(/o['’ ]?clock/g, ' oclock ');
  if (/\b(noon|midday)\b/.test(plain)) return { value: '12:00', sure: true };
  if (/\bmidnight\b/.test(plain)) return { value: '00:00', sure: true };
  const half = englishHalf(plain);
  const figures = /\b([0-9]{1,2})\s*[:.h]\s*([0-9]{2})\b/.exec(plain);
  if (figures) return clock(Number(figures[1]), Number(figures[2]), half);
  const words = tokens(plain);
  return relative(words, half) ?? plainHour(words, half);
}

function englishHalf(text: string): Half {
  if (/\bam\b|\bmorning\b/.test(text)) return 'am';
  if (/\bpm\b|\bafternoon\b|\bevening\b/.test(text)) return 'pm';
  return /\b(tonight|at night)\b/.test(text) ? 'night' : undefined;
}

/** "half past three", "quarter to four", "ten to five", "half three" (British). */
function relative(words: readonly string[], half: Half): Spoken<string> | null {
  for (let i = 0; i < words.length; i++) {
    const joint = words[i] ?? '';
    if (!['past', 'after', 'to', 'till', 'before'].includes(joint)) continue;
    const minutes = minutesBefore(words, i);
    const hour = valueAt(words, i + 1);
    if (minutes === null || !hour || hour.value < 1 || hour.value > 12) continue;
    const later = joint === 'past' || joint === 'after';
    const hours = later ? hour.value : hour.value === 1 ? 12 : hour.value - 1;
    return clock(hours, later ? minutes : 60 - minutes, half);
  }
  const at = words.indexOf('half');
  const hour = at >= 0 ? valueAt(words, at + 1) : null;
  return hour && hour.value >= 1 && hour.value <= 12 ? clock(hour.value, 30, half) : null;
}

function minutesBefore(words: readonly string[], at: number): number | null {
  const before = words[at - 1] === 'minutes' ? at - 2 : at - 1;
  const word = words[before];
  if (word === 'half') return 30;
  if (word === 'quarter') return 15;
  for (const start of [before - 1, before]) {
    const value = start >= 0 ? valueAt(words, start) : null;
    if (value && start + value.used === before + 1 && value.value > 0 && value.value < 60) return value.value;
  }
  return null;
}

const marks = new Set([
  'am',
  'pm',
  'oclock',
  'in',
  'on',
  'please',
  'sharp',
  'tomorrow',
  'today',
  'would',
  'is',
  'at',
  'if',
  'for',
  'works',
  'tonight',
  'or',
  'thanks',
  'then',
  'will',
  'this',
  'next',
]);

/** "three", "three thirty", "ten oh five", "1530"; the last one that fits, so "the fifth at three" is three. */
function plainHour(words: readonly string[], half: Half): Spoken<string> | null {
  let found: Spoken<string> | null = null;
  for (let i = 0; i < words.length; i++) {
    const hour = valueAt(words, i);
    if (!hour) continue;
    const minute = minuteAfter(words, i + hour.used);
    const stop = words[i + hour.used + minute.used];
    const row = /^[0-9]{3,4}$/.test(words[i] ?? '') && hour.value < 2400;
    i += hour.used - 1;
    if (row) found = clock(Math.floor(hour.value / 100), hour.value % 100, half) ?? found;
    // "three people" is no time, and "third" is none either.
    else if (hour.value <= 24 && (stop === undefined || marks.has(stop))) {
      found = clock(hour.value, minute.value, half) ?? found;
      i += minute.used;
    }
  }
  return found;
}

/** "thirty", "oh five"; nothing is the full hour. */
function minuteAfter(words: readonly string[], at: number): { value: number; used: number } {
  if (words[at] === 'oh' || words[at] === 'o') {
    const digit = valueAt(words, at + 1);
    return digit && digit.value < 10 ? { value: digit.value, used: 1 + digit.used } : { value: 0, used: 0 };
  }
  const more = valueAt(words, at);
  return more && more.value >= 10 && more.value < 60 ? more : { value: 0, used: 0 };
}

const hanClock = new RegExp(
  `(${hanNumeral}+)\\s*(?:點|点|時|时|:|：)(?:鐘|钟|正)?(?:\\s*(半|正|整|(?:搭|踏)?${hanNumeral}+\\s*(?:分|個字|个字|個骨|刻)?))?`,
);

function hanTime(text: string): Spoken<string> | null {
  const half = hanHalf(text);
  const found = hanClock.exec(text.replace(/三個骨/g, '四十五分').replace(/一個骨|一刻/g, '十五分'));
  if (!found) return /正午|中午十二|晏晝十二/.test(text) ? { value: '12:00', sure: true } : null;
  const hour = hanValue(found[1] ?? '');
  const minute = hanMinutes(found[2]);
  if (hour === null || minute === null) return null;
  const made = clock(hour, minute.value, half);
  return made && { value: made.value, sure: made.sure && minute.sure };
}

function hanHalf(text: string): Half {
  if (/朝早|朝頭早|朝头早|上晝|上昼|上午|早上|早晨|今朝|聽朝|凌晨/.test(text)) return 'am';
  if (/下晝|下昼|下午|晏晝|晏昼|中午|傍晚/.test(text)) return 'pm';
  return /夜晚|晚上|今晚|聽晚|晚黑/.test(text) ? 'night' : undefined;
}

/** 半, 十五分, 三個字 (15 minutes), 搭三, and the short 三點三 = 3:15, which is a guess. */
function hanMinutes(rest: string | undefined): Spoken<number> | null {
  const word = rest?.replaceAll(' ', '') ?? '';
  if (word === '' || word === '正' || word === '整') return { value: 0, sure: true };
  if (word === '半') return { value: 30, sure: true };
  const value = hanValue(word.replace(/^[搭踏]|分|個字|个字|個骨|刻/g, '').replace(/^[零〇](?=.)/, ''));
  if (value === null) return null;
  if (/個字|个字|^[搭踏]/.test(word)) return { value: value * 5, sure: true };
  if (/分/.test(word) || value >= 12 || /^[0-9]{2}$/.test(word)) return { value, sure: true };
  return { value: value * 5, sure: false };
}
