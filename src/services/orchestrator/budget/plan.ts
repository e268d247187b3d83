/**
 * What to do about a turn that is forecast to be late: a choice from numbers alone, without clock or state, so that it can be
 * tested as a table and be explained afterwards.
 */

/** Milliseconds that something is still expected to take. */
export interface Expected {
  readonly p50: number;
  readonly p90: number;
}

/** What is left until the answer is audible, by stage. A stage that is over takes nothing. */
export interface Remaining {
  /** Until the model's first word. */
  readonly model: Expected;
  /** From there until there is a clause to speak. */
  readonly clause: Expected;
  /** From there until its audio comes. */
  readonly voice: Expected;
}

export interface Budget {
  readonly targetMs: number;
  readonly maxMs: number;
}

/** Which actions are allowed. */
export interface Switches {
  readonly hedge: boolean;
  readonly shorterFirstClause: boolean;
  readonly fasterVoice: boolean;
  readonly bridging: boolean;
}

/** What the actions would have to work with. */
export interface Means {
  /** null: no second model that is well. */
  readonly second: {
    readonly p50: number;
    /** Not before, ms from now: earlier there would be more hedges than are allowed. */
    readonly notBeforeMs: number;
    /** What the answer is expected to gain by it, `ms` from now, when the first has said nothing until then. */
    gainMs(ms: number): number;
  } | null;
  /** Whether the first clause can still be shortened: nothing of it is on its way to a voice. */
  readonly clauseOpen: boolean;
  /** null: none is named, or the answer's voice is settled. */
  readonly faster: Expected | null;
  /** null: no phrase for the language, or not on this transport. */
  readonly bridgeAfterMs: number | null;
}

export type Planned =
  | { readonly action: 'hedge'; readonly inMs: number; readonly gainMs: number }
  | { readonly action: 'shorterFirstClause'; readonly firstClauseMs: number; readonly gainMs: number }
  | { readonly action: 'fasterVoice'; readonly gainMs: number }
  | { readonly action: 'bridging'; readonly inMs: number; readonly gainMs: number };

export interface Forecast extends Expected {
  readonly stages: Remaining;
}

/** Less than this is not worth another request, or an unnatural cut, ms. */
const WORTH_MS = 40;
/** A change of voice is heard: it has to buy more. */
const WORTH_A_VOICE_MS = 100;
/** The shortest first clause: three or four words. */
const LEAST_CLAUSE_MS = 900;
/** Added to the voice's P90: while the first clause plays, the second has to be synthesised. */
const CLAUSE_MARGIN_MS = 300;
/** A clause cut between words comes after this share of what a clause with its comma takes (measured by the bench). */
const CUT_SHARE = 0.5;

/**
 * Sum of the stages: medians add up roughly; spreads of independent stages add as squares. @param spentMs since the decision;
 * below 0: the decision lies so far ahead, and what is over by then costs nothing
 */
export function forecast(stages: Remaining, spentMs: number): Forecast {
  const { model, clause, voice } = stages;
  const p50 = model.p50 + clause.p50 + voice.p50;
  const spread = Math.hypot(model.p90 - model.p50, clause.p90 - clause.p50, voice.p90 - voice.p50);
  return { p50: Math.max(0, spentMs + p50), p90: Math.max(0, spentMs + p50 + spread), stages };
}

/** @param spentMs as for {@link forecast} */
export function plan(
  { p50, p90, stages }: Forecast,
  spentMs: number,
  budget: Budget,
  switches: Switches,
  means: Means,
): Planned[] {
  const actions: Planned[] = [];
  const leftMs = budget.maxMs - spentMs;
  if (switches.hedge && p90 > budget.maxMs) {
    const hedge = planHedge(stages, leftMs, means.second);
    if (hedge) actions.push(hedge);
  }
  if (switches.shorterFirstClause && means.clauseOpen && p50 > budget.targetMs) {
    const gainMs = stages.clause.p50 * (1 - CUT_SHARE);
    const firstClauseMs = Math.max(LEAST_CLAUSE_MS, stages.voice.p90 + CLAUSE_MARGIN_MS);
    if (gainMs >= WORTH_MS) actions.push({ action: 'shorterFirstClause', firstClauseMs, gainMs });
  }
  if (switches.fasterVoice && means.faster && p50 > budget.maxMs) {
    const gainMs = stages.voice.p50 - means.faster.p50;
    if (gainMs >= WORTH_A_VOICE_MS) actions.push({ action: 'fasterVoice', gainMs });
  }
  if (switches.bridging && means.bridgeAfterMs !== null && p90 > budget.maxMs)
    actions.push({ action: 'bridging', inMs: Math.max(0, means.bridgeAfterMs - spentMs), gainMs: 0 });
  return actions;
}

/** So early that the second can still be in time; never so early that it would be asked for every other turn. */
function planHedge(
  { model, clause, voice }: Remaining,
  leftMs: number,
  second: Means['second'],
): Planned | null {
  if (!second || model.p90 <= 0) return null;
  const latestMs = leftMs - clause.p50 - voice.p50 - second.p50;
  const inMs = Math.max(0, latestMs, second.notBeforeMs);
  const gainMs = second.gainMs(inMs);
  return gainMs >= WORTH_MS ? { action: 'hedge', inMs, gainMs } : null;
}
