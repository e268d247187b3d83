/** Both sides of `bench failover-peers` behind one interface. */
import { mulawDecode } from '../../src/lib/g711.ts';
import {
  FailoverModel,
  FailoverSynthesiser,
  HealthBoard,
  publishedQuantile,
  findProfile,
} from '../../src/services/providers/index.ts';
import type { OpenAiHost } from '../../src/services/providers/openai-compatible/host.ts';
import { OpenAiCompatibleModel } from '../../src/services/providers/openai-compatible/languageModel.ts';
import { OpenAiSynthesiser } from '../../src/services/providers/openai-compatible/synthesiser.ts';
import { hearToneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import { profiles } from '../failover/providers.ts';
import type { Hosts, Kind } from './hosts.ts';
import type { Peer, PeerHost } from './livekit.ts';

/** A turn that is not over by then left its caller in silence. */
export const LIMIT_MS = 30_000;
export const SAMPLE = 'Your table for four is booked on Friday at seven thirty, turn';

export interface Result {
  readonly firstMs: number | null;
  readonly heard: string;
  readonly expected: string;
}

export interface Runner {
  run(texts: readonly string[], concurrency: number): Promise<readonly Result[]>;
  close(): Promise<void>;
}

export function ours(kind: Kind, { hosts }: Hosts): Runner {
  const board = new HealthBoard({
    published: (work, name) => p95Of(work === 'model' ? 'model' : 'synthesiser', name),
  });
  const [first, second] = hosts;
  const host = (name: OpenAiHost['name'], { url, key, model }: PeerHost): OpenAiHost => ({
    name,
    url,
    key,
    keyHeader: 'authorization',
    model,
    ttsModel: model,
    ttsVoice: 'alloy',
  });
  const both = [host('groq', first), host('openai-compatible', second)];
  const language = 'en-US';
  if (kind === 'model') {
    const parts = both.map((it) => new OpenAiCompatibleModel(it));
    const model = new FailoverModel({ board, language, parts });
    return {
      run: (texts, concurrency) =>
        inParallel(texts, concurrency, (text) =>
          answered(text, (sink) => model.generate({ messages: [{ role: 'caller', text }], tools: [] }, sink)),
        ),
      close: async () => void (await Promise.all(parts.map((part) => part.close()))),
    };
  }
  const parts = both.map((it) => new OpenAiSynthesiser(it));
  const synthesiser = new FailoverSynthesiser({ board, language, parts });
  return {
    run: (texts, concurrency) => inParallel(texts, concurrency, (text) => spoken(text, synthesiser)),
    close: async () => void (await Promise.all(parts.map((part) => part.close()))),
  };
}

type Sink = Parameters<FailoverModel['generate']>[1];

function answered(text: string, ask: (sink: Sink) => unknown): Promise<Result> {
  const began = performance.now();
  const expected = answerOf(text);
  let firstMs: number | null = null;
  let heard = '';
  return new Promise((resolve) => {
    const end = () => resolve({ firstMs, heard, expected });
    setTimeout(end, LIMIT_MS).unref();
    ask({
      text: (delta) => {
        firstMs ??= performance.now() - began;
        heard += delta;
      },
      toolCall: () => undefined,
      done: end,
      failed: end,
    });
  });
}

/** A clause that breaks goes on as in a call: what came is kept, the rest is asked of the others. */
function spoken(text: string, synthesiser: FailoverSynthesiser): Promise<Result> {
  const began = performance.now();
  let firstMs: number | null = null;
  const pieces: Uint8Array[] = [];
  return new Promise((resolve) => {
    const end = () =>
      resolve({ firstMs, heard: hearToneSpeech(mulawDecode(Buffer.concat(pieces))), expected: text });
    setTimeout(end, LIMIT_MS).unref();
    const speak = (without: readonly string[]) =>
      synthesiser.speak(
        { text, language: 'en-US', without },
        {
          audio: (mulaw) => {
            firstMs ??= performance.now() - began;
            pieces.push(mulaw);
          },
          done: end,
          failed: ({ provider }) => {
            // Nothing of it has been played here: it is said anew. In a call the mouth goes on at the word (docs/providers.md).
            if (without.length > 0) return end();
            pieces.length = 0;
            speak([provider]);
          },
        },
      );
    speak([]);
  });
}

export function theirs(kind: Kind, { hosts }: Hosts, peer: Peer): Runner {
  return {
    async run(texts, concurrency) {
      const turns = await peer.run({ kind, hosts, texts, concurrency, limitMs: LIMIT_MS });
      return turns.map(({ firstMs, text, pcm, rate }, n) => {
        const bytes = Buffer.from(pcm, 'base64');
        const samples = new Int16Array(bytes.length >> 1);
        for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(i * 2);
        const heard = kind === 'model' ? text : hearToneSpeech(samples, rate);
        // Results come as they end: which text it was is read from the answer itself.
        const number = /turn (\d+)/.exec(heard)?.[1];
        const wanted = texts.find((it) => it === `${SAMPLE} ${number}.`) ?? (texts[n] as string);
        return { firstMs, heard, expected: kind === 'model' ? answerOf(wanted) : wanted };
      });
    },
    close: () => Promise.resolve(),
  };
}

const answerOf = (text: string) => `You said: ${text}`;

function p95Of(kind: Kind, name: string): number {
  return publishedQuantile(findProfile(profiles[kind][name === 'groq' ? 0 : 1]), 0.95);
}

async function inParallel(
  texts: readonly string[],
  concurrency: number,
  one: (text: string) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    for (let text = texts[next++]; text !== undefined; text = texts[next++]) results.push(await one(text));
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return results;
}
