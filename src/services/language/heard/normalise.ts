/** What a recogniser wrote, in one form, so that matching, memory and parsing need not know how each recogniser writes. */
import { asciiDigits } from '../../../lib/spoken/index.ts';
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import { withDigitRows } from './digitRows.ts';
import { withoutFillers } from './fillers.ts';
import { withoutRepeats } from './repeats.ts';

const CASED = new Set(['tr', 'az', 'lt']);
const clauseEnd =
  /[,.;:!?。，、；：！？…,،؛؟।]+(?=\s|$|[^\p{N}\p{Script=Latin}\s])|[\n\r。，、；！？…،؛؟।]+/gu;
const noise = /[^\p{L}\p{M}\p{N}+*#@%$€£¥₹'.,:/&_-]+/gu;
/** Signs that are part of a word or a number only between two of its letters: it's, 3.5, 15:30, a_b. */
const loose = /(?<![\p{L}\p{M}\p{N}])['.,:/&_-]+|['.,:/&_-]+(?![\p{L}\p{M}\p{N}])/gu;

/**
 * One width (NFKC) and case, figures of every script as 0 to 9 and without signs of thousands, rows of digits as figures,
 * no fillers, no stammered words, no punctuation but what belongs to a word or a number. Number words and the meaning of
 * anything are left to who asked the question. Idempotent; any text gives a text, and an empty one only an empty one or
 * one without a letter or a figure.
 *
 * @example normaliseHeard('Um, I I want ２ tables', 'en-US') // 'i want 2 tables'
 */
export function normaliseHeard(text: string, language: LanguageTag): string {
  const plain = widthAndCase(text, language);
  const clauses = plain
    .replace(clauseEnd, '\n')
    .split('\n')
    .map((clause) => words(clause))
    .filter((clause) => clause !== '');
  // One after the other can make room for the next ("I, um, I want"), each time with a shorter text.
  let now = clauses;
  for (;;) {
    const said = words(withoutFillers(now, language).join(' '));
    const next = joinedHan(withDigitRows(withoutRepeats(said, language), language));
    if (now.length === 1 && next === now[0]) return next;
    if (next === '') return '';
    now = [next];
  }
}

const HAN = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;
const hanSpace = new RegExp(`(?<=${HAN}) (?=${HAN})`, 'gu');
const twoHan = new RegExp(`${HAN}{2}`, 'u');

/** Some recognisers part Chinese by character (你 好); a space between words of several characters parts clauses. */
function joinedHan(text: string): string {
  return twoHan.test(text) ? text : text.replace(hanSpace, '');
}

function widthAndCase(text: string, language: LanguageTag): string {
  const wide = asciiDigits(text.replace(/\p{Surrogate}/gu, '').normalize('NFKC'));
  const small = CASED.has(primarySubtag(language))
    ? wide.toLocaleLowerCase(primarySubtag(language))
    : wide.toLowerCase();
  return small
    .normalize('NFKC')
    .replace(/[’‘`´]/g, "'")
    .replaceAll('٪', '%');
}

function words(clause: string): string {
  return clause
    .replace(noise, ' ')
    .replace(/([0-9]),(?=[0-9]{3}(?![0-9]))/g, '$1')
    .replace(loose, ' ')
    .replace(/,+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
}
