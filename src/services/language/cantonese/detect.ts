/**
 * Cantonese as it is spoken and written down, or written Chinese and Mandarin: a log-linear model over a thousand words of
 * both (`detectWeights.json`; own lists, weights measured by `bench/language/detectionTraining.ts` on HKCanCor, CC BY 4.0,
 * CPP and CrossWOZ, Apache-2.0). Text that could be read aloud as either, such as an address, is neutral.
 */
import { CueIndex } from './detectIndex.ts';
import { detectFold } from './detectFold.ts';
import table from './detectWeights.json' with { type: 'json' };

/** `mandarin` stands for written Chinese too: a transcript does not tell them apart. */
export type ChineseVariety = 'cantonese' | 'mandarin' | 'neutral' | 'mixed';

export interface ChineseDetection {
  readonly variety: ChineseVariety;
  /** Log odds for Cantonese, what stands for it and against it weighed up; 0 where nothing tells. */
  readonly score: number;
  /** The words that told most, for the variety named (for both, where mixed), most telling first. */
  readonly evidence: readonly string[];
}

const options = {
  /** Log odds from which it is Cantonese: precision 99.7 % on whole sentences (`bench language`). */
  cantonese: 1.2,
  /** What written words must outweigh Cantonese ones by. */
  written: 2,
  /** Both sides have so many words that are sure, and neither weighs less than `share` of the other: mixed. */
  sureWords: 2,
  sure: 3,
  share: 0.5,
  /** Han characters below which it is a short reply, whose prior is another. */
  wholeTurn: 5,
  evidence: 8,
} as const;

const WORDS = Object.keys(table.words);
const WEIGHTS = Object.values(table.words);
const index = new CueIndex(WORDS);
const NOTHING: ChineseDetection = { variety: 'neutral', score: 0, evidence: [] };
/** Nothing is gained by reading more of a long text. */
const MAX_TEXT = 2_000;

/**
 * @example detectChinese('我想改期得唔得').variety // 'cantonese'
 * @example detectChinese('你们几点开门').variety // 'mandarin'
 */
export function detectChinese(text: string): ChineseDetection {
  const folded = detectFold(text.slice(0, MAX_TEXT));
  const found = index.find(folded);
  if (found.length === 0) return NOTHING;
  const towards = sideOf(found, 1);
  const against = sideOf(found, -1);
  const score = towards.weight - against.weight;
  const prior = folded.length < options.wholeTurn ? table.bias.short : table.bias.whole;
  const variety = isMixed(towards, against)
    ? 'mixed'
    : prior + score >= options.cantonese
      ? 'cantonese'
      : score <= -options.written
        ? 'mandarin'
        : 'neutral';
  return { variety, score, evidence: evidenceOf(found, variety) };
}

interface Side {
  readonly weight: number;
  /** Words that are sure. */
  readonly sure: number;
}

function sideOf(found: readonly number[], sign: 1 | -1): Side {
  let sum = 0;
  let sure = 0;
  for (const at of found) {
    const weight = sign * (WEIGHTS[at] ?? 0);
    if (weight > 0) sum += weight;
    if (weight >= options.sure) sure += 1;
  }
  return { weight: sum, sure };
}

function isMixed(towards: Side, against: Side): boolean {
  return (
    Math.min(towards.sure, against.sure) >= options.sureWords &&
    Math.min(towards.weight, against.weight) >= options.share * Math.max(towards.weight, against.weight)
  );
}

function evidenceOf(found: readonly number[], variety: ChineseVariety): string[] {
  const weight = (at: number) => WEIGHTS[at] ?? 0;
  return found
    .filter((at) => variety === 'mixed' || (variety === 'cantonese' ? weight(at) > 0 : weight(at) < 0))
    .sort((a, b) => Math.abs(weight(b)) - Math.abs(weight(a)))
    .slice(0, variety === 'neutral' ? 0 : options.evidence)
    .map((at) => WORDS[at] ?? '');
}
