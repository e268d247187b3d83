/** What the calls of one workflow have learned about how long each stage takes, by who does the work. */
import type { LanguageTag } from '../../../types/language.ts';
import type { Expected } from './plan.ts';
import { LatencySketch, type Prior } from './sketch.ts';

/**
 * `model`: asked → first word. `clause`: first word → first clause. `voice`: asked → first audio. `lead`: model asked → turn
 * decided, for answers that were begun before the decision; recogniser's final and silence are in it.
 */
export type LearnedStage = 'model' | 'clause' | 'voice' | 'lead';

/**
 * Believed until samples outweigh them. Rather too slow than too fast: what is hurried in vain costs little. `lead` is short for
 * the same reason.
 */
const priors: Readonly<Record<LearnedStage, Prior>> = {
  model: { p50Ms: 550, p95Ms: 1_500, samples: 20 },
  clause: { p50Ms: 120, p95Ms: 400, samples: 20 },
  voice: { p50Ms: 200, p95Ms: 500, samples: 20 },
  lead: { p50Ms: 60, p95Ms: 300, samples: 20 },
};

export class LearnedLatencies {
  readonly #sketches = new Map<string, LatencySketch>();

  of(stage: LearnedStage, provider: string, language: LanguageTag): LatencySketch {
    const key = `${stage} ${provider} ${language}`;
    let sketch = this.#sketches.get(key);
    if (!sketch) this.#sketches.set(key, (sketch = new LatencySketch(priors[stage])));
    return sketch;
  }

  /** What is left of a stage that has been going on for `forMs`. */
  left(stage: LearnedStage, provider: string, language: LanguageTag, forMs = 0): Expected {
    const sketch = this.of(stage, provider, language);
    const at = (p: number) => Math.max(0, sketch.quantile(p, forMs) - forMs);
    return { p50: at(0.5), p90: at(0.9) };
  }
}
