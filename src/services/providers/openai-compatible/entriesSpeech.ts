/** What a host that speaks OpenAI's API offers besides chat. Nothing is loaded before it is chosen. */
import type { Embedder, Recogniser, Synthesiser } from '../../../types/ports.ts';
import type { ProviderEntry } from '../registry.ts';
import { providerEnvironment } from '../settings.ts';
import { providerError } from '../shared/failure.ts';
import { embeddingDimensionsOf } from './embeddingModels.ts';
import type { OpenAiHost } from './host.ts';
import { knownToOpenAi } from './speechLanguages.ts';

type Name = OpenAiHost['name'];
type ModelField = 'sttModel' | 'ttsModel' | 'embeddingModel';

const titles: Readonly<Record<Name, string>> = {
  openai: 'OpenAI',
  groq: 'Groq',
  'openai-compatible': 'the host',
};

/** Recogniser, synthesiser and embedder. `host` is asked each time: settings change while the server runs. */
export function openAiSpeechEntries(name: Name, host: () => OpenAiHost | undefined): ProviderEntry[] {
  const openAi = name === 'openai';
  const named = (): OpenAiHost => {
    const it = host();
    // Asked for although `unavailable` says why not.
    if (!it) throw providerError(name, 'invalid-request', 'it is not configured');
    return it;
  };
  const common = {
    name,
    automatic: true,
    licence: openAi ? 'service terms of OpenAI' : 'terms of the host and of its models',
  } as const;
  return [
    {
      ...common,
      work: 'recogniser',
      supports: (language) => !openAi || knownToOpenAi(language),
      unavailable: () => missing(name, host(), 'sttModel', 'transcription'),
      can: openAi
        ? 'Hears some 57 languages, takes hints, and writes punctuation and numbers well.'
        : 'Hears what its model hears; takes hints.',
      cannot: openAi
        ? 'Begins only when the caller has paused: no partial results, and a final later than from recognisers that listen along. Cantonese is not on its list. Hears at most the first three minutes of a turn, and may invent words in noise.'
        : 'Begins only when the caller has paused: no partial results. Which languages its model hears nobody knows here: a wrong one is misheard, not refused. Hears at most the first three minutes of a turn, and may invent words in noise.',
      ...(openAi ? { profile: 'stt/openai/gpt-4o-transcribe' } : {}),
      load: async (): Promise<Recogniser> => new (await import('./recogniser.ts')).OpenAiRecogniser(named()),
    },
    {
      ...common,
      work: 'synthesiser',
      supports: (language) => !openAi || knownToOpenAi(language),
      unavailable: () => missing(name, host(), 'ttsModel', 'speech'),
      can: openAi
        ? 'Speaks some 57 languages in up to 13 voices, and streams.'
        : 'Speaks what its model speaks, in the voice that is named; streams where the host does.',
      cannot: openAi
        ? 'Cannot be told the language, only guesses it from the text: Chinese is Mandarin, Cantonese is not on its list, and a number alone may come in English. No phonemes, no word positions; some models ignore the rate.'
        : 'Which languages its model speaks nobody knows here, nor which voices it has. Cannot be told the language. Answers must be 16-bit PCM at 24 kHz, or WAV. No phonemes, no word positions.',
      ...(openAi ? { profile: 'tts/openai/tts' } : {}),
      load: async (): Promise<Synthesiser> =>
        new (await import('./synthesiser.ts')).OpenAiSynthesiser(named()),
    },
    {
      ...common,
      work: 'embedder',
      supports: () => true,
      unavailable: () => missing(name, host(), 'embeddingModel', 'embeddings') ?? noDimensions(name, host()),
      can: 'Finds sentences of similar meaning, in the languages of its model.',
      cannot:
        'Costs a request over the network for each text. How well it tells meanings apart in a language nobody publishes.',
      load: async (): Promise<Embedder> => new (await import('./embedder.ts')).OpenAiEmbedder(named()),
    },
  ];
}

function missing(
  name: Name,
  host: OpenAiHost | undefined,
  field: ModelField,
  work: string,
): string | undefined {
  const variables: Readonly<Record<string, string>> = providerEnvironment[name];
  if (!host) {
    const variable = name === 'openai-compatible' ? variables['url'] : variables['key'];
    return `Set ${variable}, or enter it in the settings, to use ${titles[name]}.`;
  }
  if (host[field] !== undefined) return undefined;
  const variable = variables[field];
  if (variable === undefined) return `No model for ${work} can be named for ${titles[name]} here.`;
  return `Set ${variable}, or enter it in the settings, to use ${titles[name]} for ${work}.`;
}

function noDimensions(name: Name, host: OpenAiHost | undefined): string | undefined {
  if (!host || embeddingDimensionsOf(host) !== undefined) return undefined;
  const variables: Readonly<Record<string, string>> = providerEnvironment[name];
  const variable = variables['embeddingDimensions'];
  return variable === undefined
    ? `How long the vectors of this embedding model are is not known: name text-embedding-3-small or another model of OpenAI's list.`
    : `Set ${variable} to the length of the vectors of this embedding model.`;
}
