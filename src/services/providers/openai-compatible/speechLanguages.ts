/** Which languages OpenAI's own speech services know, and what they call them. Of other hosts nobody knows. */
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import { knownLocales } from '../shared/locales.ts';

/**
 * The list in OpenAI's guides to speech-to-text and text-to-speech (the same for both), as primary subtags. Its "Chinese" is
 * taken for Mandarin: Cantonese is named nowhere, and nothing in a request for speech could ask for it.
 */
const documented: ReadonlySet<string> = new Set(
  (
    'af ar hy az be bs bg ca zh hr cs da nl en et fi fr gl de el he hi hu is id it ja kn kk ko lv lt mk ms mr mi ne no ' +
    'fa pl pt ro ru sr sk sl es sw sv tl ta th tr uk ur vi cy'
  ).split(' '),
);

/** Regions whose Chinese is Cantonese when it is spoken. */
const cantonese = /^zh(-Hant)?-(HK|MO)$/;

/** Where Whisper, and so OpenAI, uses another code of the same language. */
const whisperCodes: Readonly<Record<string, string>> = { nb: 'no', nn: 'no', fil: 'tl', iw: 'he' };

/** The `language` of a transcription: ISO 639-1 where there is one. */
export function transcriptionLanguage(language: LanguageTag): string {
  const primary = primarySubtag(language);
  return whisperCodes[primary] ?? primary;
}

export function knownToOpenAi(language: LanguageTag): boolean {
  return documented.has(transcriptionLanguage(language)) && !cantonese.test(language);
}

export const openAiLocales = (): LanguageTag[] => knownLocales().filter(knownToOpenAi);
