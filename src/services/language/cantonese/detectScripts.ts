/** Which script a text is in, and which languages are written in it. */

/** Languages by primary subtag, where the script alone says little. Others: the script names the language. */
export type ScriptName =
  | 'Latin'
  | 'Cyrillic'
  | 'Arabic'
  | 'Devanagari'
  | 'Bengali'
  | 'Han'
  | 'Kana'
  | 'Hangul'
  | (typeof OWN)[number][0];

/** Scripts of one language each. */
const OWN = [
  ['Thai', 'th'],
  ['Lao', 'lo'],
  ['Khmer', 'km'],
  ['Myanmar', 'my'],
  ['Greek', 'el'],
  ['Hebrew', 'he'],
  ['Armenian', 'hy'],
  ['Georgian', 'ka'],
  ['Ethiopic', 'am'],
  ['Gujarati', 'gu'],
  ['Gurmukhi', 'pa'],
  ['Kannada', 'kn'],
  ['Malayalam', 'ml'],
  ['Oriya', 'or'],
  ['Sinhala', 'si'],
  ['Tamil', 'ta'],
  ['Telugu', 'te'],
] as const;

export const languageOfScript: ReadonlyMap<string, string> = new Map<string, string>([
  ...OWN,
  ['Kana', 'ja'],
  ['Hangul', 'ko'],
]);

const SCRIPTS: readonly (readonly [ScriptName, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/gu],
  ['Han', /\p{Script=Han}/gu],
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Hangul', /\p{Script=Hangul}/gu],
  ['Cyrillic', /\p{Script=Cyrillic}/gu],
  ['Arabic', /\p{Script=Arabic}/gu],
  ['Devanagari', /\p{Script=Devanagari}/gu],
  ['Bengali', /\p{Script=Bengali}/gu],
  ...OWN.map(([name]) => [name, new RegExp(`\\p{Script=${name}}`, 'gu')] as const),
];

/** A character of these says as much as a word of two or three letters. */
const SYLLABIC: Readonly<Partial<Record<ScriptName, number>>> = { Han: 3, Kana: 2, Hangul: 2 };

/** Share of the text by script, weighed by how much a character says; the largest first. Empty where nothing is written. */
export function scriptsOf(text: string): { readonly script: ScriptName; readonly share: number }[] {
  const counts = SCRIPTS.map(([script, pattern]) => ({
    script,
    count: (text.match(pattern)?.length ?? 0) * (SYLLABIC[script] ?? 1),
  })).filter(({ count }) => count > 0);
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return counts
    .map(({ script, count }) => ({ script, share: count / all }))
    .sort((a, b) => b.share - a.share);
}
