/** Which languages an ElevenLabs speech model speaks, and what it must be told about them. */
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import { localesWith, providerLocale, type ProviderLocale } from '../shared/locales.ts';

interface SpeechModel {
  readonly speaks: (locale: ProviderLocale, primary: string) => boolean;
  /** Only these models may be told the language; the others find it out from the text. */
  readonly takesLanguage: boolean;
}

const listedAs =
  (key: string): SpeechModel['speaks'] =>
  (locale) =>
    locale.elevenTts?.includes(key) ?? false;
const english: SpeechModel['speaks'] = (_locale, primary) => primary === 'en';

/**
 * Models that the multi-context socket serves. `eleven_v3` is left out: ElevenLabs does not offer that socket for it, and
 * a model that is not known here is not guessed about.
 */
const models: Readonly<Record<string, SpeechModel>> = {
  eleven_flash_v2_5: { speaks: listedAs('flashV25'), takesLanguage: true },
  eleven_turbo_v2_5: { speaks: listedAs('turboV25'), takesLanguage: true },
  eleven_multilingual_v2: { speaks: listedAs('multilingualV2'), takesLanguage: false },
  eleven_flash_v2: { speaks: english, takesLanguage: false },
  eleven_turbo_v2: { speaks: english, takesLanguage: false },
};

export const speechModels: readonly string[] = Object.keys(models);

export function modelSpeaks(model: string, language: LanguageTag): boolean {
  const locale = providerLocale(language);
  return locale !== undefined && (models[model]?.speaks(locale, primarySubtag(language)) ?? false);
}

export function localesOfModel(model: string): LanguageTag[] {
  return localesWith((locale) => locale.elevenTts !== undefined).filter((tag) => modelSpeaks(model, tag));
}

/** Where the code is not the tag's first part. */
const codes: Readonly<Record<string, string>> = { nb: 'no', nn: 'no' };

/**
 * The two-letter code that pins a model's language; undefined where the model takes none. Filipino has no such code
 * (`fil`), and whether the longer one is taken is not documented: the model hears it from the text.
 */
export function languageCode(model: string, language: LanguageTag): string | undefined {
  if (!models[model]?.takesLanguage) return undefined;
  const primary = primarySubtag(language);
  const code = codes[primary] ?? primary;
  return code.length === 2 ? code : undefined;
}
