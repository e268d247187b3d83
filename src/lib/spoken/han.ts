/** Chinese numerals, in traditional characters. */
const DIGITS = '零一二三四五六七八九';

/** Largest number that is written out; above it nobody follows a voice. */
export const MAX_HAN = 1e12;

/** 二零二六 of 2026: digit by digit. Anything that is not a figure is left out. */
export function hanRow(digits: string): string {
  let row = '';
  for (const digit of digits) row += DIGITS[Number.parseInt(digit, 10)] ?? '';
  return row;
}

/** 一百零五 of 105, 一萬零二百 of 10,200. Whole numbers from 0 to below `MAX_HAN`. */
export function hanCardinal(value: number): string {
  return value >= 10 && value < 20
    ? upTo(value).slice(1)
    : value === 0
      ? '零'
      : upTo(value).replace(/^一十/, '十');
}

function upTo(value: number): string {
  if (value >= 1e8) return joined(value, 1e8, '億');
  if (value >= 1e4) return joined(value, 1e4, '萬');
  if (value >= 1_000) return joined(value, 1_000, '千');
  if (value >= 100) return joined(value, 100, '百');
  if (value >= 10) return joined(value, 10, '十');
  return value === 0 ? '' : (DIGITS[value] ?? '');
}

/** One 零 stands for any row of empty places: 1001 is 一千零一. */
function joined(value: number, unit: number, name: string): string {
  const rest = value % unit;
  const gap = unit > 10 && rest > 0 && rest < unit / 10 ? '零' : '';
  return `${upTo(Math.floor(value / unit))}${name}${gap}${upTo(rest)}`;
}

/** 兩 where two leads a hundred, a thousand and more (Wikibooks, Cantonese/Numbers; Mandarin alike). */
export function leadingPair(numeral: string): string {
  return numeral.replace(/^二(?=[百千萬億])/u, '兩');
}

/** A decimal: the part after the point is read digit by digit. `figures` as in "12.50". */
export function hanDecimal(figures: string, whole: (value: number) => string): string {
  const [before = '0', after = ''] = figures.split('.');
  return after === '' ? whole(Number(before)) : `${whole(Number(before))}點${hanRow(after)}`;
}
