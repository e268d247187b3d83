/** What works where, in one word for each: the summary of a record. */
import type { LanguageMark, LanguageWorks } from '../../../types/apiLanguages.ts';
import type { LanguageRecord } from '../../../types/languageRecord.ts';

export function worksOf({ providers, twilio }: LanguageRecord): LanguageWorks {
  const { azure, google, elevenlabs, deepgram } = providers;
  return {
    azure: { hears: mark(azure.stt), speaks: mark(azure.tts) },
    google: { hears: mark(google.stt), speaks: mark(google.tts) },
    elevenlabs: { hears: mark(elevenlabs.stt), speaks: modelMark(elevenlabs.tts) },
    deepgram: { hears: mark(deepgram.stt), speaks: mark(deepgram.tts) },
    relay: relayMarks(twilio.relay),
  };
}

function mark(service: { readonly exact: boolean } | false | null): LanguageMark {
  if (service === null) return 'unknown';
  if (service === false) return 'no';
  return service.exact ? 'yes' : 'substitute';
}

/** Of the models that calls can use. */
function modelMark(models: LanguageRecord['providers']['elevenlabs']['tts']): LanguageMark {
  const usable = [models.flashV25, models.turboV25, models.multilingualV2];
  if (usable.includes(true)) return 'yes';
  return usable.includes(null) ? 'unknown' : 'no';
}

function relayMarks(relay: LanguageRecord['twilio']['relay']): LanguageWorks['relay'] {
  if (!relay) return { hears: mark(relay), speaks: mark(relay) };
  const known = (names: readonly string[] | null): LanguageMark => {
    if (names === null) return 'unknown';
    return names.length === 0 ? 'no' : mark(relay);
  };
  return { hears: known(relay.stt), speaks: known(relay.tts) };
}
