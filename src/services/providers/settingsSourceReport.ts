import type { ProviderAccount } from '../../types/apiProviders.ts';
import type { ProviderReport } from './registry.ts';
import { configurableProviders } from './settings.ts';
import type { ProviderSettingsSource } from './settingsSource.ts';
import { isConfigurable } from './settingsSourceFields.ts';

/** What reporting needs of the registry. */
export interface ReportingRegistry {
  capabilitiesReport(): ProviderReport[];
}

/** Every provider with what it does and how it is set up: first those that take settings, then the embedded ones. */
export function reportProviders(
  registry: ReportingRegistry,
  source: ProviderSettingsSource,
): ProviderAccount[] {
  const byName = Map.groupBy(registry.capabilitiesReport(), ({ name }) => name);
  const names = new Set<string>([...configurableProviders, ...byName.keys()]);
  return [...names].map((name) => reportOf(name, byName.get(name) ?? [], source));
}

function reportOf(
  name: string,
  reports: readonly ProviderReport[],
  source: ProviderSettingsSource,
): ProviderAccount {
  const works = reports.map(({ work, available, unavailable, can, cannot, licence, loaded }) => ({
    work,
    available,
    unavailable,
    can,
    cannot,
    licence,
    loaded,
  }));
  if (isConfigurable(name)) return { name, configurable: true, ...source.describe(name), works };
  return {
    name,
    configurable: false,
    configured: works.some(({ available }) => available),
    missing: works.find(({ unavailable }) => unavailable !== null)?.unavailable ?? null,
    problem: null,
    fields: [],
    works,
  };
}
