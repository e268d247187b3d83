/**
 * The attributes of `<ConversationRelay>` and `<Language>` with known names and values, in camelCase as documented.
 * Left out because their values are not published: turnDetection, echoPromptFiltering, backgroundNoiseReduction,
 * conversationConfiguration, and the `<Failover>` element.
 */
import { z } from 'zod';
import { WeaverError } from '../../../types/errors/index.ts';
import type { XmlAttributes } from '../xml.ts';

const input = z.enum(['none', 'dtmf', 'speech', 'any']);
const language = z.string().regex(/^(multi|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$/);
const name = z.string().min(1).max(200);

const words = <T extends string>(...allowed: [T, ...T[]]) =>
  z.array(z.enum(allowed)).transform((list) => (list.length === 0 ? undefined : list.join(' ')));

const attributesSchema = z.strictObject({
  language: language.optional(),
  ttsLanguage: language.optional(),
  transcriptionLanguage: language.optional(),
  ttsProvider: z.enum(['Google', 'Amazon', 'ElevenLabs']).optional(),
  voice: name.optional(),
  transcriptionProvider: z.enum(['Google', 'Deepgram']).optional(),
  speechModel: name.optional(),
  deepgramSmartFormat: z.boolean().optional(),
  hints: z.string().max(4_000).optional(),
  profanityFilter: z.boolean().optional(),
  welcomeGreeting: z.string().max(4_000).optional(),
  welcomeGreetingInterruptible: input.optional(),
  partialPrompts: z.boolean().optional(),
  /** ms, or `auto`. */
  speechTimeout: z.union([z.literal('auto'), z.int().min(600).max(5_000)]).optional(),
  /** Deepgram `flux` only. */
  eotThreshold: z.number().min(0.5).max(0.9).optional(),
  interruptible: input.optional(),
  interruptSensitivity: z.enum(['low', 'medium', 'high']).optional(),
  ignoreBackchannel: z.boolean().optional(),
  dtmfDetection: z.boolean().optional(),
  reportInputDuringAgentSpeech: input.optional(),
  preemptible: z.boolean().optional(),
  events: words('speaker-events', 'tokens-played', 'config-updated').optional(),
  debug: words('debugging', 'speaker-events', 'tokens-played').optional(),
  elevenlabsTextNormalization: z.enum(['on', 'auto', 'off']).optional(),
  intelligenceService: name.optional(),
  applicationReconnect: z.literal(true).optional(),
});
export type RelayAttributes = z.input<typeof attributesSchema>;

const languageSchema = z.strictObject({
  code: language,
  ttsProvider: z.enum(['Google', 'Amazon', 'ElevenLabs']).optional(),
  voice: name.optional(),
  transcriptionProvider: z.enum(['Google', 'Deepgram']).optional(),
  speechModel: name.optional(),
});
export type RelayLanguage = z.input<typeof languageSchema>;

/** Checked attributes, ready for the element. Raises TEL_ATTRIBUTE_INVALID. */
export function relayAttributes(attributes: RelayAttributes): XmlAttributes {
  return check('ConversationRelay', attributesSchema.safeParse(attributes));
}

export function languageAttributes(attributes: RelayLanguage): XmlAttributes {
  return check('Language', languageSchema.safeParse(attributes));
}

const TELNYX = [
  'welcomeGreeting',
  'voice',
  'language',
  'transcriptionProvider',
  'interruptible',
  'welcomeGreetingInterruptible',
  'dtmfDetection',
] as const;

/** The attributes that Telnyx has too. */
export function telnyxAttributes(attributes: XmlAttributes): XmlAttributes {
  return Object.fromEntries(
    TELNYX.flatMap((key) => (attributes[key] === undefined ? [] : [[key, attributes[key]]])),
  );
}

function check<T extends XmlAttributes>(element: string, result: z.ZodSafeParseResult<T>): T {
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const attribute = issue?.code === 'unrecognized_keys' ? issue.keys.join(',') : issue?.path.join('.');
  throw new WeaverError('TEL_ATTRIBUTE_INVALID', { element, attribute });
}
