import type { Stage } from './segments.ts';

/** Whole class names, so that the style sheet's compiler finds them. */
export const stageColour: Readonly<Record<Stage, string>> = {
  endpoint: 'bg-stage-endpoint',
  stt: 'bg-stage-stt',
  flow: 'bg-(--edge)',
  llm: 'bg-stage-llm',
  tts: 'bg-stage-tts',
  network: 'bg-stage-network',
};

/** Hatched: it came from the cache. */
export const cachedHatch =
  'bg-[repeating-linear-gradient(135deg,transparent_0_3px,color-mix(in_oklch,var(--card)_70%,transparent)_3px_5px)]';
