/** Jyutping syllables by number, in to-jyutping's order: (onset × 67 + rhyme) × 6 + tone − 1. */

const ONSETS = ' b p m f d t n l g k ng gw kw w h z c s j'.split(' ');
const NUCLEI = ['aa', 'a', 'e', 'i', 'o', 'u'];
const CODAS = ' i u m n ng p t k'.split(' ');
const RHYMES = [
  ...NUCLEI.flatMap((nucleus) => CODAS.map((coda) => nucleus + coda)),
  ...'oe oen oeng oet oek eoi eon eot yu yun yut m ng'.split(' '),
];
const TONES = 6;

/** Every syllable that onsets, rhymes and tones make, said or not. */
export const syllables: readonly string[] = ONSETS.flatMap((onset) =>
  RHYMES.flatMap((rhyme) => Array.from({ length: TONES }, (_, tone) => `${onset}${rhyme}${tone + 1}`)),
);

const numbers = new Map(syllables.map((syllable, number) => [syllable, number]));

export function syllableNumber(syllable: string): number {
  const number = numbers.get(syllable);
  if (number === undefined) throw new RangeError(`no Jyutping syllable: ${syllable}`);
  return number;
}
