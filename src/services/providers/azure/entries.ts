import type { ProviderEntry } from '../registry.ts';
import type { ProviderSettings } from '../settings.ts';
import { providerError } from '../shared/failure.ts';
import { providerLocale } from '../shared/locales.ts';

const keyMissing = 'Set AZURE_SPEECH_KEY and AZURE_SPEECH_REGION, or enter the key in the settings.';

/** Azure Speech. The SDK is loaded with the first part that is made. */
export function azureEntries(settings: () => ProviderSettings<'azure'> | undefined): ProviderEntry[] {
  const unavailable = () => (settings() ? undefined : keyMissing);
  const licence = 'service terms of Microsoft Azure; SDK: MIT';
  const needed = (): ProviderSettings<'azure'> => {
    const found = settings();
    if (!found) throw providerError('azure', 'refused', keyMissing);
    return found;
  };
  return [
    {
      name: 'azure',
      work: 'recogniser',
      automatic: true,
      supports: (language) => providerLocale(language)?.azureStt !== undefined,
      unavailable,
      can: 'Hears about a hundred languages, Cantonese and Mandarin among them, from telephone audio as it is, with partial results and phrase hints.',
      cannot:
        'Does not tell by itself that the caller has finished. Speech leaves this machine for the region that is set. The first final of a turn takes about a second by published figures.',
      licence,
      profile: 'stt/azure/default',
      load: async () => new (await import('./recogniser.ts')).AzureRecogniser(needed()),
    },
    {
      name: 'azure',
      work: 'synthesiser',
      automatic: true,
      supports: (language) => providerLocale(language)?.azureTts !== undefined,
      unavailable,
      can: 'Speaks about a hundred languages, Cantonese and Mandarin among them, as telephone audio, and tells which words have been spoken.',
      cannot:
        'Has no speaking styles in Cantonese, and no phonemes in some languages. The text leaves this machine for the region that is set.',
      licence,
      profile: 'tts/azure/neural-streaming',
      load: async () => new (await import('./synthesiser.ts')).AzureSynthesiser(needed()),
    },
  ];
}
