/** All simulated providers at once, with the environment that makes a server use them. */
import { AnthropicServer } from './anthropic/server.ts';
import { AzureServer } from './azure/server.ts';
import type { ProviderBehaviour } from './behaviour.ts';
import { DeepgramServer } from './deepgram/server.ts';
import { ElevenLabsServer } from './elevenlabs/server.ts';
import { GeminiServer } from './gemini/server.ts';
import { GoogleServer } from './google/index.ts';
import { OpenAiChatServer } from './openaiChat/server.ts';
import { OpenAiSpeechServer } from './openaiSpeech/server.ts';

export interface AllProviders {
  /** Variables for a server, or for `weaver providers check`. */
  readonly env: Readonly<Record<string, string>>;
  /** `azure.stt`, `groq.model` …: how each behaves; may be changed at any time. */
  readonly behaviours: Readonly<Record<string, ProviderBehaviour>>;
  close(): Promise<void>;
}

const KEY = 'simulated-key-0123456789';
const PROJECT = 'simulated-project';
/** One of the few in which Google hears Cantonese. */
const LOCATION = 'asia-southeast1';

export async function startAllProviders(): Promise<AllProviders> {
  const keys = [KEY];
  const [azure, google, elevenlabs, deepgram, speech, groq, anthropic, gemini] = await Promise.all([
    AzureServer.start({ keys }),
    GoogleServer.start({ project: PROJECT, location: LOCATION }),
    ElevenLabsServer.start({ keys }),
    DeepgramServer.start({ keys }),
    OpenAiSpeechServer.start({ keys }),
    OpenAiChatServer.start({ keys }),
    AnthropicServer.start({ keys }),
    GeminiServer.start({ keys }),
  ]);
  const all = [azure, google, elevenlabs, deepgram, speech, groq, anthropic, gemini];
  return {
    env: {
      AZURE_SPEECH_KEY: KEY,
      AZURE_SPEECH_STT_URL: azure.url.replace('http:', 'ws:'),
      AZURE_SPEECH_TTS_URL: azure.url.replace('http:', 'ws:'),
      GOOGLE_CLOUD_PROJECT: PROJECT,
      GOOGLE_SPEECH_LOCATION: LOCATION,
      GOOGLE_SPEECH_URL: google.url,
      GOOGLE_TTS_URL: google.url,
      ELEVENLABS_API_KEY: KEY,
      ELEVENLABS_URL: elevenlabs.url,
      DEEPGRAM_API_KEY: KEY,
      DEEPGRAM_URL: deepgram.url,
      WEAVER_MODEL_URL: speech.apiUrl,
      WEAVER_MODEL_KEY: KEY,
      WEAVER_STT_MODEL: 'gpt-4o-transcribe',
      WEAVER_TTS_MODEL: 'gpt-4o-mini-tts',
      WEAVER_TTS_VOICE: 'alloy',
      WEAVER_EMBEDDING_MODEL: 'text-embedding-3-small',
      GROQ_API_KEY: KEY,
      GROQ_BASE_URL: `${groq.url}/v1`,
      ANTHROPIC_API_KEY: KEY,
      ANTHROPIC_BASE_URL: `${anthropic.url}/v1`,
      GEMINI_API_KEY: KEY,
      GEMINI_BASE_URL: `${gemini.url}/v1beta`,
    },
    behaviours: {
      'azure.stt': azure.stt,
      'azure.tts': azure.tts,
      'google.stt': google.stt,
      'google.tts': google.tts,
      'elevenlabs.stt': elevenlabs.stt,
      'elevenlabs.tts': elevenlabs.tts,
      'deepgram.stt': deepgram.stt,
      'deepgram.tts': deepgram.tts,
      'openai-compatible.stt': speech.stt,
      'openai-compatible.tts': speech.tts,
      'openai-compatible.embeddings': speech.embeddings,
      'groq.model': groq.behaviour,
      'anthropic.model': anthropic.behaviour,
      'gemini.model': gemini.behaviour,
    },
    async close() {
      await Promise.all(all.map((server) => server.close()));
    },
  };
}
