/**
 * ConversationRelay's messages to the carrier. Everything is checked before it is sent: the carrier drops what it does
 * not like, and after ten such messages ends the call. `config` and `hints` are left out: their form is not published.
 */
import { z } from 'zod';

export const relayText = z.strictObject({
  type: z.literal('text'),
  /** Spaces belong to tokens. May be empty, to carry `last`. */
  token: z.string(),
  last: z.boolean().optional(),
  lang: z.string().min(2).max(35).optional(),
  interruptible: z.boolean().optional(),
  preemptible: z.boolean().optional(),
});

export const relayPlay = z.strictObject({
  type: z.literal('play'),
  source: z.url({ protocol: /^https?$/ }),
  /** 0 = 1,000, the most. */
  loop: z.int().min(0).max(1000).optional(),
  interruptible: z.boolean().optional(),
  preemptible: z.boolean().optional(),
});

/** Twilio: `0-9 w # *`. Telnyx also takes `A-D` and `W`, which are left out to be right on both. */
export const relaySendDigits = z.strictObject({
  type: z.literal('sendDigits'),
  digits: z
    .string()
    .regex(/^[0-9w#*]+$/)
    .max(512),
});

export const relayLanguage = z
  .strictObject({
    type: z.literal('language'),
    ttsLanguage: z.string().min(2).max(35).optional(),
    transcriptionLanguage: z.string().min(2).max(35).optional(),
  })
  .refine((m) => m.ttsLanguage !== undefined || m.transcriptionLanguage !== undefined, {
    path: ['ttsLanguage'],
  });

export const relayEnd = z.strictObject({ type: z.literal('end'), handoffData: z.string().optional() });

const schemas = {
  text: relayText,
  play: relayPlay,
  sendDigits: relaySendDigits,
  language: relayLanguage,
  end: relayEnd,
} as const;

export type RelayOutbound =
  | z.infer<typeof relayText>
  | z.infer<typeof relayPlay>
  | z.infer<typeof relaySendDigits>
  | z.infer<typeof relayLanguage>
  | z.infer<typeof relayEnd>;

export type Encoded =
  | { readonly ok: true; readonly frame: string }
  | { readonly ok: false; readonly type: string; readonly field: string };

/** The text frame for a message, or the field that the carrier would refuse. */
export function encodeRelay(message: RelayOutbound): Encoded {
  const schema = Object.hasOwn(schemas, message.type) ? schemas[message.type] : undefined;
  if (schema === undefined) return { ok: false, type: 'unknown', field: 'type' };
  const result = schema.safeParse(message);
  if (result.success) return { ok: true, frame: JSON.stringify(result.data) };
  const issue = result.error.issues[0];
  const field = issue?.code === 'unrecognized_keys' ? issue.keys.join(',') : (issue?.path.join('.') ?? '');
  return { ok: false, type: message.type, field };
}
