import { z } from 'zod';

/**
 * The marks of one turn, in milliseconds of the call's monotonic clock. `speechStart` and `speechEnd` are acoustic: media
 * time mapped to that clock, so they lie before the moment at which they were detected.
 */
export const timelineMark = z.enum([
  'speechStart',
  'speechEnd',
  /** The voice-activity detector, or the carrier, said that speech ended. */
  'speechEndDetected',
  'firstPartial',
  'stablePartial',
  'finalTranscript',
  /** End of turn decided. Both platform clocks start or pass here. */
  'decision',
  'flowDone',
  /** The flow asked the world (an HTTP look-up); the last answer came. */
  'lookUpRequested',
  'lookUpDone',
  /** First byte of a line that bridges such a wait ("one moment, please"). It never counts as the answer. */
  'bridgeAudio',
  'modelRequested',
  'modelFirstToken',
  'firstClause',
  'synthesisRequested',
  'synthesisFirstAudio',
  /** First byte of the answer's audio (or first text token, on the text transport) handed to the socket. */
  'firstAudio',
  /** The carrier confirmed that the answer had begun or finished playing. */
  'playedFirst',
  'playedLast',
]);
export type TimelineMark = z.infer<typeof timelineMark>;

export const timeline = z.partialRecord(timelineMark, z.number()).meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof timeline>;

/** A declared constant: Twilio's own difference between mouth-to-ear and platform targets, 1,115 − 885 ms. */
export const TELEPHONE_LEGS_MS = 230;

/** The three clocks of one turn, in milliseconds; null where a mark is missing (no speech before a greeting, say). */
export const clocks = z
  .object({
    decisionToAudioMs: z.number().nullable(),
    speechEndToAudioMs: z.number().nullable(),
    earEstimateMs: z.number().nullable(),
  })
  .meta({ id: 'Clocks' });
export type Clocks = z.infer<typeof clocks>;

/** Computes the three clocks from the marks. */
export function clocksOf(marks: Timeline): Clocks {
  const between = (from?: number, to?: number) =>
    from === undefined || to === undefined ? null : Math.max(0, round(to - from));
  const decisionToAudioMs = between(marks.decision, marks.firstAudio);
  const speechEndToAudioMs = between(marks.speechEnd, marks.firstAudio);
  return {
    decisionToAudioMs,
    speechEndToAudioMs,
    earEstimateMs: speechEndToAudioMs === null ? null : round(speechEndToAudioMs + TELEPHONE_LEGS_MS),
  };
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
