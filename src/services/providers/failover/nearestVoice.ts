import type { LanguageTag } from '../../../types/language.ts';
import type { Voice } from '../../../types/ports.ts';

/**
 * The voice that sounds most like the one that the caller has been hearing: same language, then same gender. Undefined
 * leaves the choice to the provider.
 */
export function nearestVoice(
  voices: readonly Voice[],
  language: LanguageTag,
  like: Pick<Voice, 'gender'> | undefined,
): string | undefined {
  const primary = language.split('-', 1)[0];
  const speaks = (voice: Voice, exact: boolean) =>
    voice.languages.some((tag) => (exact ? tag === language : tag.split('-', 1)[0] === primary));
  const exact = voices.filter((voice) => speaks(voice, true));
  const own = exact.length > 0 ? exact : voices.filter((voice) => speaks(voice, false));
  const wanted = like?.gender;
  return (own.find((voice) => wanted !== undefined && voice.gender === wanted) ?? own[0])?.id;
}
