/** Voices: those of the table that comes along, and the service's own list. */
import { request } from 'undici';
import type { LanguageTag } from '../../../types/language.ts';
import type { Voice } from '../../../types/ports.ts';
import { failureOf, failureOfStatus, providerError, ProviderError } from '../shared/failure.ts';
import { knownLocales, providerLocale } from '../shared/locales.ts';
import { AZURE } from './failures.ts';

export function tabledVoices(): Voice[] {
  const languages = new Map<string, LanguageTag[]>();
  const genders = new Map<string, Voice['gender']>();
  for (const language of knownLocales()) {
    const { female = [], male = [] } = providerLocale(language)?.azureTts ?? {};
    for (const id of [...female, ...male]) {
      languages.set(id, [...(languages.get(id) ?? []), language]);
      genders.set(id, female.includes(id) ? 'female' : 'male');
    }
  }
  return [...languages].map(([id, tags]) => {
    const gender = genders.get(id);
    return { id, name: nameOf(id), languages: tags, ...(gender && { gender }) };
  });
}

/** `zh-HK-HiuMaanNeural` → `HiuMaan`. */
function nameOf(id: string): string {
  return id.replace(/^[a-z]+(-[A-Za-z]+)+?-(?=[^-]+$)/, '').replace(/Neural$/, '');
}

/** Rejects with a ProviderError. */
export async function listedVoices(url: URL, key: string, signal: AbortSignal): Promise<Voice[]> {
  try {
    const { statusCode, body } = await request(url, {
      headers: { 'ocp-apim-subscription-key': key },
      signal,
    });
    if (statusCode !== 200) {
      await body.dump();
      throw new ProviderError(failureOfStatus(AZURE, statusCode));
    }
    const list: unknown = await body.json().catch(() => undefined);
    if (!Array.isArray(list))
      throw providerError(AZURE, 'internal', 'the list of voices is not of the format');
    return list.flatMap(voiceOf);
  } catch (error) {
    throw new ProviderError(failureOf(AZURE, error), { cause: error });
  }
}

function voiceOf(row: unknown): Voice[] {
  const {
    ShortName: id,
    DisplayName,
    Locale,
    Gender,
    SecondaryLocaleList: more,
  } = (row ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || typeof Locale !== 'string') return [];
  const languages = [Locale, ...(Array.isArray(more) ? more : [])].filter((tag) => typeof tag === 'string');
  const gender = typeof Gender === 'string' ? genders[Gender.toLowerCase()] : undefined;
  return [
    { id, name: typeof DisplayName === 'string' ? DisplayName : id, languages, ...(gender && { gender }) },
  ];
}

const genders: Readonly<Record<string, NonNullable<Voice['gender']>>> = {
  female: 'female',
  male: 'male',
  neutral: 'neutral',
};
