/**
 * Speech and language providers in a box: servers on loopback that speak the providers' real wire formats, with real
 * clients on the other side. They hear and speak tone speech, take their latencies from published distributions, and fail
 * on demand (docs/providers.md).
 */
export { ProviderBehaviour, type BehaviourOptions, type ProviderFault } from './behaviour.ts';
export type { SimulatedProvider } from './host.ts';
export { hearToneSpeech, SYMBOL_MS, ToneEar, toneSpeech, toneSpeechMs } from './toneSpeech.ts';
export { AnthropicServer } from './anthropic/server.ts';
export { AzureServer } from './azure/server.ts';
export { DeepgramServer } from './deepgram/server.ts';
export { ElevenLabsServer } from './elevenlabs/server.ts';
export { GeminiServer } from './gemini/server.ts';
export { GoogleServer } from './google/index.ts';
export { OpenAiChatServer } from './openaiChat/server.ts';
export { OpenAiSpeechServer } from './openaiSpeech/server.ts';
export { startAllProviders, type AllProviders } from './all.ts';
