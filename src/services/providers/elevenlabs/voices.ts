import { z } from 'zod';
import type { LanguageTag } from '../../../types/language.ts';
import type { Voice } from '../../../types/ports.ts';

/**
 * ElevenLabs' own voices that every account has: each speaks all languages of the model. They are replaced from time to
 * time, so this is where to begin, and `listVoices` tells what the account has.
 */
const everyAccountHas = [
  { id: 'EXAVITQu4vr4xnSDxMaL', name: 'Sarah', gender: 'female' },
  { id: 'JBFqnCBsd6RMkjVDRZzb', name: 'George', gender: 'male' },
  { id: 'Xb7hH8MSUJpSbSDYk0k2', name: 'Alice', gender: 'female' },
  { id: 'onwK4e9ZLuTAKqWW03F9', name: 'Daniel', gender: 'male' },
  { id: 'XrExE9yKIg1WjnnlVkGX', name: 'Matilda', gender: 'female' },
  { id: 'nPczCjzI2devNBz1zQrb', name: 'Brian', gender: 'male' },
] as const satisfies readonly Omit<Voice, 'languages'>[];

export const defaultVoice: string = everyAccountHas[0].id;

export function knownVoices(languages: readonly LanguageTag[]): readonly Voice[] {
  return everyAccountHas.map((voice) => ({ ...voice, languages }));
}

const gender = z.enum(['female', 'male', 'neutral']);

const voiceList = z.object({
  voices: z.array(
    z.object({
      voice_id: z.string().min(1),
      name: z.string().nullish(),
      /** Free text, by whoever made the voice. */
      labels: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
});

/** The answer of `GET /v1/voices`; undefined when it is not of the format. */
export function voicesOf(answer: unknown, languages: readonly LanguageTag[]): readonly Voice[] | undefined {
  const list = voiceList.safeParse(answer);
  return list.data?.voices.map((voice) => {
    const known = gender.safeParse(voice.labels?.['gender']);
    return {
      id: voice.voice_id,
      name: voice.name ?? voice.voice_id,
      languages,
      ...(known.success ? { gender: known.data } : {}),
    };
  });
}
