/**
 * When has the caller finished? This first detector knows the silence, the words so far and what the flow expects
 * (DESIGN.md, "Expectation"); it does not learn. Pure.
 */
import type { Expectation } from '../../types/expectation.ts';

/** Words after which nobody has finished: English conjunctions, articles, fillers; Chinese connectives and fillers. */
const HANGING_ENGLISH =
  /\b(and|or|but|because|so|the|a|an|to|of|for|with|at|on|my|is|um|uh|er|erm|hmm|like|i|i'm|it's|from|about)[\s,.…-]*$/i;
const HANGING_CHINESE =
  /(同埋|同|或者|但係|因為|所以|即係|嗰個|呃|嗯|我想|如果|而且|和|或|但是|因为|就是|那个)[\s,,、…]*$/;

const DIGIT_WORD =
  /\b(zero|oh|one|two|three|four|five|six|seven|eight|nine)\b|[0-9零〇一二三四五六七八九兩两]/gi;

/**
 * Milliseconds of silence after `speechEnd` that end the turn, for the words heard so far (`null`: not known yet).
 *
 * @example silenceNeeded(yesNo, 'yes') // patience.endSilenceMs: the answer is whole
 * @example silenceNeeded(free, 'I would like to') // patience.capMs: more must come
 */
export function silenceNeeded(expectation: Expectation, text: string | null): number {
  const { endSilenceMs, capMs } = expectation.patience;
  if (text === null || text.trim() === '') return endSilenceMs;
  return looksComplete(expectation, text) ? endSilenceMs : capMs;
}

/** Whether the words can stand as an answer to what was asked. */
export function looksComplete(expectation: Expectation, text: string): boolean {
  if (expectation.kind === 'digits') {
    const wanted = expectation.digits?.min ?? 1;
    return countDigits(text) >= wanted;
  }
  if (expectation.kind === 'phone') return countDigits(text) >= 8;
  const words = text.trim();
  return !HANGING_ENGLISH.test(words) && !HANGING_CHINESE.test(words);
}

function countDigits(text: string): number {
  return text.match(DIGIT_WORD)?.length ?? 0;
}
