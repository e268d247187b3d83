/** How a text sounds, as a key: recognisers write one speech in many ways, and homophones are a third of their errors. */
import { simplified, traditional } from '../../lib/hanScript.ts';
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import { jyutping, pinyin } from './dictionaries.ts';
import { foldLazySounds } from './lazySounds.ts';
import { withoutParticles } from './particles.ts';

export type Reading = 'cantonese' | 'mandarin';

const MAX_TEXT = 300;
const MAX_KEPT = 4_000;
const kept: Readonly<Record<Reading, Map<string, string | null>>> = {
  cantonese: new Map(),
  mandarin: new Map(),
};

export function readingOf(language: LanguageTag): Reading | null {
  const primary = primarySubtag(language);
  if (primary === 'yue') return 'cantonese';
  if (primary === 'cmn') return 'mandarin';
  if (primary !== 'zh') return null;
  return /-(HK|MO)$/.test(language) ? 'cantonese' : 'mandarin';
}

/** Loads the dictionary of the language, if it has one, so that the first caller does not wait for it. */
export function warmSound(language: LanguageTag): void {
  soundKey('你好', language);
}

/**
 * Jyutping with lazy sounds folded, or pinyin with third-tone sandhi, tones kept; digits as figures, other scripts in small
 * letters. Null for languages that are not Chinese and for texts without a word. Two texts with one key sound the same;
 * homophones (黃 and 王) then are the same too, so a key is compared only where few things can be meant.
 *
 * @example soundKey('你哋幾點開門呀', 'zh-HK') === soundKey('你地幾點開門', 'zh-HK')
 */
export function soundKey(text: string, language: LanguageTag): string | null {
  const reading = readingOf(language);
  if (reading === null) return null;
  const known = kept[reading].get(text);
  if (known !== undefined) return known;
  if (kept[reading].size >= MAX_KEPT) kept[reading].clear();
  const key = makeKey(text.slice(0, MAX_TEXT), reading);
  kept[reading].set(text, key);
  return key;
}

function makeKey(text: string, reading: Reading): string | null {
  const plain = withoutParticles(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/['’]/gu, '')
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
      .trim(),
  );
  if (plain === '') return null;
  const syllables = reading === 'cantonese' ? cantonese(plain) : mandarin(plain);
  return syllables.join(' ');
}

const HAN = /\p{Script=Han}/u;
const PIECE = /[\p{Script=Han}]+|[0-9]|[^\p{Script=Han}0-9\s]+/gu;
/** Read digit by digit 三 is 3; 兩 is how 2 is said before what it counts. 十 and 百 keep their sounds. */
export const DIGITS: Readonly<Record<string, string>> = {
  零: '0',
  〇: '0',
  一: '1',
  二: '2',
  兩: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

/** Spellings that recognisers and callers use for one word, where the characters would be read otherwise. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/([你我佢])地/gu, '$1哋'],
  [/既(?=$|[\s啦呀])/gu, '嘅'],
  [/係唔係/gu, '係咪'],
  [/[依宜]家/gu, '而家'],
  [/[里裡](?=[面邊頭])/gu, '裏'],
];

/** Traditional first: to-jyutping reads 几 as in 茶几 and 钱 without its changed tone. */
function cantonese(plain: string): string[] {
  let spelt = traditional(plain);
  for (const [from, to] of SPELLINGS) spelt = spelt.replace(from, to);
  const out: string[] = [];
  for (const [piece] of spelt.matchAll(PIECE)) {
    if (!HAN.test(piece)) out.push(piece);
    else
      for (const [character, reading] of jyutping(piece))
        out.push(...(DIGITS[character] ?? reading ?? character).split(' '));
  }
  return foldLazySounds(out);
}

/** Simplified first: that is how the word list is spelt. */
function mandarin(plain: string): string[] {
  const out: string[] = [];
  for (const [piece] of simplified(plain).matchAll(PIECE)) {
    if (!HAN.test(piece)) out.push(piece);
    else
      for (const [character, reading] of pinyin(piece)) out.push(DIGITS[character] ?? reading ?? character);
  }
  return thirdToneSandhi(out);
}

/** 你好 and 泥好 sound alike: of third tones in a row all but the last are said in the second. 5 and 9 are of the third. */
export function thirdToneSandhi(syllables: readonly string[]): string[] {
  const third = (syllable: string | undefined) =>
    syllable !== undefined && /^([a-z]+3|[59])$/u.test(syllable);
  return syllables.map((syllable, i) =>
    third(syllable) && third(syllables[i + 1]) && syllable.endsWith('3') && syllable.length > 1
      ? `${syllable.slice(0, -1)}2`
      : syllable,
  );
}
