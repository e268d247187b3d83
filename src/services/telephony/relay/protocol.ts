/**
 * ConversationRelay's messages from the carrier (Twilio, and Telnyx's compatible form) as zod schemas. Unknown types and
 * unknown fields are ignored: the carriers add both.
 */
import { z } from 'zod';
import { stringRecord } from '../fields.ts';
import { parseObject } from '../problem.ts';
import type { Parsed } from '../problem.ts';

const id = z.string().min(1).max(256);
/** Optional text: absent, null or of another type is the same as empty. */
const looseText = z.string().catch('');

export const relaySetup = z.object({
  type: z.literal('setup'),
  sessionId: id,
  callSid: id,
  accountSid: looseText,
  parentCallSid: looseText,
  from: looseText,
  to: looseText,
  forwardedFrom: looseText,
  callerName: looseText,
  callType: looseText,
  direction: looseText,
  callStatus: looseText,
  customParameters: z.unknown().optional().transform(stringRecord),
  // Telnyx
  callControlId: looseText,
  callSessionId: looseText,
  callLegId: looseText,
});

export const relayPrompt = z.object({
  type: z.literal('prompt'),
  voicePrompt: z.string(),
  lang: looseText,
  /** Absent counts as the end of the turn: a caller must not wait for a flag. */
  last: z.boolean().default(true),
});

export const relayInterrupt = z.object({
  type: z.literal('interrupt'),
  utteranceUntilInterrupt: looseText,
  /** A number today; a string in older documents. Unreadable = 0. */
  durationUntilInterruptMs: z.union([z.number(), z.string()]).catch(0).transform(milliseconds),
});

export const relayDtmf = z.object({
  type: z.literal('dtmf'),
  digit: z
    .string()
    .regex(/^[0-9*#A-Da-d]$/)
    .transform((digit) => digit.toUpperCase()),
});

export const relayError = z.object({ type: z.literal('error'), description: looseText });

export const relayInfo = z.object({
  type: z.literal('info'),
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).catch('').transform(String),
});

const schemas = {
  setup: relaySetup,
  prompt: relayPrompt,
  interrupt: relayInterrupt,
  dtmf: relayDtmf,
  error: relayError,
  info: relayInfo,
} as const;

export type RelaySetup = z.infer<typeof relaySetup>;
export type RelayPrompt = z.infer<typeof relayPrompt>;
export type RelayInfo = z.infer<typeof relayInfo>;

export type RelayInbound =
  | RelaySetup
  | RelayPrompt
  | z.infer<typeof relayInterrupt>
  | z.infer<typeof relayDtmf>
  | z.infer<typeof relayError>
  | RelayInfo
  /** A type of a newer protocol: to be ignored. */
  | { readonly type: 'unknown'; readonly name: string };

/** Parses one text frame. Never throws. */
export function parseRelay(frame: string): Parsed<RelayInbound> {
  const parsed = parseObject(frame);
  if (!parsed.ok) return parsed;
  const { type } = parsed.message;
  if (typeof type !== 'string' || type === '') return { ok: false, problem: { kind: 'no-event' } };
  if (!isKnown(type)) return { ok: true, message: { type: 'unknown', name: type } };
  const result = schemas[type].safeParse(parsed.message);
  if (result.success) return { ok: true, message: result.data };
  const field = result.error.issues[0]?.path.join('.') ?? '';
  return { ok: false, problem: { kind: 'invalid-field', event: type, field } };
}

function isKnown(type: string): type is keyof typeof schemas {
  return Object.hasOwn(schemas, type);
}

function milliseconds(value: number | string): number {
  const ms = typeof value === 'string' && value.trim() === '' ? 0 : Number(value);
  return Number.isFinite(ms) && ms > 0 ? ms : 0;
}
