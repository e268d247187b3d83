/** Chinese numerals, formal and spoken: 一百二十, 廿三, 千五, 兩萬, 孖八, 三個半 is not a number here. */
import { numberTable } from './table.ts';

const digitOf = numberTable(
  '零 0 〇 0 一 1 二 2 三 3 四 4 五 5 六 6 七 7 八 8 九 9 兩 2 两 2 幺 1 壹 1 貳 2 叁 3 肆 4 伍 5 陸 6 柒 7 捌 8 玖 9',
);
const unitOf: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000 };
const contracted: Readonly<Record<string, string>> = { 廿: '二十', 卅: '三十', 卌: '四十' };

/** Every character that may stand in a numeral. */
export const hanNumeral = '[零〇一二三四五六七八九兩两幺十百千萬万億亿廿卅卌0-9]';

/** The value of a numeral such as 一千零四十二 or 42; null when it is none, or a row of digits. */
export function hanValue(text: string): number | null {
  const plain = [...text].map((character) => contracted[character] ?? character).join('');
  if (/^[0-9]+$/.test(plain)) return plain.length <= 15 ? Number(plain) : null;
  if (!new RegExp(`^${hanNumeral}+$`).test(plain) || /[0-9]/.test(plain)) return null;
  if (!/[十百千萬万億亿]/.test(plain)) {
    const digits = [...plain].map((character) => digitOf[character] ?? 0);
    return digits.length === 1 ? (digits[0] ?? null) : null;
  }
  return withUnits(plain);
}

function withUnits(text: string): number | null {
  const [large, factor] = /[億亿]/.test(text) ? (['億亿', 1e8] as const) : (['萬万', 1e4] as const);
  const at = [...text].findIndex((character) => large.includes(character));
  if (at >= 0) {
    const head = text.slice(0, at);
    const tail = text.slice(at + 1);
    const high = head === '' ? 1 : small(head);
    const low = tail === '' ? 0 : /[十百千萬万]/.test(tail) ? withUnits(tail) : remainder(tail, factor);
    return high === null || low === null ? null : high * factor + low;
  }
  return small(text);
}

/** 萬二 is 12,000 and 萬零二 is 10,002. */
function remainder(tail: string, unit: number): number | null {
  const zero = /^[零〇]/.test(tail);
  const digit = digitOf[zero ? tail.slice(1) : tail];
  if (digit === undefined) return null;
  return zero ? digit : (digit * unit) / 10;
}

function small(text: string): number | null {
  let sum = 0;
  let digit: number | null = null;
  let unit = 0;
  let zero = false;
  let smallest = Number.POSITIVE_INFINITY;
  for (const character of text) {
    const size = unitOf[character];
    const value = digitOf[character];
    if (size !== undefined) {
      if (size >= smallest) return null;
      sum += (digit ?? 1) * size;
      [digit, unit, smallest, zero] = [null, size, size, false];
    } else if (value === 0) zero = true;
    else if (value !== undefined) {
      if (digit !== null) return null;
      digit = value;
    } else return null;
  }
  if (digit === null) return sum;
  // 一百二 is 120, 一百零二 is 102.
  return sum + (unit >= 100 && !zero ? (digit * unit) / 10 : digit);
}

/** A row of digits as Chinese speakers say it: 九八七六, 孖八 for 88, 幺 for 1; a numeral gives its figures. */
export function hanDigits(text: string): string | null {
  const plain = text.replace(/[\s,、-]/g, '').replace(/號|号|冇/g, '');
  const expanded = plain.replace(/孖([零〇一二三四五六七八九兩两0-9])/g, '$1$1');
  if (expanded === '') return null;
  let row = '';
  for (const character of expanded) {
    const digit = /[0-9]/.test(character) ? character : digitOf[character];
    if (digit === undefined) {
      const value = hanValue(expanded);
      return value === null ? null : String(value);
    }
    row += String(digit);
  }
  return row;
}
