/** The part of the API that setting up needs: voices, whether carriers reach this server, and the first steps. */
import { z } from 'zod';
import { languageTag } from './language.ts';

// ---------------------------------------------------------------- voices

const provider = z.string().min(1).max(64);

/** Of the query string. */
export const voiceQuery = z.object({
  language: languageTag,
  provider: provider.default('auto'),
});

export const voiceList = z
  .object({
    /** Who speaks; what `auto` means now. */
    provider: z.string(),
    /** `asked`: the provider's own list of now; `known`: what this server knows without asking. */
    from: z.enum(['asked', 'known']),
    voices: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        gender: z.enum(['female', 'male', 'neutral']).nullable(),
      }),
    ),
  })
  .meta({ id: 'VoiceList' });
export type VoiceList = z.infer<typeof voiceList>;

/** Long enough to judge a voice by, short enough not to be a way to have books read. */
export const LONGEST_PREVIEW = 300;

export const voicePreviewRequest = z
  .object({
    language: languageTag,
    provider: provider.default('auto'),
    voiceId: z.string().min(1).max(200).optional(),
    rate: z.number().min(0.5).max(2).default(1),
    text: z.string().trim().min(1).max(LONGEST_PREVIEW),
  })
  .meta({ id: 'VoicePreviewRequest' });
export type VoicePreviewRequest = z.infer<typeof voicePreviewRequest>;

// ---------------------------------------------------------------- whether carriers reach this server

export const webhookStep = z.enum(['address', 'name', 'connection', 'webhook', 'socket', 'signature']);
export type WebhookStep = z.infer<typeof webhookStep>;

export const webhookCheckRequest = z.object({
  /** Whose webhook and sockets are tried. */
  carrier: z.enum(['twilio', 'telnyx']).default('twilio'),
});

export const webhookCheck = z
  .object({
    ok: z.boolean(),
    /** What was checked; null: there is no public address yet. */
    publicUrl: z.string().nullable(),
    /** What to enter at the carrier; null as above. */
    webhook: z.string().nullable(),
    steps: z.array(
      z.object({
        step: webhookStep,
        /** null: not tried, because an earlier step failed. */
        ok: z.boolean().nullable(),
        /** From the error table, when it failed. */
        code: z.string().nullable(),
        says: z.string().nullable(),
        fix: z.string().nullable(),
        /** What stands in the sentence. */
        detail: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
  })
  .meta({ id: 'WebhookCheck' });
export type WebhookCheck = z.infer<typeof webhookCheck>;

/** `proof`: only a server with this store can make it of the caller's nonce. */
export const reachable = z.object({ proof: z.string() }).meta({ id: 'Reachable' });

// ---------------------------------------------------------------- first steps

/** When each first happened; null: not yet. */
export const firstSteps = z
  .object({
    /** A flow of one's own was published. */
    flow: z.iso.datetime().nullable(),
    /** Somebody talked to a flow in the browser. */
    talked: z.iso.datetime().nullable(),
    /** A call came in from a carrier. */
    number: z.iso.datetime().nullable(),
  })
  .meta({ id: 'FirstSteps' });
export type FirstSteps = z.infer<typeof firstSteps>;
