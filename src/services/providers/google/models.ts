import type { LanguageTag } from '../../../types/language.ts';
import { providerLocale } from '../shared/locales.ts';
import type { GoogleSettings } from './endpoint.ts';

/** The settings' default: made for 8 kHz. */
const TELEPHONY = 'telephony';

/** Where chirp_2 streams (Google's page on the model, 2026). */
const chirp2Locations: ReadonlySet<string> = new Set(['us-central1', 'europe-west4', 'asia-southeast1']);

const major: ReadonlySet<string> = new Set(
  'en-US en-GB en-AU es-ES es-US fr-FR fr-CA de-DE it-IT pt-BR ja-JP ko-KR'.split(' '),
);

/**
 * Where `telephony` hears what, as far as it is confirmed: by the rows that could be read of Google's table (V2, 2026; it
 * lists the model for some 44 locales at `us` and `eu`, and not for Ukrainian at `global`), and by what services built on
 * it offer. A language or place that is missing here may have it all the same; a turn in a wrong one would be refused.
 */
const telephonyLanguages: Readonly<Record<string, ReadonlySet<string>>> = {
  global: major,
  us: major,
  eu: major,
  'asia-northeast1': new Set(['en-US', 'ja-JP', 'ko-KR']),
};

export interface GoogleModel {
  readonly model: string;
  /** Google's name of the language. */
  readonly code: string;
}

/**
 * Which model hears a language at the configured location; undefined: none that is known.
 *
 * A model that the operator chose is used for every language. The default is `telephony` where it is confirmed, else
 * chirp_2 where that is: elsewhere it is better to be told "not served" at once, and let another provider be chosen, than
 * to have every turn refused.
 */
export function googleModel(settings: GoogleSettings, language: LanguageTag): GoogleModel | undefined {
  const stt = providerLocale(language)?.googleStt;
  if (!stt) return undefined;
  const { code } = stt;
  const { sttModel, location } = settings;
  if (sttModel !== TELEPHONY) return { model: sttModel, code };
  const confirmed = Object.hasOwn(telephonyLanguages, location) && telephonyLanguages[location]?.has(code);
  if (confirmed) return { model: TELEPHONY, code };
  return stt.chirp2 && chirp2Locations.has(location) ? { model: 'chirp_2', code } : undefined;
}
