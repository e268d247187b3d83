/** Numbers in a text as figures, so that 十四 is 14 and holds no 四. */

const DIGIT = '零〇一二兩两三四五六七八九幺';
const VALUES = [0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9, 1];
const UNITS: Readonly<Record<string, number>> = {
  十: 10,
  百: 100,
  千: 1_000,
  萬: 10_000,
  万: 10_000,
  億: 1e8,
  亿: 1e8,
};
const CONTRACTED: Readonly<Record<string, string>> = { 廿: '二十', 卅: '三十', 卌: '四十' };

/** Simplified or not. After 期, 拜 and 周 one numeral is the day: 星期三四點 is Wednesday at four. */
export const NUMBER = `(?<=[期拜周週])[一二三四五六]|[${DIGIT}十百千萬万億亿廿卅卌0-9]+`;

/**
 * The figures of a run of numerals. 十, 百, 千 and 萬 by themselves stay what they are, since they are said like other words and
 * heard as those; then 10 is 十 as well. What makes no number stays as it is.
 *
 * @example figuresOf('一百零四') // '104'
 */
export function figuresOf(run: string): string {
  if (run === '10') return '十';
  if (/^[0-9]+$/.test(run) || run in UNITS) return run;
  const plain = run.replace(/[廿卅卌]/gu, (character) => CONTRACTED[character] ?? character);
  if (/[十百千萬万億亿]/u.test(plain)) return valueOf(plain)?.toString() ?? run;
  return [...plain].map((character) => digitOf(character) ?? character).join('');
}

function digitOf(character: string): number | undefined {
  return /^[0-9]$/.test(character) ? Number(character) : VALUES[DIGIT.indexOf(character)];
}

/** 3百 and 2千5 too: recognisers mix. */
function valueOf(text: string): number | null {
  let [sum, section, unit, isZero] = [0, 0, 1, false];
  let digit: number | null = null;
  for (const character of text) {
    const size = UNITS[character];
    const value = digitOf(character);
    if (size !== undefined && size >= 10_000) {
      sum = (sum + section + (digit ?? (section === 0 && sum === 0 ? 1 : 0))) * size;
      [section, digit, unit, isZero] = [0, null, size, false];
    } else if (size !== undefined) {
      section += (digit ?? 1) * size;
      [digit, unit, isZero] = [null, size, false];
    } else if (value === 0 && !/[0-9]/.test(character)) isZero = true;
    else if (value !== undefined) {
      // Two digits side by side: no number, or figures such as the 14 of 14萬.
      if (digit !== null && !/[0-9]/.test(character)) return null;
      digit = (digit ?? 0) * 10 + value;
    } else return null;
  }
  if (digit === null) return sum + section;
  // 一百二 is 120, 一百零二 is 102.
  return sum + section + (unit >= 100 && !isZero && digit < 10 ? (digit * unit) / 10 : digit);
}
