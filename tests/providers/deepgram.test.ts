import { DeepgramRecogniser } from '../../src/services/providers/deepgram/recogniser.ts';
import { DeepgramSynthesiser } from '../../src/services/providers/deepgram/synthesiser.ts';
import { DeepgramServer } from '../../src/simulator/providers/deepgram/server.ts';
import { recogniserContract } from './contract/recogniser.ts';
import { synthesiserContract } from './contract/synthesiser.ts';
import { settingsAt } from './deepgramKit.ts';

for (const [sttModel, language] of [
  ['nova-3', 'en-US'],
  ['nova-3', 'zh-HK'],
  ['flux-general-en', 'en-US'],
] as const)
  recogniserContract({
    name: `deepgram ${sttModel} ${language}`,
    language,
    unservedLanguage: 'xx-XX',
    async open() {
      const server = await DeepgramServer.start();
      const part = new DeepgramRecogniser(settingsAt(server.url, { sttModel }));
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

synthesiserContract({
  name: 'deepgram',
  language: 'en-US',
  unservedLanguage: 'zh-HK',
  unknownVoice: 'aura-2-nobody-en',
  cannot: { content: 'Deepgram documents no filter of what Aura says' },
  async open() {
    const server = await DeepgramServer.start();
    const part = new DeepgramSynthesiser(settingsAt(server.url));
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
