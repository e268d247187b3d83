/** The providers' front: the registry, and what makes a configured language model. Parts are loaded when asked for. */
export type { Choice, ChoiceReason } from './choice.ts';
export {
  FailoverEmbedder,
  FailoverModel,
  FailoverRecogniser,
  FailoverSynthesiser,
  HealthBoard,
  rankTargetsMs,
  type FailoverReason,
  type ProviderWatch,
  type Work,
} from './failover/index.ts';
export {
  ProviderRegistry,
  providerRegistry,
  type ProviderChain,
  type ProviderEntry,
  type ProviderParts,
  type ProviderReport,
  type ProviderWork,
  type Serving,
} from './registry.ts';
export { checkProvider, type CheckingRegistry, type CheckOptions } from './check.ts';
export {
  configurableProviders,
  providerEnvironment,
  type ConfigurableProvider,
  type ProviderSettings,
} from './settings.ts';
export {
  ProviderSettingsSource,
  providerSettings,
  type ProviderRecord,
  type SettingsDescription,
} from './settingsSource.ts';
export { isConfigurable, isSecretField } from './settingsSourceFields.ts';
export { reportProviders, type ReportingRegistry } from './settingsSourceReport.ts';
export * from './standin/index.ts';
