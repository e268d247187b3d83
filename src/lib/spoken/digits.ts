/** Rows of digits (telephone numbers, codes): digit by digit, in groups, so that no voice reads a million. */
import type { LanguageTag } from '../../types/language.ts';
import { hanRow } from './han.ts';
import { digitWords } from './numbers.ts';
import type { SayOptions } from './options.ts';
import { chineseOf, type Chinese } from './variety.ts';

/** Figures of every script (Arabic-Indic, Devanagari, Thai, full width …) as 0 to 9. */
export function asciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
}

const isDigit = /^\p{Nd}$/u;

/** Unicode keeps the ten digits of a script together and in order, so the place within the run is the value. */
function digitValue(code: number): number {
  let first = code;
  while (isDigit.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}

/**
 * Digit by digit with a pause between groups: 二三四五,六七八九, "2 3 4 5, 6 7 8 9". What separates the text's own groups is
 * kept as a pause where it has at least two of them; else they are counted from the end by fours. `numerals: 'words'`
 * writes each digit out where the language has words. North American numbers are three, three and four; on the mainland 1 is 幺.
 */
export function sayDigits(text: string, language: LanguageTag, options: SayOptions = {}): string {
  const groups = groupsOf(asciiDigits(text), language);
  const chinese = chineseOf(language);
  if (chinese) {
    const said = groups.map((group) => hanRow(group)).join(',');
    return saysYao(chinese, language) ? said.replaceAll('一', '幺') : said;
  }
  const words = options.numerals === 'words' ? digitWords(language) : null;
  return groups
    .map((group) => [...group].map((digit) => words?.[Number(digit)] ?? digit).join(' '))
    .join(', ');
}

/** 幺 in rows of digits: Mandarin of the mainland, not of Taiwan and Singapore. */
function saysYao({ spoken, place }: Chinese, language: LanguageTag): boolean {
  return spoken === 'mandarin' && place === 'CN' && !/-(SG|MY)$/.test(language);
}

/** +14155550123 anywhere, and 4155550123 at home. */
function northAmerican(text: string, language: LanguageTag): string[] | null {
  const home = /-(US|CA|PR)$|^en$/.test(language);
  const found = (home ? /^(?:\+?(1))?([2-9]\d\d)(\d{3})(\d{4})$/ : /^\+(1)([2-9]\d\d)(\d{3})(\d{4})$/).exec(
    text.trim(),
  );
  return found && found.slice(1).filter((group) => group !== undefined);
}

function groupsOf(text: string, language: LanguageTag): string[] {
  const american = northAmerican(text, language);
  if (american) return american;
  const given = text.match(/[0-9]+/g) ?? [];
  const parted = given.length > 1 && given.some((group) => group.length > 1);
  return parted ? given.flatMap((group) => byFours(group)) : byFours(given.join(''));
}

/** Counted from the end: 852 2345 6789. Six are a code, and are said by threes. */
function byFours(digits: string): string[] {
  if (digits.length <= 5) return digits === '' ? [] : [digits];
  if (digits.length === 6) return [digits.slice(0, 3), digits.slice(3)];
  const made: string[] = [];
  for (let end = digits.length; end > 0; end -= 4) made.unshift(digits.slice(Math.max(0, end - 4), end));
  return made;
}
