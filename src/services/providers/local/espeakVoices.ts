import { languageTable } from '../../../lib/languages/table.ts';
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import type { Voice } from '../../../types/ports.ts';

/**
 * espeak-ng's voice for each language tag, as `espeak-ng --voices` of 1.51 lists them. A region that is not named is
 * spoken by its language's voice. Left out are constructed and ancient languages.
 */
const byTag: Readonly<Record<LanguageTag, string>> = {
  'zh-HK': 'yue',
  'zh-MO': 'yue',
  'zh-Hant-HK': 'yue',
  'zh-Hant-MO': 'yue',
  yue: 'yue',
  zh: 'cmn',
  cmn: 'cmn',
  hak: 'hak',
  en: 'en-us',
  'en-GB': 'en-gb',
  'en-IE': 'en-gb',
  'en-AU': 'en-gb',
  'en-NZ': 'en-gb',
  'en-HK': 'en-gb',
  'en-IN': 'en-gb',
  'en-SG': 'en-gb',
  'en-ZA': 'en-gb',
  es: 'es-419',
  'es-ES': 'es',
  fr: 'fr-fr',
  'fr-BE': 'fr-be',
  'fr-CH': 'fr-ch',
  pt: 'pt',
  'pt-BR': 'pt-br',
  vi: 'vi',
  nb: 'nb',
  no: 'nb',
  nn: 'nb',
};

/** Languages whose voice has the language's own name. */
const sameName =
  'af am ar as az be bg bn bs ca cs cy da de el et eu fa fi ga gu he hi hr hu hy id is it ja ka kk kn ko ku ky lb lt lv mi mk ml mr ms mt my ne nl or pa pl ro ru sd si sk sl sq sr sv sw ta te th tk tr tt ug uk ur uz';

const plain = new Set(sameName.split(' '));

/** The voice for a language (a custom one names its own), or undefined when espeak-ng has none. */
export function espeakVoice(language: LanguageTag): string | undefined {
  const exact = languageTable.get(language)?.providers.espeak?.voice ?? byTag[language];
  if (exact) return exact;
  const primary = primarySubtag(language);
  return byTag[primary] ?? (plain.has(primary) ? primary : undefined);
}

/** One voice a language; `f` variants are espeak's own female timbre of the same voice. */
export const espeakVoices: readonly Voice[] = voiceList();

function voiceList(): Voice[] {
  const languages = new Map<string, LanguageTag[]>();
  for (const [tag, voice] of Object.entries(byTag))
    languages.set(voice, [...(languages.get(voice) ?? []), tag]);
  for (const tag of plain) languages.set(tag, [...(languages.get(tag) ?? []), tag]);
  return [...languages].flatMap(([id, tags]): Voice[] => [
    { id, name: `espeak-ng ${id}`, languages: tags, gender: 'male' },
    { id: `${id}+f3`, name: `espeak-ng ${id}, female timbre`, languages: tags, gender: 'female' },
  ]);
}
