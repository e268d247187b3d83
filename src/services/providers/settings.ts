/**
 * What a provider must be told: keys, regions, addresses. From the environment (names that the providers' own tools use)
 * or from the encrypted settings store; the environment wins. Values are secrets: they are never logged or answered.
 */
import { z } from 'zod';

/** Goes into a header: nothing else than visible ASCII can be sent there. */
const key = z
  .string()
  .trim()
  .min(1)
  .max(16_384)
  .regex(/^[\x21-\x7e]+$/, 'letters, digits and signs without spaces; copy it again');
const text = z.string().trim().min(1).max(200);
const anAddress = 'an address such as https://api.example.com';
/** Without a closing slash. `ws` addresses are derived from it. No backslash: not everybody reads it as a slash. */
const url = z
  .string()
  .trim()
  .regex(/^(https?|wss?):\/\/[^\s/\\]+[^\s\\]*$/, anAddress)
  .refine((value) => URL.canParse(value), anAddress)
  .transform((value) => value.replace(/\/+$/, ''));
const path = z
  .string()
  .trim()
  .min(1)
  .refine(
    isPathLike,
    'the path of a file; the key itself belongs into credentials (GOOGLE_CREDENTIALS_JSON)',
  );

/** One provider's settings, each field with the environment variable that sets it. */
export const providerSettingsSchemas = {
  azure: z.object({
    key,
    /** e.g. `eastasia`. Not needed when both addresses are given. */
    region: text.default('eastasia'),
    /** Default: from the region. For sovereign clouds, private links and tests. */
    sttUrl: url.optional(),
    ttsUrl: url.optional(),
  }),
  google: z.object({
    /** The JSON of a service account's key file. Absent: the file that `credentialsFile` names. */
    credentials: z.string().trim().min(1).max(16_384).optional(),
    credentialsFile: path.optional(),
    project: text,
    /** Where recognition runs, e.g. `global`, `us`, `asia-southeast1`: it decides which models there are. */
    location: text
      .regex(/^[a-z0-9-]+$/, 'small letters, digits and hyphens, such as asia-southeast1')
      .default('global'),
    sttModel: text.default('telephony'),
    /** host:port of another endpoint; plain text only when it begins with `http:`. For tests and private endpoints. */
    sttUrl: url.optional(),
    ttsUrl: url.optional(),
  }),
  elevenlabs: z.object({
    key,
    /** Regional hosts: see ElevenLabs' documentation on data residency. */
    url: url.default('https://api.elevenlabs.io'),
    sttModel: text.default('scribe_v2_realtime'),
    ttsModel: text.default('eleven_flash_v2_5'),
  }),
  deepgram: z.object({
    key,
    url: url.default('https://api.deepgram.com'),
    /** `nova-3`, or `flux-general-en` / `flux-general-multi` for its own end-of-turn events. */
    sttModel: text.default('nova-3'),
    ttsModel: text.default('aura-2'),
  }),
  openai: z.object({
    key,
    url: url.default('https://api.openai.com/v1'),
    model: text.default('gpt-4.1'),
    sttModel: text.default('gpt-4o-transcribe'),
    ttsModel: text.default('gpt-4o-mini-tts'),
    ttsVoice: text.default('alloy'),
    embeddingModel: text.default('text-embedding-3-small'),
  }),
  groq: z.object({
    key,
    url: url.default('https://api.groq.com/openai/v1'),
    model: text.default('openai/gpt-oss-120b'),
  }),
  /** Any host that speaks OpenAI's API: vLLM, Ollama, llama.cpp, Azure OpenAI, a proxy. Only what is named is used. */
  'openai-compatible': z.object({
    url,
    key: key.optional(),
    /** Azure OpenAI wants `api-key`; everybody else a bearer token. */
    keyHeader: z.enum(['authorization', 'api-key']).default('authorization'),
    model: text.optional(),
    sttModel: text.optional(),
    ttsModel: text.optional(),
    ttsVoice: text.optional(),
    embeddingModel: text.optional(),
    embeddingDimensions: z.coerce.number().int().min(8).max(8_192).optional(),
  }),
  anthropic: z.object({
    key,
    url: url.default('https://api.anthropic.com/v1'),
    model: text.default('claude-haiku-4-5'),
  }),
  gemini: z.object({
    key,
    url: url.default('https://generativelanguage.googleapis.com/v1beta'),
    model: text.default('gemini-3.5-flash-lite'),
  }),
} as const;

