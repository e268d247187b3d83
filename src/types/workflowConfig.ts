import { z } from 'zod';
import { e164 } from './e164.ts';
import { cacheSettings } from './cache.ts';
import { languageTag } from './language.ts';
import { trialSettings } from './trial.ts';
import { budgetSettings } from './turnBudget.ts';

/** How one language of a workflow is heard and spoken. The form of the integration guide. */
export const languageVoice = z
  .object({
    language: languageTag,
    /** Provider names; `auto` lets the server choose (docs/languages.md). */
    sttProvider: z.string().default('auto'),
    ttsProvider: z.string().default('auto'),
    /**
     * Who is asked when the first does not answer, in order. Absent: everybody here who serves the language. Empty: nobody.
     */
    sttFallbacks: z.array(z.string()).max(8).optional(),
    ttsFallbacks: z.array(z.string()).max(8).optional(),
    /** The provider's voice id; absent = its first voice for the language. */
    voiceId: z.string().optional(),
    /** Who speaks an answer from its beginning to its end when the first is forecast to be late; callers hear another voice. */
    fasterVoice: z.object({ provider: z.string().min(1), voiceId: z.string().optional() }).optional(),
    speakingRate: z.number().min(0.5).max(2).default(1),
    optimizations: z
      .object({
        /** Regions whose words and pronunciations are accepted, e.g. `['Hong Kong', 'Macau']`. */
        dialectSupport: z.array(z.string()).default([]),
        toneAwareness: z.boolean().default(false),
        culturalContext: z.boolean().default(false),
      })
      .prefault({}),
    /** Attributes for ConversationRelay where Twilio hears and speaks. */
    relay: z
      .object({
        ttsProvider: z.enum(['Google', 'Amazon', 'ElevenLabs']).optional(),
        voice: z.string().optional(),
        transcriptionProvider: z.enum(['Google', 'Deepgram']).optional(),
        speechModel: z.string().optional(),
      })
      .prefault({}),
  })
  .meta({ id: 'LanguageVoice' });
export type LanguageVoice = z.infer<typeof languageVoice>;

export const performanceSettings = z
  .object({
    /** Milliseconds, decision → audio: what a turn aims for, and what raises an alert. */
    targetLatency: z.number().int().min(50).max(10_000).default(300),
    maxLatency: z.number().int().min(100).max(30_000).default(500),
    cacheEnabled: z.boolean().default(true),
    cache: cacheSettings.prefault({}),
    languageOptimization: z.boolean().default(true),
    failoverEnabled: z.boolean().default(true),
    /** Whether answers are prepared before the caller's turn is over. Costs tokens and characters. */
    speculation: z.boolean().default(true),
    /** Whether likely answers are made ready while the agent is still asking. Costs characters. */
    prediction: z.boolean().default(true),
    /** What is measured by letting some calls go without it. */
    trial: trialSettings.prefault({}),
    /** Noise reduction on the voice-activity branch only; it makes recognition worse (docs/audio.md). */
    noiseReduction: z.enum(['off', 'auto', 'on']).default('off'),
    /** What may be done for a turn whose forecast misses its latency. */
    budget: budgetSettings.prefault({}),
  })
  .meta({ id: 'PerformanceSettings' });
export type PerformanceSettings = z.infer<typeof performanceSettings>;

/** A workflow's setup. */
export const workflowConfig = z
  .object({
    name: z.string().min(1).max(120),
    description: z.string().max(2_000).default(''),
    /** The first is the language in which a call begins. */
    languages: z.array(languageVoice).min(1),
    /** `auto`: ConversationRelay or Media Streams by language and configured providers. */
    transport: z.enum(['auto', 'media', 'relay']).default('auto'),
    model: z
      .object({
        provider: z.string().default('none'),
        model: z.string().optional(),
        /** As `sttFallbacks`, for language models. */
        fallbacks: z.array(z.string()).max(8).optional(),
        temperature: z.number().min(0).max(2).optional(),
        /** Given to the model in every conversation node. */
        persona: z.string().max(8_000).default(''),
      })
      .prefault({}),
    performance: performanceSettings.prefault({}),
    telephone: z
      .object({
        /** E.164 numbers that reach this workflow. */
        numbers: z.array(z.string().regex(e164)).default([]),
        maxCallMinutes: z.number().min(1).max(240).default(30),
        /** Spoken when nothing else can be: per language, then any. */
        fallbackLine: z.record(z.string(), z.string()).default({}),
        /** Where a caller goes when the flow fails. */
        fallbackTransferTo: z.string().optional(),
      })
      .prefault({}),
    privacy: z
      .object({
        /** Whether the words of callers are kept. */
        keepTranscripts: z.boolean().default(true),
        recordCalls: z.boolean().default(false),
        retentionDays: z.number().int().min(0).max(3_650).default(30),
      })
      .prefault({}),
    /** Hosts that HTTP nodes may reach although their addresses are private or loopback. */
    allowedPrivateHosts: z.array(z.string()).default([]),
  })
  .meta({ id: 'WorkflowConfig' });
export type WorkflowConfig = z.infer<typeof workflowConfig>;
/** As a person writes it: defaults left out. */
export type WorkflowConfigInput = z.input<typeof workflowConfig>;
