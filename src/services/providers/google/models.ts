import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import { providerLocale } from '../shared/locales.ts';
import type { GoogleSettings } from './endpoint.ts';

/** The settings' default: made for 8 kHz. */
const TELEPHONY = 'telephony';

/** Where chirp_2 streams (Google's page on the model, 2026). */
const chirp2Locations: ReadonlySet<string> = new Set(['us-central1', 'europe-west4', 'asia-southeast1']);

/** Languages for which no telephony model is listed in what was read of Google's table. */
const withoutTelephony: ReadonlySet<string> = new Set(['zh', 'yue']);

export interface GoogleModel {
  readonly model: string;
  /** Google's name of the language. */
  readonly code: string;
}

/**
 * Which model hears a language at the configured location; undefined: none that is known.
 *
 * A model that the operator chose is used for every language. The default is `telephony`, except for Chinese, which needs
 * chirp_2 and with it one of that model's locations: elsewhere it is better to be told "not served" at once, and let
 * another provider be chosen, than to have every call refused.
 */
export function googleModel(settings: GoogleSettings, language: LanguageTag): GoogleModel | undefined {
  const stt = providerLocale(language)?.googleStt;
  if (!stt) return undefined;
  const { code } = stt;
  if (settings.sttModel !== TELEPHONY) return { model: settings.sttModel, code };
  if (!withoutTelephony.has(primarySubtag(language))) return { model: TELEPHONY, code };
  return stt.chirp2 && chirp2Locations.has(settings.location) ? { model: 'chirp_2', code } : undefined;
}
