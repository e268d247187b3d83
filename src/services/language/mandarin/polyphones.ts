/**
 * Which of its readings a character has here: a log-linear model of the characters around it, of the word it stands in and of its
 * commonest reading. Trained on CPP (`scripts/language/trainMandarin.ts`), applied from `data/weights.txt`.
 */
import { dataLines } from './lexicon.ts';

/** Figures, numerals, Latin letters and pauses act alike on what stands beside them. */
export function neighbour(text: string, at: number): string {
  const character = text[at];
  if (character === undefined) return '$';
  const code = character.charCodeAt(0);
  if (code >= 0x4e00 && code <= 0x9fff) return NUMERALS.includes(character) ? '一' : character;
  if (/[0-9０-９]/u.test(character)) return '0';
  if (/[A-Za-zＡ-Ｚａ-ｚ]/u.test(character)) return 'a';
  return ',';
}
const NUMERALS = '一二三四五六七八九十百千万亿两几';

/** What is seen around a place. A training set of ten thousand sentences bears no more: wider windows made it worse. */
export function surroundings(text: string, at: number): string[] {
  const left = neighbour(text, at - 1);
  const right = neighbour(text, at + 1);
  const second = neighbour(text, at - 2);
  const next = neighbour(text, at + 2);
  return [
    '',
    `L${left}`,
    `R${right}`,
    `l${second}`,
    `r${next}`,
    `M${left}${right}`,
    `B${second}${left}`,
    `A${right}${next}`,
  ];
}

/** What holds for all characters, in logits: a word's reading by its length, the commonest reading, the rank of a reading. */
export interface General {
  readonly word: readonly [two: number, three: number, four: number];
  readonly first: readonly [alone: number, inWord: number];
  readonly rank: readonly number[];
}

export interface CharacterModel {
  readonly readings: readonly string[];
  /** Beside the general weight of a word's reading. */
  readonly word: number;
  /** For each surrounding, a weight for each reading. */
  readonly weights: ReadonlyMap<string, readonly number[]>;
}

export interface PolyphoneModel {
  readonly general: General;
  readonly characters: ReadonlyMap<string, CharacterModel>;
}

export interface Evidence {
  /** The dictionary's readings of the character, the commonest first. */
  readonly readings: readonly string[];
  /** What the word says that it stands in, and how long the word is. */
  readonly word: string | null;
  readonly length: number;
  /** The word is certain. */
  readonly sure: boolean;
}

/** Ranks beyond the third weigh alike. */
export const RANKS = 4;

export function generalWeight(general: General, own: number, reading: string, evidence: Evidence): number {
  const { readings, word, length } = evidence;
  const rank = readings.indexOf(reading);
  let score = general.rank[rank < 0 ? RANKS : Math.min(rank, RANKS - 1)] ?? 0;
  if (rank === 0) score += general.first[word === null ? 0 : 1];
  if (word === reading) score += own + (general.word[Math.min(length, 4) - 2] ?? 0);
  return score;
}

/** The likeliest reading, of `among` alone where that is given; null: the model does not know the character. */
export function likeliest(
  model: PolyphoneModel,
  text: string,
  at: number,
  evidence: Evidence,
  among: readonly string[] | null,
): string | null {
  const character = model.characters.get(text[at] ?? '');
  if (character === undefined) return null;
  const { readings, word, weights } = character;
  if (evidence.word !== null && !readings.includes(evidence.word)) return evidence.word;
  const scores = readings.map((reading) => generalWeight(model.general, word, reading, evidence));
  for (const seen of weights.size === 1 ? [''] : surroundings(text, at)) {
    const each = weights.get(seen);
    if (each !== undefined)
      for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] ?? 0) + (each[i] ?? 0);
  }
  let best: string | null = null;
  let highest = -Infinity;
  scores.forEach((score, i) => {
    const reading = readings[i];
    if (score <= highest || reading === undefined || (among !== null && !among.includes(reading))) return;
    highest = score;
    best = reading;
  });
  return best;
}

const SCALE = 100;
const numbers = (spelt: string | undefined): number[] =>
  (spelt ?? '').split(' ').map((each) => Number(each) / SCALE);

/** `*` line: the general weights; then a line for each character, and one that begins with a tab for each of its surroundings. */
export function loadModel(): PolyphoneModel {
  const characters = new Map<string, CharacterModel>();
  let general: General = { word: [0, 0, 0], first: [0, 0], rank: [] };
  let weights = new Map<string, readonly number[]>();
  for (const line of dataLines('weights.txt')) {
    const [head = '', one = '', two] = line.split('\t');
    if (head === '*') {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, ...rank] = numbers(one);
      general = { word: [a, b, c], first: [d, e], rank };
    } else if (head === '') weights.set(one, numbers(two));
    else {
      weights = new Map();
      characters.set(head, { readings: one.split(' '), word: Number(two) / SCALE, weights });
    }
  }
  return { general, characters };
}
