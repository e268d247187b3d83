import type { Recogniser } from '../../types/ports.ts';

/** Ears that are told what to hear: for simulated callers in languages that no embedded recogniser understands. */
export interface StandInEars {
  readonly recogniser: Recogniser;
  spoken(text: string): void;
}
