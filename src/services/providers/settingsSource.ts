/**
 * The settings of all providers as they are in force: what the environment sets, and under it what was stored. Synchronous,
 * because a provider is chosen while a caller waits.
 */
import { Emitter } from '../../lib/emitter.ts';
import type { ProviderField, ProviderProblem } from '../../types/apiProviders.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { providerSettingsSchemas, type ConfigurableProvider, type ProviderSettings } from './settings.ts';
import { ensureEncrypted, foreignAddresses, loginOf, movedAddresses } from './settingsSourceAddresses.ts';
import {
  defaultOf,
  environmentOf,
  fieldsOf,
  isConfigurable,
  isRequiredField,
  isSecretField,
  labelOf,
  misfit,
  misfits,
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
    const foreign = this.#foreign(name, record);
    const raw = JSON.stringify([record, foreign]);
    let parsed = this.#parsed.get(name);
    if (parsed?.raw !== raw) {
      const usable = foreign === undefined && missingSettings(name, record) === undefined;
      const result = usable ? providerSettingsSchemas[name].safeParse(record) : undefined;
      parsed = { raw, settings: result?.data };
      this.#parsed.set(name, parsed);
    }
    return parsed.settings as ProviderSettings<Name> | undefined;
  }

  /**
   * @throws WeaverError PROVIDER_NOT_CONFIGURABLE; PROVIDER_SETTINGS_INVALID, PROVIDER_ADDRESS_PLAIN naming fields, never
   * values.
   */
  ensureFits(name: string, record: ProviderRecord): ConfigurableProvider {
    const known = configurable(name);
    const fields = misfit(known, record);
    if (fields !== undefined) throw new WeaverError('PROVIDER_SETTINGS_INVALID', { provider: known, fields });
    ensureEncrypted(known, record);
    return known;
  }

  /**
   * A secret goes only to an address for which it was given: whoever stores another address must know the secret.
   *
   * @param before what was stored, and `after`, what is to be.
   * @param given the fields that came with this change.
   * @throws WeaverError PROVIDER_NOT_CONFIGURABLE, PROVIDER_ADDRESS_NEEDS_KEY, PROVIDER_ADDRESS_FOREIGN
   */
  ensureMayMove(
    name: string,
    { before, after, given }: { before: ProviderRecord; after: ProviderRecord; given: ReadonlySet<string> },
  ): void {
    const known = configurable(name);
    const moved = movedAddresses(before, after);
    if (moved.length === 0) return;
    const login = loginOf(this.#merged(known, after));
    if (login === undefined) return;
    const fields = moved.map((field) => labelOf(known, field)).join(', ');
    const detail = { provider: known, fields, login: labelOf(known, login) };
    const usesStored = isSecretField(login) && this.#fromEnvironment(known, login) === undefined;
    if (usesStored && given.has(login)) return;
    const newSecret = [...given].some((field) => isSecretField(field) && after[field] !== undefined);
    throw new WeaverError(newSecret ? 'PROVIDER_ADDRESS_FOREIGN' : 'PROVIDER_ADDRESS_NEEDS_KEY', detail);
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
      problem: this.#problem(known, record),
      fields: fieldsOf(known).map((field) => this.#describeField(known, field, record[field])),
    };
  }

  /** The variables whose values are the reason why a provider is not used; empty when there is no problem. */
  problemVariables(name: string): string[] {
    const known = configurable(name);
    const record = this.#inForce(known);
    const fields = [
      ...misfits(known, record).flatMap(({ field }) => field ?? []),
      ...(this.#foreign(known, record)?.fields ?? []),
    ];
    return [...new Set(fields)].map((field) => environmentOf(known)[field] ?? field);
  }

  #describeField(
    provider: ConfigurableProvider,
    field: string,
    value: string | number | undefined,
  ): ProviderField {
    const byDefault = value === undefined ? defaultOf(provider, field) : undefined;
    const text = value === undefined ? byDefault : shownValue(value);
    const secret = isSecretField(field);
    // What is in the wrong place may be a key.
    const fits = value === undefined || misfit(provider, { [field]: value }) === undefined;
    return {
      name: field,
      environment: environmentOf(provider)[field] ?? '',
      secret,
      required: isRequiredField(provider, field),
      from: this.#origin(provider, field) ?? (byDefault === undefined ? null : 'default'),
      stored: this.#stored.get(provider)?.[field] !== undefined,
      value: secret ? null : fits ? (text ?? null) : '…',
    };
  }

  #origin(provider: ConfigurableProvider, field: string): 'environment' | 'store' | undefined {
    if (this.#fromEnvironment(provider, field) !== undefined) return 'environment';
    return this.#stored.get(provider)?.[field] === undefined ? undefined : 'store';
  }

  /** Field by field: the environment before the store. */
  #inForce(provider: ConfigurableProvider): ProviderRecord {
    return this.#merged(provider, this.#stored.get(provider));
  }

  #merged(provider: ConfigurableProvider, stored: ProviderRecord | undefined): ProviderRecord {
    const record: Record<string, string | number> = {};
    for (const field of fieldsOf(provider)) {
      const value = this.#fromEnvironment(provider, field) ?? stored?.[field];
      if (value !== undefined) record[field] = value;
    }
    return record;
  }

  /** Stored addresses to which a login would go that was not stored with them. */
  #foreign(provider: ConfigurableProvider, record: ProviderRecord) {
    return foreignAddresses(record, (field) => this.#fromEnvironment(provider, field) !== undefined);
  }

  #problem(provider: ConfigurableProvider, record: ProviderRecord): ProviderProblem | null {
    const fields = misfit(provider, record);
    if (fields !== undefined)
      return shown(new WeaverError('PROVIDER_SETTINGS_INVALID', { provider, fields }));
    const foreign = this.#foreign(provider, record);
    if (!foreign) return null;
    const detail = {
      provider,
      fields: foreign.fields.map((field) => labelOf(provider, field)).join(', '),
      login: labelOf(provider, foreign.login),
    };
    return shown(new WeaverError('PROVIDER_ADDRESS_FOREIGN', detail));
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

function shown({ code, message, fix, detail }: WeaverError): ProviderProblem {
  return { code, message, fix, detail };
}

/** The process's own: reads its environment; a server adds what it has stored. */
export const providerSettings = new ProviderSettingsSource();
