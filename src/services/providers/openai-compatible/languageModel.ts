import { systemClock, type Clock } from '../../../types/clock.ts';
import { AiSdkModel } from '../models/aiSdkModel.ts';
import { keyHeaders, type OpenAiHost } from './host.ts';
import { learningFetch, RequestHabits } from './wire.ts';

/** Any host that speaks OpenAI's chat completions with server-sent events: hosted services, vLLM, llama.cpp, Ollama. */
export class OpenAiCompatibleModel extends AiSdkModel {
  constructor(host: OpenAiHost, clock: Clock = systemClock) {
    const headers = keyHeaders(host);
    const habits = new RequestHabits(host);
    super({
      name: host.name,
      capabilities: { tools: true, prefill: false },
      order: 'free',
      clock,
      probe: { url: `${host.url}/models`, headers },
      load: async (fetch) => {
        const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
        return createOpenAICompatible({
          name: host.name,
          baseURL: host.url,
          headers,
          fetch: learningFetch(fetch, habits),
          includeUsage: true,
          transformRequestBody: (body) => habits.body(body),
        }).chatModel(host.model ?? '');
      },
    });
  }
}
