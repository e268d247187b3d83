/**
 * When has the caller finished? One detector for silence, words, what the flow expects (DESIGN.md, "Expectation"), how the
 * last words sound as an ending, and this caller's own pauses. Pure: the same input, the same answer. Its numbers are
 * tuned by `bench endpointing`.
 */
import type { Expectation } from '../../types/expectation.ts';
import type { LanguageTag } from '../../types/language.ts';
import { completeness, type CompletenessReason } from './endpointing/completeness.ts';
import type { PauseHabits } from './endpointing/pauseHabits.ts';
import { defaultSilence, silenceFor, type SilenceSettings } from './endpointing/silence.ts';

export { completeness } from './endpointing/completeness.ts';
export { noHabits, withEnd, withPause, type PauseHabits } from './endpointing/pauseHabits.ts';

/** What is known of the caller's turn besides its words. All optional: less known means nearer to the plain silence. */
export interface EndpointContext {
  /** Whether the words are the recogniser's last; partial ones may lag behind the speech. Default true. */
  readonly final?: boolean;
  /** What the caller speaks, where it is not the expectation's language. */
  readonly language?: LanguageTag | undefined;
  /** How likely the turn is over by its last words, 0 to 1; null where nothing tells. */
  readonly ending?: ((text: string, language: LanguageTag) => number | null) | undefined;
  readonly habits?: PauseHabits | undefined;
  /** Length of the turn's last stretch of speech, ms. */
  readonly speechMs?: number | undefined;
}

/** Besides what the words decide: none are known yet, and the last speech was short or not. */
export type EndpointReason = CompletenessReason | 'wordless' | 'short-speech';

export interface Endpoint {
  /** Silence from the acoustic end of speech that ends the turn, ms. May be shorter than what it takes to notice it. */
  readonly silenceMs: number;
  /** The answer is whole: words that follow would be a new thought. A partial need not wait for its final. */
  readonly sure: boolean;
  readonly reason: EndpointReason;
  /** The caller's own pauses made it longer. */
  readonly byHabit: boolean;
}

/**
 * @param text the words of the turn so far; `null` or empty: none known
 * @example endpointOf(yesNo, 'yes') // { silenceMs: 0, sure: true, reason: 'answer', byHabit: false }
 * @example endpointOf(free, 'I would like to') // { silenceMs: patience.capMs, sure: false, reason: 'hanging', … }
 */
export function endpointOf(
  expectation: Expectation,
  text: string | null,
  context: EndpointContext = {},
  settings: SilenceSettings = defaultSilence,
): Endpoint {
  const language = context.language ?? expectation.language;
  const words = text === null || text.trim() === '' ? null : text;
  const judged = words === null ? null : completeness(expectation, words, language);
  const known = judged === null || judged.reason === 'nothing' ? null : judged;
  const score = known && words !== null ? within(context.ending?.(withoutStop(words), language)) : null;
  const hangs = known?.state === 'open' && score !== null && score < settings.hangingBelow;
  const { silenceMs, byHabit } = silenceFor({ expectation, judged: known, score, ...context }, settings);
  const isShort = context.speechMs !== undefined && context.speechMs < settings.shortSpeechMs;
  return {
    silenceMs,
    sure: known?.state === 'whole',
    reason: hangs ? 'hanging' : (known?.reason ?? (isShort ? 'short-speech' : 'wordless')),
    byHabit,
  };
}

/** Milliseconds of silence after the acoustic end of speech that end the turn: {@link endpointOf} without its reasons. */
export function silenceNeeded(
  expectation: Expectation,
  text: string | null,
  context: EndpointContext = {},
): number {
  return endpointOf(expectation, text, context).silenceMs;
}

/** Whether the words can stand as an answer to what was asked. */
export function looksComplete(expectation: Expectation, text: string, language?: LanguageTag): boolean {
  const { state } = completeness(expectation, text, language);
  return state !== 'more' && state !== 'row';
}

function within(score: number | null | undefined): number | null {
  return score === null || score === undefined || !Number.isFinite(score)
    ? null
    : Math.min(1, Math.max(0, score));
}

/** Recognisers end every result with a full stop, in the middle of a turn too: it tells nothing. */
function withoutStop(words: string): string {
  return words.replace(/(?<![.。])[.。]\s*$/u, '');
}
