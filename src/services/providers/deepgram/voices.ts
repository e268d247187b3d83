/**
 * Aura-2's voices: names from the model list of Deepgram's SDK (October 2026), accents and genders from a published
 * copy of developers.deepgram.com/docs/tts-models; `listVoices` asks the service itself.
 * Only aura-2: the first Aura is retired, and Flux voices are spoken by another API.
 */
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import type { Voice } from '../../../types/ports.ts';

/** By locale, the featured ones first: the first of a locale is its default. */
const female: Readonly<Record<string, string>> = {
  'en-US':
    'thalia andromeda helena asteria athena aurora callista cora cordelia delia electra harmonia hera iris janus juno luna minerva ophelia phoebe selene vesta',
  'en-GB': 'pandora',
  'en-AU': 'theia',
  'en-PH': 'amalthea',
  'es-ES': 'diana carina agustina silvia',
  'es-MX': 'estrella olivia',
  'es-CO': 'celeste gloria',
  'es-AR': 'antonia',
  'es-419': 'selena',
  'de-DE': 'viktoria elara aurelia lara kara',
  'fr-FR': 'agathe',
  'it-IT': 'livia melia maia cinzia demetra',
  'nl-NL': 'rhea beatrix daphne cornelia hestia leda',
  'ja-JP': 'izanami uzume ama',
};

const male: Readonly<Record<string, string>> = {
  'en-US': 'apollo arcas aries atlas hermes jupiter mars neptune odysseus orion orpheus pluto saturn zeus',
  'en-GB': 'draco',
  'en-AU': 'hyperion',
  'es-ES': 'nestor alvaro',
  'es-MX': 'javier sirio luciano valerio',
  'es-419': 'aquila',
  'de-DE': 'julius fabian',
  'fr-FR': 'hector',
  'it-IT': 'dionisio elio flavio cesare',
  'nl-NL': 'sander lars roman',
  'ja-JP': 'fujin ebisu',
};

export const auraVoices: readonly Voice[] = [...voicesOf(female, 'female'), ...voicesOf(male, 'male')];

function voicesOf(names: Readonly<Record<string, string>>, gender: 'female' | 'male'): Voice[] {
  return Object.entries(names).flatMap(([locale, list]) =>
    list.split(' ').map((name) => ({
      id: `aura-2-${name}-${primarySubtag(locale)}`,
      name: name.charAt(0).toUpperCase() + name.slice(1),
      languages: [locale],
      gender,
    })),
  );
}

const spoken = new Set(auraVoices.flatMap(({ languages }) => languages.map(primarySubtag)));

export const auraSpeaks = (language: LanguageTag): boolean => spoken.has(primarySubtag(language));

/** The one that the settings name, if it speaks the language; else the first of the locale, or of the language. */
export function auraVoiceFor(language: LanguageTag, model: string): string | undefined {
  const primary = primarySubtag(language);
  if (model !== 'aura-2' && model.endsWith(`-${primary}`)) return model;
  const exact = auraVoices.find(({ languages }) => languages.includes(language));
  const near = auraVoices.find(({ languages }) => languages.some((tag) => primarySubtag(tag) === primary));
  return (exact ?? near)?.id;
}

/** developers.deepgram.com/docs/tts-voice-controls: English and Spanish; below 0.9 Spanish becomes disfluent. */
const rates: Readonly<Record<string, readonly [number, number]>> = { en: [0.7, 1.5], es: [0.9, 1.5] };

/** Speaking rate as the address carries it; `undefined`: the normal one, or the voice has no other. */
export function auraSpeed(voice: string, rate: number | undefined): number | undefined {
  const range = rates[voice.slice(voice.lastIndexOf('-') + 1)];
  if (rate === undefined || range === undefined || !Number.isFinite(rate)) return undefined;
  // In steps, because every speed is a connection of its own.
  const speed = Math.round(Math.min(range[1], Math.max(range[0], rate)) * 20) / 20;
  return speed === 1 ? undefined : speed;
}
