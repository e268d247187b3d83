/** Rows of digits that a recogniser wrote as words. Numbers with a value (一百二十, "forty two") are the flow's to read. */
import { chineseOf } from '../../../lib/spoken/index.ts';
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';

const HAN = '零一二三四五六七八九';
const hanValue = (character: string) => ({ 〇: 0, 幺: 1 })[character] ?? HAN.indexOf(character);
/** Four at least: 七八個 is seven or eight of them. Three where nothing else is said. Not where a unit follows. */
const hanRow =
  /(?<![十百千萬万億亿零〇一二三四五六七八九幺孖])(?:孖?[零〇一二三四五六七八九幺]){3,40}(?![十百千萬万億亿零〇一二三四五六七八九])/gu;

/** "As good as all", not a number. */
const IDIOM = '七七八八';

const ENGLISH = new Map(
  'zero 0 oh 0 o 0 nought 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9'
    .split(' ')
    .map((word, i, all) => [word, all[i + 1] ?? ''] as const)
    .filter((_, i) => i % 2 === 0),
);
const REPEATS = new Map([
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
]);

/** 二三四五 → 2345, "two three four five" → 2345, 孖八 within a row → 88. `text` in small letters. */
export function withDigitRows(text: string, language: LanguageTag): string {
  const primary = primarySubtag(language);
  if (chineseOf(language) || primary === 'ja') {
    return text.replace(hanRow, (row) => {
      if (row === IDIOM) return row;
      const digits = row.replace(/孖(.)/gu, '$1$1');
      const figures = [...digits].map((character) => String(hanValue(character))).join('');
      return figures.length >= 4 || row === text ? figures : row;
    });
  }
  return primary === 'en' ? english(text) : text;
}

function english(text: string): string {
  const words = text.split(' ');
  const out: string[] = [];
  for (let i = 0; i < words.length;) {
    const row = rowAt(words, i);
    if (row.digits.length >= 4 && row.sure) out.push(row.digits);
    else out.push(...words.slice(i, i + Math.max(1, row.used)));
    i += Math.max(1, row.used);
  }
  return out.join(' ');
}

/** `sure`: more digits by name than "oh", which is also a sigh. */
function rowAt(
  words: readonly string[],
  start: number,
): { readonly digits: string; readonly used: number; readonly sure: boolean } {
  let digits = '';
  let named = 0;
  let at = start;
  while (at < words.length) {
    const times = REPEATS.get(words[at] ?? '');
    const word = words[times === undefined ? at : at + 1] ?? '';
    const digit = ENGLISH.get(word);
    if (digit === undefined) break;
    if (word !== 'oh' && word !== 'o') named += 1;
    digits += digit.repeat(times ?? 1);
    at += times === undefined ? 1 : 2;
  }
  return { digits, used: at - start, sure: named >= 2 };
}
