/** The live feed: one WebSocket text message of `/live` after the other. */
import { z } from 'zod';
import { callEnd } from './call.ts';
import { metricsSnapshot } from './metrics.ts';
import { turn } from './turn.ts';

/** A live call as the feed shows it: no telephone numbers. */
export const liveCall = z
  .object({
    callSid: z.string(),
    workflow: z.string(),
    workflowVersion: z.number().int(),
    transport: z.string(),
    carrier: z.string(),
    language: z.string(),
    startedAt: z.iso.datetime(),
  })
  .meta({ id: 'LiveCall' });
export type LiveCall = z.infer<typeof liveCall>;

/** One WebSocket text message of `/live`. `turn` and `partial` carry words only to those who may read calls. */
export const liveMessage = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('hello'), calls: z.array(liveCall) }),
    z.object({
      type: z.literal('state'),
      providers: z.enum(['warming', 'warm', 'degraded']),
      draining: z.boolean(),
    }),
    z.object({
      type: z.literal('metrics'),
      snapshot: metricsSnapshot,
      /** Figures of simulated calls, apart; absent while there have been none. */
      simulated: metricsSnapshot.optional(),
    }),
    z.object({ type: z.literal('callStarted'), call: liveCall }),
    z.object({ type: z.literal('partial'), callSid: z.string(), text: z.string() }),
    z.object({ type: z.literal('turn'), callSid: z.string(), turn }),
    z.object({ type: z.literal('callEnded'), callSid: z.string(), end: callEnd }),
  ])
  .meta({ id: 'LiveMessage' });
export type LiveMessage = z.infer<typeof liveMessage>;
