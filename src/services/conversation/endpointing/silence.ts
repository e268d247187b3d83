/** From a judgement to milliseconds. More patience in the expectation never gives less silence. */
import type { Expectation } from '../../../types/expectation.ts';
import type { Completeness } from './completeness.ts';
import type { PauseHabits } from './pauseHabits.ts';

/** Shares are of the expectation's patience, so that an operator's patience scales all of it. */
export interface SilenceSettings {
  /** A whole answer in the recogniser's last words, ms: as soon as the detector has noticed the end of speech. */
  readonly wholeMs: number;
  /** The same in partial words, which lag: long enough that all of the speech is in them, ms. */
  readonly wholePartialMs: number;
  /** An answer that might go on: at least, as a share of `endSilenceMs`, and how much likelier an end than the same words
   * where nothing was asked, in log odds. */
  readonly enoughShare: number;
  readonly enoughOdds: number;
  /** What a cut-in costs, in milliseconds of waiting at the end of a turn, as a share of `endSilenceMs`: the exchange rate. */
  readonly cutInCost: number;
  /** Mean of the pauses inside turns, as a share of `endSilenceMs`. Of an open question (500 ms): 300 to 500 ms of pause are
   * survived by 0.69, 500 to 800 by 0.65 (reference/latency.md §2.1), which is exponential with a mean of 550 to 700 ms. */
  readonly pauseShare: number;
  /** Ends for each pause, before any word is known. */
  readonly endsPerPause: number;
  /** Open speech gets so much at least, as a share of `endSilenceMs`. */
  readonly leastShare: number;
  /** How far words that promise more lead, as a share of `capMs`: a third of the pauses over 300 ms outlast an open question's. */
  readonly unfinishedShare: number;
  /** Open speech with a lower score is not worth an answer in advance: its words hang. */
  readonly hangingBelow: number;
  /** Partial words are never believed earlier, ms. */
  readonly partialMs: number;
  /** Inside a row that nothing asked for, as a share of `capMs`: letters, digits; and at most, ms. */
  readonly spellingShare: number;
  readonly digitsShare: number;
  readonly rowMs: number;
  /** After "um" alone, at least, ms: nobody has said anything yet. */
  readonly hesitationMs: number;
  /** How much the caller's habits count while all else says that more comes, 0 to 1. */
  readonly habitWeight: number;
  /** Added to the caller's long pauses, ms; and how far they may lead, as a share of `capMs`. */
  readonly habitMarginMs: number;
  readonly habitCapShare: number;
  /** Shorter speech without words is an answer to a closed question, or a cough, ms. */
  readonly shortSpeechMs: number;
}

export const defaultSilence = {
  wholeMs: 0,
  wholePartialMs: 180,
  enoughShare: 0.5,
  enoughOdds: 1,
  cutInCost: 1.6,
  pauseShare: 1.1,
  endsPerPause: 1,
  leastShare: 0.4,
  unfinishedShare: 2,
  hangingBelow: 0.1,
  partialMs: 200,
  spellingShare: 2.5,
  digitsShare: 1.5,
  rowMs: 2_500,
  hesitationMs: 1_800,
  habitWeight: 0.12,
  habitMarginMs: 120,
  habitCapShare: 1.25,
  shortSpeechMs: 350,
} as const satisfies SilenceSettings;

export interface Judgement {
  readonly expectation: Expectation;
  /** null: no words are known. */
  readonly judged: Completeness | null;
  /** 0 to 1, the likelihood that the turn is over by its last words; null where nothing tells. */
  readonly score: number | null;
  readonly final?: boolean;
  readonly habits?: PauseHabits | undefined;
  readonly speechMs?: number | undefined;
}

const closedKinds: ReadonlySet<Expectation['kind']> = new Set(['yes-no', 'choice']);

