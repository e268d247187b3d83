/** A host that speaks OpenAI's API. Three settings records lead here: OpenAI itself, Groq, and any other. */
import type { ProviderSettings } from '../settings.ts';

export interface OpenAiHost {
  /** The provider's name, as failures and figures show it. */
  readonly name: 'openai' | 'groq' | 'openai-compatible';
  /** Up to and including the version, without a closing slash: `https://api.openai.com/v1`. */
  readonly url: string;
  readonly key?: string | undefined;
  readonly keyHeader: 'authorization' | 'api-key';
  readonly model?: string | undefined;
  readonly sttModel?: string | undefined;
  readonly ttsModel?: string | undefined;
  readonly ttsVoice?: string | undefined;
  readonly embeddingModel?: string | undefined;
  readonly embeddingDimensions?: number | undefined;
}

export const openAiHost = (settings: ProviderSettings<'openai'>): OpenAiHost => ({
  name: 'openai',
  keyHeader: 'authorization',
  ...settings,
});

export const groqHost = (settings: ProviderSettings<'groq'>): OpenAiHost => ({
  name: 'groq',
  keyHeader: 'authorization',
  ...settings,
});

export const otherHost = (settings: ProviderSettings<'openai-compatible'>): OpenAiHost => ({
  name: 'openai-compatible',
  ...settings,
});

/** The headers that carry the key. */
export function keyHeaders({ key, keyHeader }: OpenAiHost): Record<string, string> {
  if (key === undefined) return {};
  return keyHeader === 'api-key' ? { 'api-key': key } : { authorization: `Bearer ${key}` };
}
