/** The simulated providers of the bench: real wire formats on loopback, latencies drawn from published distributions. */
import { profileLatency } from '../../src/services/providers/index.ts';
import { seededRandom } from '../../src/types/clock.ts';
import { AzureServer } from '../../src/simulator/providers/azure/server.ts';
import type { ProviderBehaviour, ProviderFault } from '../../src/simulator/providers/behaviour.ts';
import { DeepgramServer } from '../../src/simulator/providers/deepgram/server.ts';
import { ElevenLabsServer } from '../../src/simulator/providers/elevenlabs/server.ts';
import { GeminiServer } from '../../src/simulator/providers/gemini/server.ts';
import { OpenAiChatServer } from '../../src/simulator/providers/openaiChat/server.ts';
import type { ModelScript } from '../../src/simulator/providers/models/script.ts';

export type Work = 'recogniser' | 'synthesiser' | 'model';

export const orders: Readonly<Record<Work, readonly [string, string]>> = {
  recogniser: ['deepgram', 'elevenlabs'],
  synthesiser: ['azure', 'elevenlabs'],
  model: ['groq', 'gemini'],
};

export const profiles: Readonly<Record<Work, readonly [string, string]>> = {
  recogniser: ['stt/deepgram/nova-3-general', 'stt/elevenlabs/scribe-v2-realtime'],
  synthesiser: ['tts/azure/neural-streaming', 'tts/elevenlabs/websocket-input-streaming'],
  model: ['llm/groq/gpt-oss-120b', 'llm/google-ai-studio/gemini-3.5-flash-lite-minimal'],
};

export const answerTo = (words: string): string => `You said ${words}. What else?`;

/** The words that callers say: nothing else in a request looks like them. */
export const CALLERS_WORDS = /^[a-z]+ [a-z]+ \d+$/;

/**
 * Answers the caller's last words. Asked to go on with a sentence that another model has begun, it goes on with it or, as
 * models do, says it again from the beginning: by turns.
 */
const script: ModelScript = ({ texts }) => {
  const words = texts.findLast((text) => CALLERS_WORDS.test(text.trim()))?.trim() ?? '';
  const answer = answerTo(words);
  const begun = texts.findLast(
    (text) => text !== '' && answer.startsWith(text) && text.length < answer.length,
  );
  const again = words.length % 2 === 0;
  return { text: begun === undefined || again ? answer : answer.slice(begun.length).trimStart() };
};

interface Part {
  readonly behaviour: ProviderBehaviour;
  dropConnections(): void;
}

export interface SimulatedProviders {
  /** For the server under test. */
  readonly env: Readonly<Record<string, string>>;
  /** The first and the second of one kind of work. */
  both(work: Work): readonly [Part, Part];
  healthy(): void;
  fault(work: Work, fault: FaultName): void;
  close(): Promise<void>;
}

export const faultNames = ['refuse', '401', '429', '500', 'stall', 'close', 'garbage', 'slow'] as const;
export type FaultName = (typeof faultNames)[number];

const KEY = 'key-for-the-bench-0123456789';

export async function startProviders(seed: number): Promise<SimulatedProviders> {
  const keys = [KEY];
  const latency = (work: Work, place: 0 | 1) =>
    profileLatency(profiles[work][place], seededRandom(seed + place + 10 * works.indexOf(work)));
  const [deepgram, elevenlabs, azure, groq, gemini] = await Promise.all([
    DeepgramServer.start({ keys }),
    ElevenLabsServer.start({ keys }),
    AzureServer.start({ keys }),
    OpenAiChatServer.start({ keys, script, tokenMs: 8 }),
    GeminiServer.start({ keys, script, tokenMs: 8 }),
  ]);
  deepgram.stt.latency = latency('recogniser', 0);
  elevenlabs.stt.latency = latency('recogniser', 1);
  azure.tts.latency = latency('synthesiser', 0);
  elevenlabs.tts.latency = latency('synthesiser', 1);
  groq.behaviour.latency = latency('model', 0);
  gemini.behaviour.latency = latency('model', 1);
  const part = (behaviour: ProviderBehaviour, server: { dropConnections(): void }): Part => ({
    behaviour,
    dropConnections: () => server.dropConnections(),
  });
  const parts: Record<Work, readonly [Part, Part]> = {
    recogniser: [part(deepgram.stt, deepgram), part(elevenlabs.stt, elevenlabs)],
    synthesiser: [part(azure.tts, azure), part(elevenlabs.tts, elevenlabs)],
    model: [part(groq.behaviour, groq), part(gemini.behaviour, gemini)],
  };
  return {
    env: {
      DEEPGRAM_API_KEY: KEY,
      DEEPGRAM_URL: deepgram.url,
      ELEVENLABS_API_KEY: KEY,
      ELEVENLABS_URL: elevenlabs.url,
      AZURE_SPEECH_KEY: KEY,
      AZURE_SPEECH_STT_URL: azure.url.replace('http:', 'ws:'),
      AZURE_SPEECH_TTS_URL: azure.url.replace('http:', 'ws:'),
      GROQ_API_KEY: KEY,
      GROQ_BASE_URL: `${groq.url}/v1`,
      GEMINI_API_KEY: KEY,
      GEMINI_BASE_URL: `${gemini.url}/v1beta`,
    },
    both: (work) => parts[work],
    healthy() {
      for (const { behaviour } of Object.values(parts).flat()) {
        behaviour.fault = null;
        behaviour.slowness = 1;
      }
    },
    fault(work, name) {
      const [primary] = parts[work];
      const { behaviour } = primary;
      behaviour.slowness = name === 'slow' ? 10 : 1;
      behaviour.fault = faultOf(name, work);
      // A provider that stops listening drops those who are connected too.
      if (name === 'refuse') primary.dropConnections();
    },
    async close() {
      await Promise.all([deepgram, elevenlabs, azure, groq, gemini].map((server) => server.close()));
    },
  };
}

const works: readonly Work[] = ['recogniser', 'synthesiser', 'model'];

export function faultOf(name: FaultName, work: Work): ProviderFault | null {
  switch (name) {
    case 'refuse':
    case 'stall':
    case 'garbage':
      return { kind: name };
    case '401':
      return { kind: 'status', status: 401 };
    case '429':
      return { kind: 'status', status: 429 };
    case '500':
      return { kind: 'status', status: 500 };
    case 'close':
      return { kind: 'close', afterOutputs: work === 'recogniser' ? 1 : 3 };
    case 'slow':
      return null;
  }
}