export function silenceFor(
  judgement: Judgement,
  settings: SilenceSettings,
): { readonly silenceMs: number; readonly byHabit: boolean } {
  const { expectation, judged, final = true } = judgement;
  const end = expectation.patience.endSilenceMs;
  if (judged?.state === 'whole') {
    return { silenceMs: Math.min(end, final ? settings.wholeMs : settings.wholePartialMs), byHabit: false };
  }
  const { ms, doubt } = base(judgement, settings);
  const least = final || judged === null ? ms : Math.max(ms, settings.partialMs);
  const longest = longestWanted(judgement, settings);
  // The surer the ending, the less the habit weighs: at no doubt it is not asked.
  const habitMs = least + doubt * settings.habitWeight * Math.max(0, longest - least);
  return { silenceMs: Math.round(Math.max(least, habitMs)), byHabit: habitMs > least };
}

/** `doubt`: 0 to 1. */
function base(
  { expectation, judged, score, speechMs }: Judgement,
  settings: SilenceSettings,
): { readonly ms: number; readonly doubt: number } {
  const { endSilenceMs: end } = expectation.patience;
  const cap = Math.max(end, expectation.patience.capMs);
  const longest = Math.max(cap, Math.min(settings.rowMs, cap * settings.unfinishedShare));
  const paying = (leastShare: number, odds: number) =>
    end * Math.max(leastShare, score === null ? 0 : payingShare(score, odds, settings));
  switch (judged?.state) {
    case 'more':
      if (judged.reason === 'hanging') return { ms: longest, doubt: 1 };
      return { ms: judged.reason === 'hesitation' ? Math.max(cap, settings.hesitationMs) : cap, doubt: 1 };
    case 'row':
      return { ms: rowMs(expectation, judged, cap, settings), doubt: 1 };
    case 'enough':
      return { ms: Math.min(cap, paying(settings.enoughShare, settings.enoughOdds)), doubt: 0.4 };
    case 'open': {
      // What the operator set is for words that nobody can read.
      if (score === null) return { ms: judged.mark === 'asks' ? end * settings.enoughShare : end, doubt: 1 };
      // The last word of a name may be any word.
      const most = expectation.kind === 'name' ? end : longest;
      return { ms: Math.min(most, paying(settings.leastShare, 0)), doubt: Math.min(1, 2 * (1 - score)) };
    }
    default: {
      // Nothing heard yet. A short sound after a closed question is its answer, and the final is awaited anyway.
      const isShort = speechMs !== undefined && speechMs < settings.shortSpeechMs;
      const isAnswer = isShort && closedKinds.has(expectation.kind);
      return { ms: isAnswer ? end * settings.enoughShare : end, doubt: isAnswer ? 0.4 : 1 };
    }
  }
}

/** Where digits were asked for, the expectation's own cap is patient already. */
function rowMs(
  { kind }: Expectation,
  { reason }: Completeness,
  cap: number,
  { spellingShare, digitsShare, rowMs: most }: SilenceSettings,
): number {
  if (kind === 'digits' || kind === 'phone') return cap;
  return Math.max(cap, Math.min(most, cap * (reason === 'spelling' ? spellingShare : digitsShare)));
}

function longestWanted({ expectation, habits }: Judgement, settings: SilenceSettings): number {
  if (!habits || habits.count === 0) return 0;
  const { endSilenceMs, capMs } = expectation.patience;
  const most = Math.max(endSilenceMs, capMs) * settings.habitCapShare;
  return Math.min(most, habits.longMs + settings.habitMarginMs);
}

/**
 * The silence after which more of it costs as much as it saves, as a share of `endSilenceMs`; it may be below 0. A
 * millisecond more costs one where the turn is over, and saves a cut-in where it is not and the pause ends just then. Of
 * pauses that are exponential with mean m, after t so many are left: exp(-t/m). Equal where
 * odds of an end = cost / m · exp(-t/m): the wait grows with the log odds of more to come.
 */
function payingShare(
  score: number,
  moreOdds: number,
  { cutInCost, pauseShare, endsPerPause }: SilenceSettings,
): number {
  const sure = Math.min(0.999, Math.max(0.001, score));
  const logOdds = Math.log(sure / (1 - sure)) + moreOdds + Math.log(endsPerPause);
  return pauseShare * (Math.log(cutInCost / pauseShare) - logOdds);
}
