import type { ProviderEntry } from '../registry.ts';
import type { ProviderSettings } from '../settings.ts';
import { providerError } from '../shared/failure.ts';
import { providerLocale } from '../shared/locales.ts';
import { modelSpeaks, speechModels } from './models.ts';

/** ElevenLabs as the registry sees it. Its parts are loaded when they are asked for. */
export function elevenlabsEntries(
  settings: () => ProviderSettings<'elevenlabs'> | undefined,
): ProviderEntry[] {
  const keyMissing = 'Set ELEVENLABS_API_KEY, or enter the key in the settings.';
  const ready = () => {
    const given = settings();
    if (!given) throw providerError('elevenlabs', 'refused', keyMissing);
    return given;
  };
  return [
    {
      name: 'elevenlabs',
      work: 'recogniser',
      automatic: true,
      supports: (language) => providerLocale(language)?.scribe !== undefined,
      unavailable: () => (settings() ? undefined : keyMissing),
      can: 'Hears about ninety languages over the telephone, Cantonese among them, with partial results and hints.',
      cannot:
        'Does not say that the caller has finished, nor how sure it is. Takes hints of at most 20 characters. Sends the audio to ElevenLabs, and is paid by its length.',
      licence: 'service terms of ElevenLabs',
      profile: 'stt/elevenlabs/scribe-v2-realtime',
      load: async () => new (await import('./recogniser.ts')).ElevenLabsRecogniser(ready()),
    },
    {
      name: 'elevenlabs',
      work: 'synthesiser',
      automatic: true,
      supports: (language) => modelSpeaks(settings()?.ttsModel ?? 'eleven_flash_v2_5', language),
      unavailable: () => {
        const given = settings();
        if (!given) return keyMissing;
        if (speechModels.includes(given.ttsModel)) return undefined;
        return `ELEVENLABS_TTS_MODEL is one that does not speak over the telephone in time: set one of ${speechModels.join(', ')}.`;
      },
      can: 'Speaks about thirty languages with natural voices as telephone audio, and tells which words have been spoken.',
      cannot:
        'Does not speak Cantonese. Takes no phonemes, and rates from 0.7 to 1.2 only. Sends the text to ElevenLabs, and is paid by its length.',
      licence: 'service terms of ElevenLabs',
      profile: 'tts/elevenlabs/flash-v2.5',
      load: async () => new (await import('./synthesiser.ts')).ElevenLabsSynthesiser(ready()),
    },
  ];
}
