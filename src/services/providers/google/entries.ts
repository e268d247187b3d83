import type { ProviderEntry } from '../registry.ts';
import { providerLocale } from '../shared/locales.ts';
import type { GoogleSettings } from './endpoint.ts';
import { googleModel } from './models.ts';

export function googleEntries(settings: () => GoogleSettings | undefined): ProviderEntry[] {
  const unavailable = (work: 'stt' | 'tts') => {
    const set = settings();
    if (!set)
      return 'Set GOOGLE_CLOUD_PROJECT and GOOGLE_APPLICATION_CREDENTIALS, or configure Google in the settings.';
    const address = work === 'stt' ? set.sttUrl : set.ttsUrl;
    if (set.credentials ?? set.credentialsFile ?? address?.startsWith('http:')) return undefined;
    return 'Set GOOGLE_APPLICATION_CREDENTIALS to the key file of a service account, or give its JSON in the settings.';
  };
  const licence = 'service terms of Google Cloud; client libraries Apache-2.0';
  return [
    {
      name: 'google',
      work: 'recogniser',
      automatic: true,
      supports: (language) => {
        const set = settings();
        return set ? googleModel(set, language) !== undefined : !!providerLocale(language)?.googleStt;
      },
      unavailable: () => unavailable('stt'),
      can: 'Hears a dozen major languages with its model for telephones, and Chinese with chirp_2; with partial results and hints. Hears some seventy languages with another model that is named in GOOGLE_SPEECH_MODEL.',
      cannot:
        'Hears Chinese, Cantonese included, only where chirp_2 runs: set GOOGLE_SPEECH_LOCATION to us-central1, europe-west4 or asia-southeast1. Its model for telephones is used where it is known to run: global, us, eu and asia-northeast1; at other places name a model. Says nothing about the end of a turn.',
      licence,
      profile: 'stt/google/latest-long',
      load: async () => new (await import('./recogniser.ts')).GoogleRecogniser(configured(settings)),
    },
    {
      name: 'google',
      work: 'synthesiser',
      automatic: true,
      supports: (language) => !!providerLocale(language)?.googleTts,
      unavailable: () => unavailable('tts'),
      can: 'Speaks some fifty languages; voices named Chirp3-HD begin before the sentence is synthesised.',
      cannot:
        'Streams no other voices: Cantonese and Taiwanese Mandarin are answered one whole clause at a time. Tells no word positions and takes no phonemes.',
      licence,
      load: async () => new (await import('./synthesiser.ts')).GoogleSynthesiser(configured(settings)),
    },
  ];
}

function configured(settings: () => GoogleSettings | undefined): GoogleSettings {
  const set = settings();
  if (!set) throw new Error('Google is not configured');
  return set;
}
