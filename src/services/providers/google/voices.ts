import type { protos } from '@google-cloud/text-to-speech';
import type { LanguageTag } from '../../../types/language.ts';
import type { Voice } from '../../../types/ports.ts';
import { knownLocales, localesWith, providerLocale } from '../shared/locales.ts';

type GoogleVoice = protos.google.cloud.texttospeech.v1.IVoice;
type Gender = NonNullable<Voice['gender']>;

/** What a request names: the voice, and the language as the voice's own locale says it. */
export interface ChosenVoice {
  readonly name: string;
  readonly languageCode: string;
}

/** The wanted voice, or the language's first; undefined: the language is not spoken. */
export function chooseVoice(language: LanguageTag, wanted?: string): ChosenVoice | undefined {
  const tts = providerLocale(language)?.googleTts;
  const name = wanted ?? tts?.female[0] ?? tts?.male[0] ?? tts?.unknown[0];
  if (!tts || !name) return undefined;
  // A language that is not the voice's own is refused; all names begin with it, some in lower case.
  const own = /^[a-z]{2,3}-[a-z]{2}(?=-)/i.exec(name)?.[0];
  const same = own === undefined || own.toLowerCase() === tts.locale.toLowerCase();
  return { name, languageCode: same ? tts.locale : own };
}

/** Only these are streamed; all others are synthesised whole. */
export function isStreamed(voice: string): boolean {
  return /-chirp3-hd-/i.test(voice);
}

/** Our tags for Google's locale: `yue-HK` is `zh-HK`, and `zh-MO` hears it too. */
function tagsOf(locale: string): LanguageTag[] {
  const wanted = locale.toLowerCase();
  return localesWith(({ googleTts }) => googleTts?.locale.toLowerCase() === wanted);
}

/** Those of the language table. */
export function knownVoices(): Voice[] {
  const known = new Map<string, { gender?: Gender; languages: LanguageTag[] }>();
  for (const language of knownLocales()) {
    const tts = providerLocale(language)?.googleTts;
    for (const [names, gender] of [
      [tts?.female, 'female'],
      [tts?.male, 'male'],
      [tts?.unknown, undefined],
    ] as const)
      for (const name of names ?? []) {
        const voice = known.get(name);
        if (voice) voice.languages.push(language);
        else known.set(name, { languages: [language], ...(gender ? { gender } : {}) });
      }
  }
  return [...known].map(([id, voice]) => ({ id, name: id, ...voice }));
}

const genders: Readonly<Record<string, Gender>> = { FEMALE: 'female', MALE: 'male', NEUTRAL: 'neutral' };

/** A voice of the service's list. Voices without a locale in their name need a model named with them: left out. */
export function voiceOf({ name, languageCodes, ssmlGender }: GoogleVoice): Voice | undefined {
  if (!name || !/^[a-z]{2,3}-[a-z]{2}-/i.test(name)) return undefined;
  const gender = genders[String(ssmlGender)];
  const languages = (languageCodes ?? []).flatMap((code) => {
    const tags = tagsOf(code);
    return tags.length > 0 ? tags : [code];
  });
  return { id: name, name, languages, ...(gender ? { gender } : {}) };
}
