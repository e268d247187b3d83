import { GoogleRecogniser } from '../../src/services/providers/google/recogniser.ts';
import { GoogleSynthesiser } from '../../src/services/providers/google/synthesiser.ts';
import type { GoogleSettings } from '../../src/services/providers/google/endpoint.ts';
import { GoogleServer } from '../../src/simulator/providers/google/index.ts';
import { recogniserContract } from './contract/recogniser.ts';
import { synthesiserContract } from './contract/synthesiser.ts';

const settings = (url: string, location: string): GoogleSettings => ({
  project: 'project-for-tests',
  location,
  sttModel: 'telephony',
  sttUrl: url,
  ttsUrl: url,
});

for (const [language, location] of [
  ['en-US', 'global'],
  ['zh-HK', 'asia-southeast1'],
] as const)
  recogniserContract({
    name: `google ${language}`,
    language,
    unservedLanguage: 'xx-XX',
    open: async () => {
      const server = await GoogleServer.start({ location });
      const part = new GoogleRecogniser(settings(server.url, location));
      return {
        part,
        behaviour: server.stt,
        dropConnections: () => server.dropConnections(),
        close: async () => {
          await part.close();
          await server.close();
        },
      };
    },
  });

const whole = 'a unary answer comes whole or not at all';
for (const [name, language, unknownVoice, cannot] of [
  ['streaming', 'en-US', 'en-US-Chirp3-HD-Nobody', {}],
  ['unary', 'zh-HK', 'yue-HK-Standard-Z', { hang: whole }],
] as const)
  synthesiserContract({
    name: `google ${language}, ${name}`,
    language,
    unservedLanguage: 'xx-XX',
    unknownVoice,
    cannot,
    open: async () => {
      const server = await GoogleServer.start();
      const part = new GoogleSynthesiser(settings(server.url, 'global'));
      return {
        part,
        behaviour: server.tts,
        dropConnections: () => server.dropConnections(),
        close: async () => {
          await part.close();
          await server.close();
        },
      };
    },
  });
