/** Between a caller and what they speak into. */
import type { Expectation } from '../../src/types/expectation.ts';
import type { Token } from './plan.ts';
import type { Arranged } from './speech/arrange.ts';

/** Where a caller speaks: into modelled ears, or into a telephone. */
export interface CallerLine {
  /** What the agent expects to hear; null: it does not listen. */
  readonly expectation: Expectation | null;
  /**
   * From now on. `runs`: times at which there is a voice, ms from now. `spoken`: there are samples of it, and what a detector
   * reports of them; else that is modelled.
   */
  speak(
    tokens: readonly Token[],
    runs: readonly { readonly from: number; readonly to: number }[],
    spoken?: Pick<Arranged, 'detected'> & Partial<Arranged>,
  ): void;
}

/** Sounds that want nothing, those of them that the agent stopped for, and for how long until it went on with what it was saying. */
export interface Noises {
  coughs: number;
  backchannels: number;
  /** Noise of the line that was taken for a voice. */
  onLine: number;
  stopped: number;
  coughsStopped: number;
  resumed: number;
  silentMs: number;
}
