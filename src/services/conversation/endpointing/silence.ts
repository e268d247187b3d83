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
  /** An answer that might go on, as a share of `endSilenceMs`. */
  readonly enoughShare: number;
  /** Open speech by the score of its ending: [score, share], where a share is of `endSilenceMs` up to 1 and beyond it
   * leads to `capMs` at 2. Ascending scores, descending shares. Steep, because pauses are about exponential: the wait
   * that pays grows with the log odds of more to come, and below even odds of an end it soon pays no more. */
  readonly openShares: readonly (readonly [number, number])[];
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
  openShares: [
    [0.3, 2],
    [0.5, 1],
    [0.65, 0.5],
    [0.8, 0.45],
  ],
  partialMs: 200,
  spellingShare: 2.5,
  digitsShare: 1.5,
  rowMs: 2_500,
  hesitationMs: 1_800,
  habitWeight: 0.3,
  habitMarginMs: 120,
  habitCapShare: 1.25,
  shortSpeechMs: 350,
} as const satisfies SilenceSettings;

export interface Judgement {
  readonly expectation: Expectation;
  /** null: no words are known. */
  readonly judged: Completeness | null;
  /** 0 to 1, the likelihood that the turn is over by its last words. */
  readonly score: number;
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
  switch (judged?.state) {
    case 'more':
      return { ms: judged.reason === 'hesitation' ? Math.max(cap, settings.hesitationMs) : cap, doubt: 1 };
    case 'row':
      return { ms: rowMs(expectation, judged, cap, settings), doubt: 1 };
    case 'enough':
      return { ms: end * settings.enoughShare, doubt: 0.4 };
    case 'open': {
      // The last word of a name may be any word.
      const most = expectation.kind === 'name' ? 1 : 2;
      const share = Math.min(most, shareAt(score, settings.openShares));
      return { ms: share <= 1 ? end * share : end + (cap - end) * (share - 1), doubt: Math.min(1, share) };
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

/** Straight lines between the points; flat outside of them. */
function shareAt(score: number, points: SilenceSettings['openShares']): number {
  let before = points[0];
  if (!before || score <= before[0]) return before?.[1] ?? 1;
  for (const point of points) {
    if (score <= point[0]) {
      const span = point[0] - before[0];
      return span === 0 ? point[1] : before[1] + ((score - before[0]) / span) * (point[1] - before[1]);
    }
    before = point;
  }
  return before[1];
}
