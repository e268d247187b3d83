import { systemClock, type Clock } from '../../../types/clock.ts';
import { AiSdkModel } from '../models/aiSdkModel.ts';
import type { ProviderSettings } from '../settings.ts';

/** Google's Gemini API (the one with an API key; not Vertex AI). */
export class GeminiModel extends AiSdkModel {
  constructor({ key, url, model }: ProviderSettings<'gemini'>, clock: Clock = systemClock) {
    super({
      name: 'gemini',
      capabilities: { tools: true, prefill: false },
      order: 'strict',
      clock,
      probe: { url: `${url}/models?pageSize=1`, headers: { 'x-goog-api-key': key } },
      load: async (fetch) => {
        const { createGoogle } = await import('@ai-sdk/google');
        return createGoogle({ apiKey: key, baseURL: url, fetch })(model);
      },
      // A caller waits. Models that cannot do without think as little as they may.
      call: { reasoning: 'none' },
    });
  }
}
