/** ElevenLabs: both adapters pass the contracts against a server that speaks its wire format. */
import { describe, expect, it } from 'vitest';
import { elevenlabsEntries } from '../../src/services/providers/elevenlabs/entries.ts';
import { ElevenLabsRecogniser } from '../../src/services/providers/elevenlabs/recogniser.ts';
import { ElevenLabsSynthesiser } from '../../src/services/providers/elevenlabs/synthesiser.ts';
import { providerSettingsSchemas, type ProviderSettings } from '../../src/services/providers/settings.ts';
import { ElevenLabsServer } from '../../src/simulator/providers/elevenlabs/server.ts';
import { TEST_KEY } from './contract/harness.ts';
import { recogniserContract } from './contract/recogniser.ts';
import { synthesiserContract } from './contract/synthesiser.ts';

const settingsFor = (url: string): ProviderSettings<'elevenlabs'> =>
  providerSettingsSchemas.elevenlabs.parse({ key: TEST_KEY, url });

synthesiserContract({
  name: 'elevenlabs',
  language: 'en-US',
  unservedLanguage: 'zh-HK',
  unknownVoice: 'a-voice-of-nobody',
  open: async () => {
    const server = await ElevenLabsServer.start();
    const part = new ElevenLabsSynthesiser(settingsFor(server.url));
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

for (const language of ['en-US', 'zh-HK'])
  recogniserContract({
    name: `elevenlabs (${language})`,
    language,
    unservedLanguage: 'xx-XX',
    open: async () => {
      const server = await ElevenLabsServer.start();
      const part = new ElevenLabsRecogniser(settingsFor(server.url));
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

describe('elevenlabs entries', () => {
  const entries = (ttsModel?: string) =>
    elevenlabsEntries(() =>
      providerSettingsSchemas.elevenlabs.parse({ key: TEST_KEY, ...(ttsModel ? { ttsModel } : {}) }),
    );

  it('say what is missing, and how to get it', async () => {
    for (const entry of elevenlabsEntries(() => undefined)) {
      expect(entry.unavailable()).toContain('ELEVENLABS_API_KEY');
      await expect(entry.load()).rejects.toThrow(/ELEVENLABS_API_KEY/);
    }
    for (const entry of entries()) expect(entry.unavailable()).toBeUndefined();
  });

  it('name the models that work where one is set that does not', () => {
    const [recogniser, synthesiser] = entries('eleven_v3');
    expect(recogniser?.unavailable()).toBeUndefined();
    expect(synthesiser?.unavailable()).toContain('eleven_flash_v2_5');
    expect(synthesiser?.supports('en-US')).toBe(false);
  });

  it('load a recogniser that hears Cantonese and a synthesiser that does not speak it', async () => {
    const [recogniser, synthesiser] = entries();
    expect([recogniser?.supports('zh-HK'), synthesiser?.supports('zh-HK')]).toEqual([true, false]);
    const loaded = [await recogniser?.load(), await synthesiser?.load()];
    expect(loaded.map((part) => part?.constructor.name)).toEqual([
      'ElevenLabsRecogniser',
      'ElevenLabsSynthesiser',
    ]);
  });
});
