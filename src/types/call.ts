import { z } from 'zod';
import { languageTag } from './language.ts';

export const transportKind = z.enum(['media', 'relay', 'browser']);
export type TransportKind = z.infer<typeof transportKind>;

export const carrier = z.enum(['twilio', 'telnyx', 'simulator', 'browser']);
export type Carrier = z.infer<typeof carrier>;

export const callDirection = z.enum(['inbound', 'outbound']);

/** How a call ended. */
export const callEnd = z.enum([
  'completed' /* the flow reached its end */,
  'caller-hung-up',
  'transferred',
  'silence',
  'too-long',
  'connection-lost',
  'failed',
  'shutdown',
]);
export type CallEnd = z.infer<typeof callEnd>;

/** What is known of a call when its socket opens. */
export const callInfo = z.object({
  /** The carrier's id (`CA…`, a Telnyx call-control id, or our own for the browser). Unique; the call's key. */
  callSid: z.string().min(1),
  transport: transportKind,
  carrier,
  direction: callDirection,
  from: z.string(),
  to: z.string(),
  workflowId: z.string(),
  /** 0 = the draft. */
  workflowVersion: z.number().int().nonnegative(),
  language: languageTag,
});
export type CallInfo = z.infer<typeof callInfo>;

/** A call as the store keeps it. */
export const call = callInfo
  .extend({
    status: z.enum(['live', 'ended']),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    durationMs: z.number().nonnegative().nullable(),
    end: callEnd.nullable(),
    turnCount: z.number().int().nonnegative(),
    /** Error codes met on the way. */
    errors: z.array(z.string()),
    /** Node ids with the outcomes taken. */
    path: z.array(z.object({ nodeId: z.string(), nodeType: z.string(), outcome: z.string().optional() })),
  })
  .meta({ id: 'Call' });
export type Call = z.infer<typeof call>;
