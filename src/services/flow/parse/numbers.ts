/** Numbers, rows of digits and telephone numbers as callers say them, in any script that the parsers know. */
import { isHan, normalise } from '../words.ts';
import { englishDigits, englishValue } from './englishNumbers.ts';
import { hanDigits, hanNumeral, hanValue } from './hanNumbers.ts';

export interface Spoken<T> {
  readonly value: T;
  /** Whether nothing about it was guessed. */
  readonly sure: boolean;
}

const hanRun = new RegExp(`${hanNumeral}+`, 'g');
const hanDigitRun = /[零〇一二三四五六七八九兩两幺孖十百千萬万廿卅卌0-9]+/g;

export function parseNumber(text: string): Spoken<number> | null {
  if (isHan(text)) {
    const point =
      /([零〇一二三四五六七八九兩两十百千萬万0-9]+)(?:點|点|\.)([零〇一二三四五六七八九0-9]+)/.exec(text);
    const [whole, part] = [hanValue(point?.[1] ?? ''), hanDigits(point?.[2] ?? '')];
    if (whole !== null && part !== null) return { value: Number(`${whole}.${part}`), sure: true };
    const found = [...(text.match(hanRun) ?? [])];
    const value = hanValue(found[0] ?? '');
    return value === null ? null : { value, sure: found.length === 1 };
  }
  const value = englishValue(text);
  return value === null ? null : { value, sure: true };
}

export interface DigitLimits {
  readonly min: number;
  readonly max: number;
}

/** A row of `min` to `max` digits. */
export function parseDigits(text: string, { min, max }: DigitLimits): Spoken<string> | null {
  const row = isHan(text) ? hanRow(text) : englishDigits(text);
  if (!row || row.digits.length < min || row.digits.length > max) return null;
  return { value: row.digits, sure: row.sure };
}

function hanRow(text: string): { digits: string; sure: boolean } | null {
  const runs = normalise(text).match(hanDigitRun) ?? [];
  const rows = runs.map((run) => hanDigits(run));
  if (rows.length === 0 || rows.includes(null)) return null;
  return { digits: rows.join(''), sure: true };
}

/** 6 to 15 digits; a leading plus is kept. */
export function parsePhone(text: string): Spoken<string> | null {
  const plus = /^\s*(\+|plus\b)/i.test(text) || /\+\s*[0-9]/.test(text);
  const row = parseDigits(text, { min: 6, max: 15 });
  return row && { value: `${plus ? '+' : ''}${row.value}`, sure: row.sure };
}
