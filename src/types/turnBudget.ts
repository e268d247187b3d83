/** What a turn's latency budget was, what was expected of the turn, and what was done about it. */
import { z } from 'zod';

/** Ways to keep a turn inside its budget, in the order in which they are weighed. */
export const budgetAction = z.enum([
  'hedge',
  'shorterFirstClause',
  'fasterVoice',
  'bridging',
  /** The machine is overloaded: less was done for the caller's audio when the turn was decided. */
  'lighterAudio',
]);
export type BudgetAction = z.infer<typeof budgetAction>;

/** The parts of decision → audio. `other`: the flow, look-ups, the queue before the socket. */
export const budgetStage = z.enum(['model', 'clause', 'voice', 'other']);
export type BudgetStage = z.infer<typeof budgetStage>;

export const turnBudget = z
  .object({
    targetMs: z.number(),
    maxMs: z.number(),
    /**
     * Decision → audio as it looked at the decision, before anything was done about it. null: the response cache answered
     * before there was a forecast.
     */
    forecastMs: z.object({ p50: z.number(), p90: z.number() }).nullable(),
    actions: z.array(
      z.object({
        action: budgetAction,
        /** When it took effect, ms after the decision; below 0: while the answer was prepared. */
        atMs: z.number(),
        /**
         * Forecast gain, ms: what the forecast lost by it. Not a measurement, which would need the same turn twice; the bench
         * does that (docs/turn-taking.md).
         */
        expectedGainMs: z.number(),
      }),
    ),
    /** After the decision, by stage, ms. They add up to decision → audio. */
    spentMs: z.partialRecord(budgetStage, z.number()),
  })
  .meta({ id: 'TurnBudget' });
export type TurnBudget = z.infer<typeof turnBudget>;

/** Which of them may be used; part of a workflow's performance settings. */
export const budgetSettings = z
  .object({
    /** A second model is asked as early as the time that is left demands, for 10 % of the turns at most. */
    hedge: z.boolean().default(true),
    /** The first clause of a late answer is cut between words. Off: it gained nothing in the bench, and cost kept audio. */
    shorterFirstClause: z.boolean().default(false),
    /** A late answer is spoken by the language's `fasterVoice`, where one is named. */
    fasterVoice: z.boolean().default(true),
    /** While the machine is overloaded, noise reduction and then the neural voice-activity detector are left out. */
    lighterAudio: z.boolean().default(true),
    /** A phrase before a late answer ("One moment."). It is not the answer, and no clock stops at it. */
    bridging: z
      .object({
        enabled: z.boolean().default(false),
        /** After the decision, ms. */
        afterMs: z.number().int().min(100).max(10_000).default(700),
        /** By language, then by its first part; a language without phrases is not bridged. One is used after the other. */
        phrases: z.record(z.string(), z.array(z.string().min(1).max(200)).max(8)).default({}),
      })
      .prefault({}),
  })
  .meta({ id: 'BudgetSettings' });
export type BudgetSettings = z.infer<typeof budgetSettings>;
