/**
 * Odds that English speech is over, learned from ends of what people said or wrote to services against cuts inside of it (DSTC2,
 * STAR, MultiDoGO, Banking77, SNIPS; licences in NOTICE): `english.json`, by `bench/language/endings/trainEnglish.ts`.
 */
import { englishFeatures } from './englishFeatures.ts';
import table from './english.json' with { type: 'json' };
import { wordsOf } from './englishWords.ts';
import { wordEndings } from './words.ts';

const WEIGHTS = new Map<string, number>(Object.entries(table.endings));
/** A word that adds less to the odds is not named as what told. */
const TELLING = 0.3;
/** Whole replies are few in the corpora, and always somebody's turn. In log odds. */
const REPLIES: ReadonlySet<string> = new Set(wordEndings['en']?.alone?.split(' '));
const REPLY_ODDS = 1.5;

/**
 * @returns log odds, were half of all reports made at ends; `cue`: the last word, where it tells
 * @example englishEnding('i would like to know what') // { odds: -2.6, cue: 'what' }
 */
export function englishEnding(words: string): { readonly odds: number; readonly cue: string | null } {
  const features = englishFeatures(words);
  const learned = features.reduce((sum, name) => sum + (WEIGHTS.get(name) ?? 0), table.bias);
  const odds = REPLIES.has(wordsOf(words).join('_')) ? Math.max(REPLY_ODDS, learned) : learned;
  const last = /[\p{L}\p{M}\p{N}']+$/u.exec(words)?.[0] ?? null;
  return { odds, cue: Math.abs(odds) < TELLING ? null : last };
}
