/** Several providers as one: health, hedging and failover. */
export { HealthBoard, rankTargetsMs, type HealthEvents } from './healthBoard.ts';
export type { ProviderHealth, Work } from './health.ts';
export { FailoverEmbedder } from './embedder.ts';
export { FailoverModel } from './model.ts';
export { FailoverRecogniser } from './recogniser.ts';
export { FailoverSynthesiser } from './synthesiser.ts';
export type { FailoverReason, ProviderWatch } from './watch.ts';
