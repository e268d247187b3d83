import { z } from 'zod';
import { languageTag } from './language.ts';

/** One of the answers that a `choice` or `yes-no` question allows. */
export const expectedChoice = z.object({
  /** Stable name, also the flow outcome it leads to. */
  id: z.string().min(1),
  /** What the caller may say for it, in the expectation's language. */
  phrases: z.array(z.string()),
  /** The key that means the same, if any. */
  digit: z
    .string()
    .regex(/^[0-9*#]$/)
    .optional(),
});
export type ExpectedChoice = z.infer<typeof expectedChoice>;

export const expectationKind = z.enum([
  'yes-no',
  'choice',
  'digits',
  'number',
  'date-time',
  'phone',
  'name',
  'free',
]);
export type ExpectationKind = z.infer<typeof expectationKind>;

/** How long the agent waits for the caller. All in milliseconds of media time. */
export const patience = z.object({
  /** Silence after complete speech that ends the turn. */
  endSilenceMs: z.number().int().min(50).max(10_000),
  /** Silence after incomplete speech that ends the turn all the same. */
  capMs: z.number().int().min(100).max(20_000),
  /** Silence from the end of the agent's speech until the caller is asked again. */
  noInputMs: z.number().int().min(500).max(120_000),
  /** Silence after a key that ends a row of keys. */
  interDigitMs: z.number().int().min(200).max(20_000),
});
export type Patience = z.infer<typeof patience>;

/**
 * What the flow, at its present node, expects to hear next. Pure data, made by the node, read by endpointing, recognition
 * hints, understanding, the cache and prediction.
 */
export const expectation = z
  .object({
    kind: expectationKind,
    language: languageTag,
    choices: z.array(expectedChoice).default([]),
    /** For `digits`: how many. `terminator` ends the row early. */
    digits: z
      .object({
        min: z.number().int().min(1).max(64),
        max: z.number().int().min(1).max(64),
        terminator: z.enum(['#', '*']).optional(),
      })
      .optional(),
    /** Words the recogniser should lean towards: names, products, places. */
    hints: z.array(z.string()).default([]),
    patience,
    /** Present: all that the caller says is a message, and no answer. */
    message: z
      .object({
        /** Silence that ends it; at its beginning, silence after which there is none. */
        silenceMs: z.number().int().min(500).max(20_000),
        maxMs: z.number().int().min(1_000).max(600_000),
        /** Whether a tone comes before it. */
        beep: z.boolean(),
        /** The key that ends it. */
        finish: z
          .string()
          .regex(/^[0-9*#]$/)
          .optional(),
      })
      .optional(),
    /** Whether keys are listened to. */
    dtmf: z.boolean().default(true),
    /** Whether speech is listened to (a PIN menu may want keys only). */
    speech: z.boolean().default(true),
  })
  .meta({ id: 'Expectation' });
export type Expectation = z.infer<typeof expectation>;

/** Defaults by kind; issue: `reference/latency.md` section 7 (cap 1.0 s, 0.6 s closed, 2.5 s spelling). */
export const defaultPatience: Record<ExpectationKind, Patience> = {
  'yes-no': { endSilenceMs: 250, capMs: 600, noInputMs: 6_000, interDigitMs: 1_500 },
  choice: { endSilenceMs: 300, capMs: 700, noInputMs: 7_000, interDigitMs: 1_500 },
  digits: { endSilenceMs: 500, capMs: 2_500, noInputMs: 8_000, interDigitMs: 3_000 },
  number: { endSilenceMs: 400, capMs: 1_200, noInputMs: 7_000, interDigitMs: 2_500 },
  'date-time': { endSilenceMs: 450, capMs: 1_200, noInputMs: 8_000, interDigitMs: 2_500 },
  phone: { endSilenceMs: 700, capMs: 2_500, noInputMs: 9_000, interDigitMs: 3_000 },
  name: { endSilenceMs: 500, capMs: 1_500, noInputMs: 8_000, interDigitMs: 2_500 },
  free: { endSilenceMs: 500, capMs: 1_000, noInputMs: 8_000, interDigitMs: 2_500 },
};
