/** The models of the simulated host, and what each can do. */

export type SimulatedModel =
  | { readonly work: 'tts'; readonly voices: readonly string[] | 'any' }
  | {
      readonly work: 'stt';
      /** Sends its words one by one when asked; others ignore the wish. */
      readonly streams: boolean;
      /** Sample rates of files that it reads; absent: all. */
      readonly fileRates?: readonly number[];
    }
  | {
      readonly work: 'embeddings';
      readonly dimensions: number;
      /** Takes `dimensions` for shorter vectors. */
      readonly shortens: boolean;
    };

const olderVoices = ['alloy', 'ash', 'coral', 'echo', 'fable', 'onyx', 'nova', 'sage', 'shimmer'];
const allVoices = [...olderVoices, 'ballad', 'verse', 'marin', 'cedar'];

/** As OpenAI has them. */
export const openAiModels: Readonly<Record<string, SimulatedModel>> = {
  'gpt-4o-mini-tts': { work: 'tts', voices: allVoices },
  'tts-1': { work: 'tts', voices: olderVoices },
  'tts-1-hd': { work: 'tts', voices: olderVoices },
  'gpt-4o-transcribe': { work: 'stt', streams: true },
  'gpt-4o-mini-transcribe': { work: 'stt', streams: true },
  'whisper-1': { work: 'stt', streams: false },
  'text-embedding-3-small': { work: 'embeddings', dimensions: 1_536, shortens: true },
  'text-embedding-3-large': { work: 'embeddings', dimensions: 3_072, shortens: true },
  'text-embedding-ada-002': { work: 'embeddings', dimensions: 1_536, shortens: false },
};

/** `GET /v1/models`. */
export function modelList(models: Readonly<Record<string, SimulatedModel>>): unknown {
  return {
    object: 'list',
    data: Object.keys(models).map((id) => ({
      id,
      object: 'model',
      created: 1_700_000_000,
      owned_by: 'system',
    })),
  };
}
