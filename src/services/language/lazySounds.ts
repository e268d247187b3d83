/**
 * 懶音: syllables that Hong Kong speakers no longer keep apart, folded so that spellings of the same speech agree.
 *
 * What is folded is what the literature calls merged or common (rime-cantonese's fuzzy rules; PolyU's pronunciation pages).
 * What is not, and why, since a wrong match here is a wrong answer to a caller:
 *
 * - Tones stay. 2=5 and 3=6 add under two points of recall (language study 2.4) and cost minimal pairs of telephone talk:
 *   想/上 (soeng2/5), 院/遠 (jyun2/5), 試/事 (si3/6), 夠/舊 (gau3/6), 貴/櫃 (gwai3/6). 買 maai5 and 賣 maai6 are apart by
 *   tone alone; so are 有 and 冇 by their initials, which no rule touches.
 * - Final -m, -p and finals after e, i, u, oe stay: rare mergers.
 * - 吳 and 吾 (ng4) do not become m4: that is 唔, "not".
 * - Final -ng and -k fold in texts of at least three syllables: in one or two there is too little left to tell words apart.
 * - Numerals never come here; the key spells them as digits. So 八 (baat3) and 百 (baak3) stay apart.
 */

const FEW_SYLLABLES = 3;

export function foldLazySounds(syllables: readonly string[]): string[] {
  const finals = syllables.length >= FEW_SYLLABLES;
  return syllables.map((syllable) => fold(syllable, finals));
}

function fold(syllable: string, finals: boolean): string {
  const parts = /^([a-z]+)([1-6])$/.exec(syllable);
  if (!parts) return syllable;
  const [, sound = '', tone = ''] = parts;
  if (sound === 'ng') return tone === '4' ? syllable : `m${tone}`;
  let folded = sound
    .replace(/^n(?!g)/, 'l')
    .replace(/^ng(?=[aeiou])/, '')
    .replace(/^([gk])wo/, '$1o');
  if (finals) folded = folded.replace(/(?<=a|(?<!e)o)ng$/, 'n').replace(/(?<=a|o)k$/, 't');
  return `${folded}${tone}`;
}
