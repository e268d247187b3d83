/** What the end of an English utterance is judged by: its last words, and whether the clause that they stand in has all it needs. */
import { classOf, wordsOf } from './englishWords.ts';

/** Endings decide; a story's beginning does not. */
const TAIL = 160;
const TAIL_WORDS = 24;

const VERBS: ReadonlySet<string> = new Set(['BE', 'DO', 'HAVE', 'MODAL', 'VT', '-ed']);
const OPENERS: ReadonlySet<string> = new Set(['AND', 'WH']);
const FUNCTION: ReadonlySet<string> = new Set([...VERBS, ...OPENERS, 'DET', 'PREP', 'SUBJ', 'NOT']);
/** Something is asked for, which is what most turns lead to: by one word, or by two. */
const ASKS: ReadonlySet<string> = new Set(['please', 'whats', 'wheres', 'hows', 'id']);
const ASKERS =
  /^(?:can|could|would|do|does|did|is|are|was) (?:you|i|we|it|there|the|this|that|my)$|^(?:i|we) (?:want|need|would)$|^(?:tell|give|show|help) me$|^looking for$/u;

const bucket = (n: number) =>
  n <= 4 ? `${n}` : n <= 6 ? '5' : n <= 9 ? '7' : n <= 14 ? '10' : n <= 22 ? '15' : '23';

/** @param words of {@link wordsOf} */
export function featuresOfWords(words: readonly string[]): string[] {
  const n = words.length;
  const tail = words.slice(-TAIL_WORDS);
  const kinds = tail.map(classOf);
  const [w1 = '^', w2 = '^'] = [words[n - 1], words[n - 2]];
  const [c1 = '^', c2 = '^', c3 = '^'] = [kinds.at(-1), kinds.at(-2), kinds.at(-3)];
  const length = bucket(n);
  const asked = asks(tail, kinds) ? 'q' : '-';
  const features = [
    `#${length}`,
    `#${length}${asked}`,
    `a ${w1}`,
    `b ${w2} ${w1}`,
    `A ${c1}`,
    `B ${c2} ${c1}`,
    `C ${c3} ${c2} ${c1}`,
    `e ${c2} ${w1}`,
    `f ${w2} ${c1}`,
    `h ${length} ${c1}`,
    clauseOf(kinds, asked),
    lastFunctionWord(tail, kinds),
  ];
  if (n <= 4) features.push(`^ ${words.join(' ')}`);
  if (n > 1) features.push(`k ${words[0]} ${c1}`);
  return features;
}

export function englishFeatures(text: string): string[] {
  return featuresOfWords(wordsOf(text.slice(-TAIL)));
}

function asks(words: readonly string[], kinds: readonly string[]): boolean {
  return words.some(
    (word, i) =>
      kinds[i] === 'WH' ||
      ASKS.has(word) ||
      (i > 0 && FUNCTION.has(kinds[i - 1] ?? '') && ASKERS.test(`${words[i - 1]} ${word}`)),
  );
}

/** Since the word that opened the last clause: how much was said, with a verb or without, ending in what. */
function clauseOf(kinds: readonly string[], asked: string): string {
  let at = kinds.length - 1;
  while (at > 0 && !OPENERS.has(kinds[at] ?? '')) at--;
  let [verbs, subject] = [0, '-'];
  for (const kind of kinds.slice(at + 1)) {
    if (VERBS.has(kind)) verbs++;
    if (kind === 'SUBJ' || kind === 'PRON') subject = 's';
  }
  const last = kinds.at(-1) ?? '^';
  const ending = VERBS.has(last) ? 'v' : FUNCTION.has(last) ? 'f' : '-';
  return `l ${kinds[at]} ${bucket(kinds.length - at - 1)} ${Math.min(2, verbs)}${subject}${asked} ${ending}`;
}

/** "For the" is a word or two from its noun: the last such word, and how far back. */
function lastFunctionWord(words: readonly string[], kinds: readonly string[]): string {
  for (let back = 1; back <= Math.min(5, words.length); back++) {
    if (FUNCTION.has(kinds[kinds.length - back] ?? '')) return `m ${words[words.length - back]} ${back - 1}`;
  }
  return 'm - 5';
}