export type ConfigurableProvider = keyof typeof providerSettingsSchemas;
export type ProviderSettings<Name extends ConfigurableProvider> = z.infer<
  (typeof providerSettingsSchemas)[Name]
>;

/** provider → field → environment variable. */
export const providerEnvironment = {
  azure: {
    key: 'AZURE_SPEECH_KEY',
    region: 'AZURE_SPEECH_REGION',
    sttUrl: 'AZURE_SPEECH_STT_URL',
    ttsUrl: 'AZURE_SPEECH_TTS_URL',
  },
  google: {
    credentials: 'GOOGLE_CREDENTIALS_JSON',
    credentialsFile: 'GOOGLE_APPLICATION_CREDENTIALS',
    project: 'GOOGLE_CLOUD_PROJECT',
    location: 'GOOGLE_SPEECH_LOCATION',
    sttModel: 'GOOGLE_SPEECH_MODEL',
    sttUrl: 'GOOGLE_SPEECH_URL',
    ttsUrl: 'GOOGLE_TTS_URL',
  },
  elevenlabs: {
    key: 'ELEVENLABS_API_KEY',
    url: 'ELEVENLABS_URL',
    sttModel: 'ELEVENLABS_STT_MODEL',
    ttsModel: 'ELEVENLABS_TTS_MODEL',
  },
  deepgram: {
    key: 'DEEPGRAM_API_KEY',
    url: 'DEEPGRAM_URL',
    sttModel: 'DEEPGRAM_STT_MODEL',
    ttsModel: 'DEEPGRAM_TTS_MODEL',
  },
  openai: {
    key: 'OPENAI_API_KEY',
    url: 'OPENAI_BASE_URL',
    model: 'OPENAI_MODEL',
    sttModel: 'OPENAI_STT_MODEL',
    ttsModel: 'OPENAI_TTS_MODEL',
    ttsVoice: 'OPENAI_TTS_VOICE',
    embeddingModel: 'OPENAI_EMBEDDING_MODEL',
  },
  groq: { key: 'GROQ_API_KEY', url: 'GROQ_BASE_URL', model: 'GROQ_MODEL' },
  'openai-compatible': {
    url: 'WEAVER_MODEL_URL',
    key: 'WEAVER_MODEL_KEY',
    keyHeader: 'WEAVER_MODEL_KEY_HEADER',
    model: 'WEAVER_MODEL',
    sttModel: 'WEAVER_STT_MODEL',
    ttsModel: 'WEAVER_TTS_MODEL',
    ttsVoice: 'WEAVER_TTS_VOICE',
    embeddingModel: 'WEAVER_EMBEDDING_MODEL',
    embeddingDimensions: 'WEAVER_EMBEDDING_DIMENSIONS',
  },
  anthropic: { key: 'ANTHROPIC_API_KEY', url: 'ANTHROPIC_BASE_URL', model: 'ANTHROPIC_MODEL' },
  gemini: { key: 'GEMINI_API_KEY', url: 'GEMINI_BASE_URL', model: 'GEMINI_MODEL' },
} as const satisfies {
  [Name in ConfigurableProvider]: { [Field in keyof ProviderSettings<Name>]-?: string };
};

/**
 * Paths are shown, keys are not. People put the key itself here, as it is or in base64, because other programs take it so.
 */
function isPathLike(value: string): boolean {
  if (value.length > 4_096 || /\p{Cc}/u.test(value) || value.startsWith('{')) return false;
  if (value.length > 512 && !/[/\\]/.test(value)) return false;
  const decoded = /^[\w+/-]+=*$/.test(value) ? Buffer.from(value, 'base64').toString('latin1') : '';
  return !/^\s*\{\s*["}]/.test(decoded);
}

export const configurableProviders = Object.keys(providerSettingsSchemas) as ConfigurableProvider[];
