import { WeaverError } from '../../../types/errors/index.ts';
import type { LanguageModel } from '../../../types/ports.ts';
import { providerSettingsSchemas } from '../settings.ts';
import { otherHost } from './host.ts';
import { OpenAiCompatibleModel } from './languageModel.ts';

/**
 * The model that `WEAVER_MODEL_URL`, `WEAVER_MODEL_KEY` and `WEAVER_MODEL` configure; null when none of them is set.
 * Throws `PROVIDER_MODEL_NOT_CONFIGURED` when only some are, `PROVIDER_MODEL_URL_INVALID`.
 */
export function openAiCompatibleModel(env: NodeJS.ProcessEnv): LanguageModel | null {
  const url = env['WEAVER_MODEL_URL'];
  const model = env['WEAVER_MODEL'];
  const key = env['WEAVER_MODEL_KEY'];
  if (!url && !model && !key) return null;
  if (!url || !model) throw new WeaverError('PROVIDER_MODEL_NOT_CONFIGURED');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new WeaverError('PROVIDER_MODEL_URL_INVALID');
  }
  const settings = providerSettingsSchemas['openai-compatible'].parse({ url, model, key: key || undefined });
  return new OpenAiCompatibleModel(otherHost(settings));
}
