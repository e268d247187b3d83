/** Which stretch of the stock says what a turn says: the same words where they are there, else as many. */
import type { Random } from '../../../src/types/clock.ts';
import { callerModel } from '../callerModel.ts';
import { pick } from '../draw.ts';
import type { Token } from '../plan.ts';
import { figureOf, isDigit, isWide, joinTokens, tokensOf } from '../words.ts';
import type { Stock, Stretch } from './stock.ts';

interface Candidate {
  readonly stretch: Stretch;
  readonly ms: number;
  readonly words: readonly string[];
}

export interface Picked {
  readonly stretch: Stretch;
  readonly tokens: readonly Token[];
}

/** What counts as much as speech that is longer by so much of its length: another last word, another first one. */
const OTHER_LAST = 0.3;
const OTHER_FIRST = 0.1;
/** Among stretches that are as good by so little, chance decides. */
const AS_GOOD = 0.1;

export class StretchPicker {
  readonly #stock: Stock;
  readonly #words: readonly Candidate[];
  readonly #digits: readonly Candidate[];
  readonly #byText = new Map<string, Stretch[]>();
  readonly #speakers: readonly string[];

  constructor(stock: Stock) {
    this.#stock = stock;
    const of = (kind: Stretch['kind']) => stock.stretches.filter((stretch) => stretch.kind === kind);
    this.#words = of('words').map(candidate);
    this.#digits = of('digits').map(candidate);
    this.#speakers = [...new Set(of('digits').map(({ voice }) => voice))];
    for (const stretch of stock.stretches) {
      const { text } = stretch;
      if (text !== null) this.#byText.set(text, [...(this.#byText.get(text) ?? []), stretch]);
    }
  }

  /** Chosen once for a turn, so that a row of digits is said by one person. */
  speaker(random: Random): string | null {
    return this.#stock.voices === 'human' ? pick(random, this.#speakers) : null;
  }

  /** For words that follow each other without a pause. */
  for(run: readonly Token[], speaker: string | null, random: Random): Picked[] {
    const words = run.map(({ text }) => text);
    const digits = words.every(isDigit);
    if (digits && speaker !== null) return run.map((token) => this.#digit(token, speaker, random));
    const same = this.#byText.get(joinTokens(words));
    if (same) return [{ stretch: pick(random, same), tokens: run }];
    const ms = this.#stock.voices === 'human' ? lengthOf(run) : modelledMs(words);
    const candidates = digits && this.#digits.length > 0 ? this.#digits : this.#words;
    return [{ stretch: nearest(candidates, { ms, words }, random), tokens: run }];
  }

  #digit(token: Token, speaker: string, random: Random): Picked {
    const clips = this.#byText.get(String(figureOf(token.text))) ?? [];
    const own = clips.filter(({ voice }) => voice === speaker);
    return { stretch: pick(random, own.length > 0 ? own : clips), tokens: [token] };
  }
}

function candidate(stretch: Stretch): Candidate {
  const words = stretch.text === null ? [] : tokensOf(stretch.text);
  return { stretch, words, ms: words.length === 0 ? stretch.to - stretch.from : modelledMs(words) };
}

/** By the model's rate: two texts are compared in one measure. */
function modelledMs(words: readonly string[]): number {
  const { letterMs, wideCharacterMs } = callerModel.speech;
  return words.reduce(
    (sum, word) => sum + (isWide(word) ? wideCharacterMs : Math.max(2, word.length + 1) * letterMs),
    0,
  );
}

function lengthOf(run: readonly Token[]): number {
  return (run.at(-1)?.to ?? 0) - (run[0]?.from ?? 0);
}

function nearest(
  candidates: readonly Candidate[],
  wanted: Pick<Candidate, 'ms' | 'words'>,
  random: Random,
): Stretch {
  const costs = candidates.map(({ ms, words }) => {
    const edges =
      (words.at(-1) === wanted.words.at(-1) ? 0 : OTHER_LAST) +
      (words[0] === wanted.words[0] ? 0 : OTHER_FIRST);
    return Math.abs(Math.log(ms / wanted.ms)) + edges;
  });
  const least = Math.min(...costs);
  return pick(
    random,
    candidates.filter((_, i) => (costs[i] ?? Infinity) <= least + AS_GOOD),
  ).stretch;
}
