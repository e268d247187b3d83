/**
 * Which of a few languages a caller speaks, from the first turns: by script, then by common words, letters and pieces of
 * words among those of one script. Cantonese and Mandarin share a script; {@link detectChinese} tells them apart, and one rule
 * stands above it: a Cantonese call is never proposed for Mandarin, since recognisers write standard Chinese for Cantonese.
 */
import { primarySubtag } from '../../../types/language.ts';
import type { LanguageTag } from '../../../types/language.ts';
import { readingOf } from '../sound.ts';
import { detectChinese } from './detect.ts';
import marksByScript from './detectLanguageWords.json' with { type: 'json' };
import { languageOfScript, scriptsOf } from './detectScripts.ts';

export interface LanguageGuess {
  readonly language: LanguageTag;
  /** 0 to 1; from 0.6 on it may be acted on. */
  readonly confidence: number;
}

export interface DetectLanguageOptions {
  /** The language that the call is in. Default: the first candidate. */
  readonly current?: LanguageTag;
}

/**
 * What tells languages of one script apart. Own lists, by script and primary subtag; what several candidates have tells the
 * less.
 */
interface LanguageMarks {
  /** The commonest words, as said on the telephone, in small letters. */
  readonly words: string;
  /** Letters of this language and few others of its script. */
  readonly letters?: string;
  /** Pieces inside or at the end of words. */
  readonly parts?: string;
}
const MARKS: Readonly<Record<string, Readonly<Record<string, LanguageMarks>>>> = marksByScript;
/** Other names of one language. */
const ALIASES: Readonly<Record<string, string>> = {
  tl: 'fil',
  no: 'nb',
  nn: 'nb',
  iw: 'he',
  in: 'id',
  sh: 'sr',
};
const MAX_TEXT = 600;

/**
 * @param candidates Languages that the call may go on in; others are not thought of. Null where nothing tells.
 * @example detectLanguage('Buenos días, quisiera una cita', ['en-US', 'es-MX']) // es-MX
 */
export function detectLanguage(
  text: string,
  candidates: readonly LanguageTag[],
  { current = candidates[0] }: DetectLanguageOptions = {},
): LanguageGuess | null {
  const said = text.slice(0, MAX_TEXT).normalize('NFC').toLowerCase();
  const scripts = scriptsOf(said);
  const [first] = scripts;
  if (!first || current === undefined) return null;
  // A few kana say that the Han characters around them are Japanese; English words, even many, leave Cantonese Cantonese.
  const kana = scripts.find(({ script }) => script === 'Kana');
  if (kana && kana.share > 0.1) return only('ja', candidates, 1 - 0.3 * (1 - kana.share));
  const han = scripts.find(({ script }) => script === 'Han');
  if (han && han.share >= 0.3) return chinese(said, candidates, current, han.share);
  const own = languageOfScript.get(first.script);
  if (own !== undefined) return only(own, candidates, first.share);
  const marks = MARKS[first.script];
  return marks ? byWords(said, marks, candidates, first.share) : null;
}

const nameOf = (tag: LanguageTag): string => ALIASES[primarySubtag(tag)] ?? primarySubtag(tag);

function only(name: string, candidates: readonly LanguageTag[], confidence: number): LanguageGuess | null {
  const language = candidates.find((it) => nameOf(it) === name);
  return language === undefined ? null : { language, confidence };
}

function chinese(
  text: string,
  candidates: readonly LanguageTag[],
  current: LanguageTag,
  share: number,
): LanguageGuess | null {
  const cantonese = [current, ...candidates].find((it) => readingOf(it) === 'cantonese');
  const mandarin = [current, ...candidates].find((it) => readingOf(it) === 'mandarin');
  if (cantonese === undefined || mandarin === undefined) {
    const language = cantonese ?? mandarin;
    // Japanese can be written without kana, for a word or two.
    return language === undefined ? only('ja', candidates, 0.4 * share) : { language, confidence: share };
  }
  const { variety, score } = detectChinese(text);
  const sure = share * (1 - Math.exp(-Math.abs(score) / 4));
  if (readingOf(current) === 'cantonese')
    return { language: current, confidence: variety === 'mandarin' ? 0.5 : share };
  if (variety === 'cantonese') return { language: cantonese, confidence: sure };
  if (variety === 'mandarin') return { language: mandarin, confidence: sure };
  const language = readingOf(current) === 'mandarin' ? current : (candidates.find(readingOf) ?? current);
  return { language, confidence: readingOf(current) === 'mandarin' ? share * 0.6 : share * 0.4 };
}

function byWords(
  text: string,
  marks: Readonly<Record<string, LanguageMarks>>,
  candidates: readonly LanguageTag[],
  share: number,
): LanguageGuess | null {
  const named = candidates.map((language) => ({ language, marks: marks[nameOf(language)] }));
  const known = [...new Map(named.map((it) => [nameOf(it.language), it])).values()].filter((it) => it.marks);
  const [alone] = known;
  if (known.length === 0 || !alone) return null;
  const scores = scoresOf(
    text,
    known.map((it) => it.marks ?? { words: '' }),
  );
  const ranked = known
    .map(({ language }, i) => ({ language, score: scores[i] ?? 0 }))
    .sort((a, b) => b.score - a.score);
  const [best, next = { score: 0 }] = ranked;
  if (!best || best.score === 0) return null;
  const lead = (best.score - next.score) / best.score;
  return { language: best.language, confidence: share * lead * (1 - Math.exp(-best.score)) };
}

const PART = 0.15;
const LETTER = 0.8;

function scoresOf(text: string, marks: readonly LanguageMarks[]): number[] {
  const words = text.match(/[\p{L}\p{M}'’‌-]+/gu)?.map((it) => it.replaceAll('’', "'")) ?? [];
  const scores = marks.map(() => 0);
  const credit = (weight: number, has: (marks: Prepared) => boolean) => {
    const holders = prepared.flatMap((it, i) => (has(it) ? [i] : []));
    for (const i of holders) scores[i] = (scores[i] ?? 0) + weight / holders.length;
  };
  const prepared = marks.map(prepare);
  for (const word of words) {
    credit(1, (it) => it.words.has(word));
    for (const letter of new Set(word)) credit(LETTER, (it) => it.letters.has(letter));
    for (let at = 0; at < word.length; at += 1)
      for (const size of [2, 3, 4])
        if (at + size <= word.length) credit(PART, (it) => it.parts.has(word.slice(at, at + size)));
  }
  return scores;
}

interface Prepared {
  readonly words: ReadonlySet<string>;
  readonly letters: ReadonlySet<string>;
  readonly parts: ReadonlySet<string>;
}

const kept = new WeakMap<LanguageMarks, Prepared>();

function prepare(marks: LanguageMarks): Prepared {
  const known = kept.get(marks);
  if (known) return known;
  const made = {
    words: new Set(marks.words.split(' ')),
    letters: new Set(marks.letters ?? ''),
    parts: new Set(marks.parts?.split(' ') ?? []),
  };
  kept.set(marks, made);
  return made;
}
