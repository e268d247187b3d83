import type { ProviderEntry } from '../registry.ts';
import type { OpenAiHost } from './host.ts';

interface About {
  /** How to configure it, as one sentence. */
  readonly way: string;
  readonly can: string;
  readonly cannot: string;
  readonly licence: string;
  readonly profile?: string;
}

const about: Readonly<Record<OpenAiHost['name'], About>> = {
  openai: {
    way: 'Set OPENAI_API_KEY, or enter a key under Settings.',
    can: "Answers with OpenAI's models, token by token, and calls tools.",
    cannot:
      'What callers say goes to OpenAI. Continues no sentence that another model began. Models that think are told to think as little as they can; for a telephone choose one that does not, such as gpt-4.1.',
    licence: 'service terms of OpenAI',
    profile: 'llm/openai/gpt-4.1',
  },
  groq: {
    way: 'Set GROQ_API_KEY, or enter a key under Settings.',
    can: "Answers with open models on Groq's hardware, token by token, and calls tools.",
    cannot:
      'What callers say goes to Groq. Continues no sentence that another model began. Free accounts are limited to a few calls at a time.',
    licence: 'service terms of Groq; the models have their own',
    profile: 'llm/groq/gpt-oss-120b',
  },
  'openai-compatible': {
    way: 'Set WEAVER_MODEL_URL and WEAVER_MODEL (and WEAVER_MODEL_KEY if the host wants a key).',
    can: "Answers with any model behind OpenAI's chat completions: vLLM, Ollama, llama.cpp, Azure OpenAI, a proxy.",
    cannot:
      'Is as fast and as good as the host and the model. Tools work only where the host supports them. Continues no sentence that another model began.',
    licence: 'depends on the host and the model',
  },
};

/** The language model of one of the hosts that speak OpenAI's API. */
export function openAiModelEntries(
  name: OpenAiHost['name'],
  host: () => OpenAiHost | undefined,
): ProviderEntry[] {
  const { way, ...rest } = about[name];
  return [
    {
      name,
      work: 'model',
      automatic: true,
      supports: () => true,
      unavailable: () => (host()?.model === undefined ? way : undefined),
      ...rest,
      load: async (model) => {
        const configured = host();
        if (configured?.model === undefined) throw new Error(way);
        const { OpenAiCompatibleModel } = await import('./languageModel.ts');
        return new OpenAiCompatibleModel({ ...configured, model: model ?? configured.model });
      },
    },
  ];
}
