/** CPP (kakaobrain/g2pM, Apache-2.0): ten thousand sentences, one character of each with its reading. */
import { createHash } from 'node:crypto';
import { rowsIn } from '../../bench/language/rows.ts';
import {
  citationOf,
  decide,
  evidenceOf,
  spelt,
  wordReadings,
} from '../../src/services/language/mandarin/citation.ts';
import { lexicon } from '../../src/services/language/mandarin/lexicon.ts';
import { train, type Example } from './trainPolyphones.ts';

interface Row {
  readonly text: string;
  /** In code points. */
  readonly pos: number;
  readonly pinyin: string;
}

/** Of all halves that are there, or of one. */
export function cppExamples(folder: string, half?: string): Example[] {
  return rowsIn<Row>(folder, 'cpp_pinyin', half).map(exampleOf);
}

function exampleOf({ text, pos, pinyin }: Row): Example {
  const points = [...text];
  const at = points.slice(0, pos).join('').length;
  const plain = spelt(text);
  const character = plain[at] ?? '';
  const words = lexicon();
  const readings = words.readings.get(character) ?? [];
  const word = wordReadings(plain, words).get(at);
  const ofWord = word === undefined ? null : citationOf(character, word.reading, readings);
  return {
    character,
    text: plain,
    at,
    evidence: evidenceOf(readings, ofWord, word),
    gold: pinyin.replace('u:', 'v'),
  };
}

function foldOf({ text }: Example, folds: number): number {
  return Number.parseInt(createHash('sha256').update(`fold ${text}`).digest('hex').slice(0, 8), 16) % folds;
}

/** The share that models get right which have not seen the sentence. */
export function crossValidated(examples: readonly Example[], folds: number): number {
  let right = 0;
  for (let fold = 0; fold < folds; fold++) {
    const model = train(examples.filter((example) => foldOf(example, folds) !== fold));
    for (const example of examples) {
      const { text, at, evidence, gold } = example;
      if (foldOf(example, folds) === fold && decide(model, text, at, evidence, null) === gold) right++;
    }
  }
  return right / examples.length;
}
