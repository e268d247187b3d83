/** The Azure adapters, with Microsoft's SDK inside, against a server that speaks Azure Speech's wire format. */
import { AzureRecogniser } from '../../src/services/providers/azure/recogniser.ts';
import { AzureSynthesiser } from '../../src/services/providers/azure/synthesiser.ts';
import { AzureServer } from '../../src/simulator/providers/azure/server.ts';
import { systemClock } from '../../src/types/clock.ts';
import { TEST_KEY, type Harness } from './contract/harness.ts';
import { recogniserContract } from './contract/recogniser.ts';
import { synthesiserContract } from './contract/synthesiser.ts';
import type { Recogniser, Synthesiser } from '../../src/types/ports.ts';

async function recogniser(route: '1' | '2'): Promise<Harness<Recogniser>> {
  const server = await AzureServer.start();
  const settings = { key: TEST_KEY, region: 'eastasia', sttUrl: server.url };
  const part = new AzureRecogniser(settings, systemClock, route);
  return {
    part,
    behaviour: server.stt,
    dropConnections: () => server.dropConnections(),
    close: async () => {
      await part.close();
      await server.close();
    },
  };
}

async function synthesiser(): Promise<Harness<Synthesiser>> {
  const server = await AzureServer.start();
  const part = new AzureSynthesiser({ key: TEST_KEY, region: 'eastasia', ttsUrl: server.url });
  return {
    part,
    behaviour: server.tts,
    dropConnections: () => server.dropConnections(),
    close: async () => {
      await part.close();
      await server.close();
    },
  };
}

const unservedLanguage = 'xx-XX';
recogniserContract({
  name: 'azure, zh-HK, v1',
  open: () => recogniser('1'),
  language: 'zh-HK',
  unservedLanguage,
});
recogniserContract({
  name: 'azure, en-US, v2',
  open: () => recogniser('2'),
  language: 'en-US',
  unservedLanguage,
});
const unknownVoice = 'en-US-NobodyNeural';
synthesiserContract({
  name: 'azure, zh-HK',
  open: synthesiser,
  language: 'zh-HK',
  unservedLanguage,
  unknownVoice,
});
synthesiserContract({
  name: 'azure, en-US',
  open: synthesiser,
  language: 'en-US',
  unservedLanguage,
  unknownVoice,
});
