/** The providers' front: the registry, and what makes a configured language model. Parts are loaded when asked for. */
export type { Choice, ChoiceReason } from './choice.ts';
export {
  capabilitiesReport,
  chooseRecogniser,
  chooseSynthesiser,
  ProviderRegistry,
  providerRegistry,
  type ProviderEntry,
  type ProviderParts,
  type ProviderReport,
  type ProviderWork,
} from './registry.ts';
export { openAiCompatibleModel } from './openai-compatible/settings.ts';
export * from './standin/index.ts';
