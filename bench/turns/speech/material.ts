/** What callers' turns are made of: stretches of speech, as a detector will hear them. */
import { activeRms, amplitudeOf, SAMPLES_PER_MS, scaled, soundOf, STOCK_DBFS } from './levels.ts';

/** `digits`: a row of figures, or one of them. */
export type StretchKind = 'digits' | 'words';

export interface Material {
  /** What is said; null: a recording of other words than a turn's. */
  readonly text: string | null;
  readonly kind: StretchKind;
  readonly voice: string;
  readonly samples: Int16Array;
  /** Where in the samples it sounds, ms. */
  readonly from: number;
  readonly to: number;
}

const KEEP_MS = 20;

/** Cut to its sound, at the level that everything in stock has; null when there is nothing to hear. */
export function material(what: Pick<Material, 'text' | 'kind' | 'voice'>, pcm: Int16Array): Material | null {
  const sound = soundOf(pcm);
  if (!(sound.to > sound.from)) return null;
  const first = Math.max(0, sound.from - KEEP_MS);
  const cut = pcm.subarray(first * SAMPLES_PER_MS, Math.round((sound.to + KEEP_MS) * SAMPLES_PER_MS));
  const samples = scaled(cut, amplitudeOf(STOCK_DBFS) / Math.max(1, activeRms(cut)));
  return { ...what, samples, from: sound.from - first, to: sound.to - first };
}
