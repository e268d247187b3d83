/**
 * The settings of all providers as they are in force: what the environment sets, and under it what was stored. Synchronous,
 * because a provider is chosen while a caller waits.
 */
import { Emitter } from '../../lib/emitter.ts';
import type { ProviderField, ProviderProblem } from '../../types/apiProviders.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { providerSettingsSchemas, type ConfigurableProvider, type ProviderSettings } from './settings.ts';
import {
  defaultOf,
  environmentOf,
  fieldsOf,
  isConfigurable,
  isRequiredField,
  isSecretField,
  misfit,
  missingSettings,
  shownValue,
  type ProviderRecord,
} from './settingsSourceFields.ts';

export type { ProviderRecord } from './settingsSourceFields.ts';

/** A provider's settings as they may be shown: no value of a secret. */
export interface SettingsDescription {
  readonly configured: boolean;
  /** What to set, when something is missing. */
  readonly missing: string | null;
  /** Why what is set cannot be used. */
  readonly problem: ProviderProblem | null;
  readonly fields: ProviderField[];
}

type Environment = Readonly<Record<string, string | undefined>>;

interface Parsed {
  readonly raw: string;
  readonly settings: unknown;
}

export class ProviderSettingsSource {
  readonly #env: Environment;
  readonly #stored = new Map<ConfigurableProvider, ProviderRecord>();
  readonly #parsed = new Map<ConfigurableProvider, Parsed>();
  readonly #events = new Emitter<{ change: [name: ConfigurableProvider] }>();

  /** @param env is read whenever settings are asked for, so that a `.env` file that is loaded later counts. */
  constructor(env: Environment = process.env) {
    this.#env = env;
  }

  /**
   * What the provider is to be called with, defaults filled in. Undefined when something is missing or does not fit:
   * {@link describe} says what. The same object as long as nothing has changed.
   */
  get<Name extends ConfigurableProvider>(name: Name): ProviderSettings<Name> | undefined {
    const record = this.#inForce(name);
    const raw = JSON.stringify(record);
    let parsed = this.#parsed.get(name);
    if (parsed?.raw !== raw) {
      const usable = missingSettings(name, record) === undefined;
      const result = usable ? providerSettingsSchemas[name].safeParse(record) : undefined;
      parsed = { raw, settings: result?.data };
      this.#parsed.set(name, parsed);
    }
    return parsed.settings as ProviderSettings<Name> | undefined;
  }

  /** @throws WeaverError PROVIDER_NOT_CONFIGURABLE; PROVIDER_SETTINGS_INVALID naming fields, never values. */
  ensureFits(name: string, record: ProviderRecord): ConfigurableProvider {
    const known = configurable(name);
    const fields = misfit(known, record);
    if (fields === undefined) return known;
    throw new WeaverError('PROVIDER_SETTINGS_INVALID', { provider: known, fields });
  }

  /**
   * Puts stored settings in force: some or all of the fields, in place of those before.
   *
   * @throws WeaverError as {@link ensureFits}; nothing has changed then.
   */
  set(name: string, record: ProviderRecord): void {
    const known = this.ensureFits(name, record);
    this.#stored.set(known, { ...record });
    this.#events.emit('change', known);
  }

  /** Forgets the stored settings; what the environment sets stays. @throws WeaverError PROVIDER_NOT_CONFIGURABLE */
  remove(name: string): void {
    const known = configurable(name);
    if (this.#stored.delete(known)) this.#events.emit('change', known);
  }

  /** Told the provider's name after its stored settings have changed. Answers what stops it. */
  onChange(listener: (name: ConfigurableProvider) => void): () => void {
    return this.#events.on('change', listener);
  }

  /** What may be shown of a provider's settings. @throws WeaverError PROVIDER_NOT_CONFIGURABLE */
  describe(name: string): SettingsDescription {
    const known = configurable(name);
    const record = this.#inForce(known);
    return {
      configured: this.get(known) !== undefined,
      missing: missingSettings(known, record) ?? null,
      problem: problemOf(known, record),
      fields: fieldsOf(known).map((field) => this.#describeField(known, field, record[field])),
    };
  }

  #describeField(
    provider: ConfigurableProvider,
    field: string,
    value: string | number | undefined,
  ): ProviderField {
    const byDefault = value === undefined ? defaultOf(provider, field) : undefined;
    const shown = value === undefined ? byDefault : shownValue(value);
    const secret = isSecretField(field);
    return {
      name: field,
      environment: environmentOf(provider)[field] ?? '',
      secret,
      required: isRequiredField(provider, field),
      from: this.#origin(provider, field) ?? (byDefault === undefined ? null : 'default'),
      stored: this.#stored.get(provider)?.[field] !== undefined,
      value: secret ? null : (shown ?? null),
    };
  }

  #origin(provider: ConfigurableProvider, field: string): 'environment' | 'store' | undefined {
    if (this.#fromEnvironment(provider, field) !== undefined) return 'environment';
    return this.#stored.get(provider)?.[field] === undefined ? undefined : 'store';
  }

  /** Field by field: the environment before the store. */
  #inForce(provider: ConfigurableProvider): ProviderRecord {
    const stored = this.#stored.get(provider);
    const record: Record<string, string | number> = {};
    for (const field of fieldsOf(provider)) {
      const value = this.#fromEnvironment(provider, field) ?? stored?.[field];
      if (value !== undefined) record[field] = value;
    }
    return record;
  }

  /** Empty variables count as absent, as in `docker run -e NAME=`. */
  #fromEnvironment(provider: ConfigurableProvider, field: string): string | undefined {
    return this.#env[environmentOf(provider)[field] ?? '']?.trim() || undefined;
  }
}

function configurable(name: string): ConfigurableProvider {
  if (!isConfigurable(name)) throw new WeaverError('PROVIDER_NOT_CONFIGURABLE', { provider: name });
  return name;
}

function problemOf(provider: ConfigurableProvider, record: ProviderRecord): ProviderProblem | null {
  const fields = misfit(provider, record);
  if (fields === undefined) return null;
  const { code, message, fix } = new WeaverError('PROVIDER_SETTINGS_INVALID', { provider, fields });
  return { code, message, fix };
}

/** The process's own: reads its environment; a server adds what it has stored. */
export const providerSettings = new ProviderSettingsSource();
