import { z } from 'zod';
import type { Voice } from '../../../types/ports.ts';

/** What is used of `GET /v1/models`. */
const models = z.object({
  tts: z.array(
    z.object({
      name: z.string(),
      canonical_name: z.string(),
      languages: z.array(z.string()).default([]),
      metadata: z.object({ tags: z.array(z.string()).nullish() }).nullish(),
    }),
  ),
});

/** Aura-2's voices of the answer; `undefined`: not of the format. */
export function modelVoices(body: string): Voice[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined; // the caller reports it
  }
  const answer = models.safeParse(json);
  return answer.data?.tts
    .filter(({ canonical_name: id }) => id.startsWith('aura-2-'))
    .map(({ name, canonical_name: id, languages, metadata }) => ({
      id,
      name: name.charAt(0).toUpperCase() + name.slice(1),
      languages: languages.map(canonical),
      ...genderOf(metadata?.tags ?? []),
    }));
}

function genderOf(tags: readonly string[]): Pick<Voice, 'gender'> {
  if (tags.includes('feminine')) return { gender: 'female' };
  return tags.includes('masculine') ? { gender: 'male' } : {};
}

/** `en-us` → `en-US`. */
function canonical(tag: string): string {
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    return tag; // shown as it is
  }
}
