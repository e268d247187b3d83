/** The part of the API about what a workflow's callers waited, and what each optimisation saved them. */
import { z } from 'zod';
import { optimisation } from './trial.ts';

/** Exact, over single turns, ms; null: no turn was measured. */
export const clockFigures = z
  .object({
    count: z.number().int(),
    mean: z.number(),
    p50: z.number(),
    p95: z.number(),
    p99: z.number(),
  })
  .nullable()
  .meta({ id: 'ClockFigures' });
export type ClockFigures = z.infer<typeof clockFigures>;

export const dayFigures = z
  .object({
    calls: z.number().int(),
    turns: z.number().int(),
    clocks: z.object({
      decisionToAudio: clockFigures,
      speechEndToAudio: clockFigures,
      earEstimate: clockFigures,
    }),
    /** Turns with speech end → audio above 1.5 s. */
    lateTurns: z.number().int(),
    /** Answers by where they came from: `scripted`, `exact`, `semantic`, `pattern`, `contextual`, `generated`. */
    sources: z.record(z.string(), z.number().int()),
    /** Calls that met an error, by code. */
    errors: z.record(z.string(), z.number().int()),
    callsWithErrors: z.number().int(),
  })
  .meta({ id: 'DayFigures' });
export type DayFigures = z.infer<typeof dayFigures>;

/** Difference of two groups of calls, without − with; `low` and `high` bound it with 95 % confidence. */
export const difference = z.object({
  with: z.number(),
  without: z.number(),
  gain: z.number(),
  low: z.number(),
  high: z.number(),
});
export type Difference = z.infer<typeof difference>;

export const trialReport = z
  .object({
    optimisation,
    /** Calls of each group with a measured turn. */
    callsWith: z.number().int(),
    callsWithout: z.number().int(),
    /** Calls that each group needs before a difference is given. */
    needed: z.number().int(),
    /** Medians over calls of each call's median turn, ms; null: too few calls. */
    decisionToAudio: difference.nullable(),
    speechEndToAudio: difference.nullable(),
    /** Share of calls with an error. */
    failedCalls: difference.nullable(),
  })
  .meta({ id: 'TrialReport' });
export type TrialReport = z.infer<typeof trialReport>;

export const workflowPerformance = z
  .object({
    workflowId: z.string(),
    at: z.iso.datetime(),
    /** Calls from the telephone network, and tests (simulated carrier, browser), of the last 24 hours; never mixed. */
    measured: dayFigures,
    simulated: dayFigures,
    /** Over the last 30 days, telephone calls only. */
    trials: z.array(trialReport),
    /** False: more calls than are looked at; the newest are. */
    complete: z.boolean(),
  })
  .meta({ id: 'WorkflowPerformance' });
export type WorkflowPerformance = z.infer<typeof workflowPerformance>;
