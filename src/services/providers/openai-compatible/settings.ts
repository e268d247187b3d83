import { WeaverError } from '../../../types/errors/index.ts';
import type { LanguageModel } from '../../../types/ports.ts';
import { OpenAiCompatibleModel } from './languageModel.ts';

export interface ModelSettings {
  /** Up to and including the version, e.g. `https://api.openai.com/v1` or `http://localhost:11434/v1`. */
  readonly url: string;
  readonly model: string;
  /** Sent as a bearer token; absent for hosts without keys. */
  readonly key?: string;
  /** No output at all for this long: stalled. In ms. */
  readonly firstOutputMs: number;
  /** No further output for this long: stalled. In ms. */
  readonly nextOutputMs: number;
}

export const defaultModelSettings = {
  firstOutputMs: 5_000,
  nextOutputMs: 5_000,
} as const satisfies Partial<ModelSettings>;

/**
 * Settings from `WEAVER_MODEL_URL`, `WEAVER_MODEL_KEY` and `WEAVER_MODEL`; undefined when none is set. Throws
 * `PROVIDER_MODEL_NOT_CONFIGURED` when only some are, `PROVIDER_MODEL_URL_INVALID`.
 */
export function modelSettingsFrom(env: NodeJS.ProcessEnv): ModelSettings | undefined {
  const url = env['WEAVER_MODEL_URL'];
  const model = env['WEAVER_MODEL'];
  const key = env['WEAVER_MODEL_KEY'];
  if (!url && !model && !key) return undefined;
  if (!url || !model) throw new WeaverError('PROVIDER_MODEL_NOT_CONFIGURED');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new WeaverError('PROVIDER_MODEL_URL_INVALID');
  }
  return { ...defaultModelSettings, url: url.replace(/\/+$/, ''), model, ...(key ? { key } : {}) };
}

/** The model that the environment configures, or null when it configures none. Throws as {@link modelSettingsFrom}. */
export function openAiCompatibleModel(env: NodeJS.ProcessEnv): LanguageModel | null {
  const settings = modelSettingsFrom(env);
  return settings ? new OpenAiCompatibleModel(settings) : null;
}
