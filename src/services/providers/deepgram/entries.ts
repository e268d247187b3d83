import type { ProviderEntry } from '../registry.ts';
import type { ProviderSettings } from '../settings.ts';
import { providerError } from '../shared/failure.ts';
import { dialectFor } from './dialects.ts';
import { auraSpeaks } from './voices.ts';

const keyMissing = 'Set DEEPGRAM_API_KEY, or enter the key in the settings.';
const serviceTerms = 'service terms of Deepgram';

/** What is known without a key: nova-3's languages, which every model setting falls back to. */
const usual: ProviderSettings<'deepgram'> = {
  key: '',
  url: 'https://api.deepgram.com',
  sttModel: 'nova-3',
  ttsModel: 'aura-2',
};

export function deepgramEntries(settings: () => ProviderSettings<'deepgram'> | undefined): ProviderEntry[] {
  const unavailable = () => (settings() ? undefined : keyMissing);
  const ready = () => {
    const given = settings();
    if (!given) throw providerError('deepgram', 'refused', keyMissing);
    return given;
  };
  return [
    {
      name: 'deepgram',
      work: 'recogniser',
      automatic: true,
      supports: (language) => dialectFor(settings() ?? usual, language) !== undefined,
      unavailable,
      can: 'Hears about forty languages over the telephone with nova-3, Cantonese and Mandarin among them, and leans towards the words that the flow expects. With a Flux model it also says when it takes the caller to have finished, in English or ten languages.',
      cannot:
        'Sends the caller’s voice to Deepgram. Flux knows no Chinese: such calls are heard by nova-3. On the EU, Australian and Indian hosts nova-3 is told the expected words of the first question only.',
      licence: serviceTerms,
      profile: 'stt/deepgram/nova-3-general',
      load: async () => new (await import('./recogniser.ts')).DeepgramRecogniser(ready()),
    },
    {
      name: 'deepgram',
      work: 'synthesiser',
      automatic: true,
      supports: auraSpeaks,
      unavailable,
      can: 'Speaks English, Spanish, German, French, Italian, Dutch and Japanese with Aura-2, as telephone audio, from the first words on.',
      cannot:
        'Speaks no Chinese. Tells no word positions. Changes its pace in English and Spanish only. Sends what is said to Deepgram.',
      licence: serviceTerms,
      profile: 'tts/deepgram/aura-2',
      load: async () => new (await import('./synthesiser.ts')).DeepgramSynthesiser(ready()),
    },
  ];
}
