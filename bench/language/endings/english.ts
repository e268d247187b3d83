/**
 * English silences to learn from: ends of what people said or wrote to a service, and cuts inside of it, as callers pause.
 * Own words of the benches are none of it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { featuresOfWords } from '../../../src/services/language/endings/englishFeatures.ts';
import { wordsOf } from '../../../src/services/language/endings/englishWords.ts';
import type { Sample } from './train.ts';

export const englishCorpora = ['dstc2', 'star', 'multidogo', 'banking77', 'snips'] as const;
export type EnglishCorpus = (typeof englishCorpora)[number];

export interface Silence extends Sample {
  readonly corpus: EnglishCorpus;
  /** A fifth of the dialogues, or of the sentences where there are none. */
  readonly part: number;
  readonly atBorder: boolean;
}

interface Utterance {
  readonly text: string;
  readonly part: number;
}

const PARTS = 5;
export const hash = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0);

const files: Readonly<Record<EnglishCorpus, string>> = {
  dstc2: 'dstc2_babi6.dev',
  star: 'star.dev',
  multidogo: 'multidogo.dev',
  banking77: 'banking77.dev',
  snips: 'snips.dev',
};

interface Entry {
  readonly id?: string | number;
  readonly text?: string;
  readonly turns?: readonly { readonly s: string; readonly t: string }[];
}

function utterances(data: string, corpus: EnglishCorpus): Utterance[] {
  const lines = gunzipSync(readFileSync(join(data, 'dialogue', `${files[corpus]}.jsonl.gz`)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.flatMap((line) => {
    const { id, text, turns = [] } = JSON.parse(line) as Entry;
    if (text !== undefined) return [{ text, part: hash(text) % PARTS }];
    const part = hash(String(id)) % PARTS;
    return turns.flatMap(({ s, t }) => (s === 'U' && t !== '<SILENCE>' ? [{ text: t, part }] : []));
  });
}

/** Declared: callers pause after any word, and more often where a sentence or a clause ends, or before "and". */
const AT_SENTENCE = 6;
const AT_COMMA = 5;
const BEFORE_LINK = 2;
const LINKS: ReadonlySet<string> = new Set([
  'and',
  'but',
  'because',
  'so',
  'or',
  'if',
  'when',
  'that',
  'with',
  'for',
]);
/** Of one utterance at most, so that long ones do not outweigh the rest. */
const LONGEST = 60;
/** The same words are one silence with a weight; ends and cuts of a corpus weigh one each in sum. */
export function silencesOf(data: string, corpus: EnglishCorpus): Silence[] {
  const merged = new Map<string, Cut & { readonly part: number; readonly times: number }>();
  const said = utterances(data, corpus).map((it) => ({ ...it, key: wordsOf(it.text).join(' ') }));
  const counts = new Map<string, number>();
  for (const { key } of said) counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { text, part, key } of said) {
    // "What is the price range", a thousand times on one line, is no proof that "what is the price" goes on elsewhere.
    const often = 1 / Math.sqrt(counts.get(key) ?? 1);
    for (const cut of cutsOf(text)) {
      const same = `${part} ${cut.isEnd} ${cut.atBorder} ${cut.words.join(' ')}`;
      const { weight = 0, times = 0 } = merged.get(same) ?? {};
      merged.set(same, { ...cut, part, weight: cut.weight * often + weight, times: times + 1 });
    }
  }
  const cuts = [...merged.values()];
  const sum = (isEnd: boolean) => cuts.reduce((total, it) => total + (it.isEnd === isEnd ? it.weight : 0), 0);
  const [ends, inside] = [sum(true), sum(false)];
  return cuts.map(({ words, isEnd, weight, atBorder, part, times }) => ({
    corpus,
    part,
    times,
    isEnd,
    atBorder,
    features: featuresOfWords(words),
    weight: weight / (isEnd ? ends : inside),
  }));
}

interface Cut {
  readonly words: readonly string[];
  readonly isEnd: boolean;
  readonly atBorder: boolean;
  readonly weight: number;
}

function cutsOf(text: string): Cut[] {
  const pieces = text.split(/\s+/u).filter((piece) => wordsOf(piece).length > 0);
  let words: readonly string[] = [];
  return pieces.slice(0, LONGEST).map((piece, i) => {
    words = wordsOf([...words, piece].join(' '));
    const isEnd = i === pieces.length - 1;
    const next = wordsOf(pieces[i + 1] ?? '')[0] ?? '';
    const border = /[.?!]["')]*$/u.test(piece) ? AT_SENTENCE : /[,;:–—-]$/u.test(piece) ? AT_COMMA : 0;
    const weight = isEnd ? 1 : border || (LINKS.has(next) ? BEFORE_LINK : 1);
    return { words, isEnd, weight, atBorder: border > 0 };
  });
}
