import { systemClock, type Clock } from '../../../types/clock.ts';
import { AiSdkModel } from '../models/aiSdkModel.ts';
import type { ProviderSettings } from '../settings.ts';

/** The version of the wire format, which every request names. */
const VERSION = '2023-06-01';

/** Up to 4.5 a last message of the agent is continued; later models refuse it. Unknown names are taken for later ones. */
export function takesPrefill(model: string): boolean {
  return /^claude-(?:instant|2|3|(?:opus|sonnet|haiku)-4-(?:[0-5](?!\d)|\d{8}))/.test(model);
}

/** Anthropic's messages API. */
export class AnthropicModel extends AiSdkModel {
  constructor({ key, url, model }: ProviderSettings<'anthropic'>, clock: Clock = systemClock) {
    super({
      name: 'anthropic',
      capabilities: { tools: true, prefill: takesPrefill(model) },
      order: 'strict',
      clock,
      probe: { url: `${url}/models?limit=1`, headers: { 'x-api-key': key, 'anthropic-version': VERSION } },
      load: async (fetch) => {
        const { createAnthropic } = await import('@ai-sdk/anthropic');
        return createAnthropic({ apiKey: key, baseURL: url, fetch })(model);
      },
      call: {
        // A caller waits. Models that cannot do without think as little as they may.
        reasoning: 'none',
        // A tool's arguments are wanted whole and checked by the service, not as early as possible.
        providerOptions: { anthropic: { toolStreaming: false } },
      },
    });
  }
}
