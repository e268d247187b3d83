/**
 * The operator's accounts at providers: kept sealed in the store, put in force for all calls that begin afterwards.
 * Nothing here logs or answers a value.
 */
import type { Logger } from 'pino';
import { z } from 'zod';
import {
  checkProvider,
  configurableProviders,
  reportProviders,
  type CheckingRegistry,
  type Choice,
  type ProviderRecord,
  type ProviderSettingsSource,
} from '../services/providers/index.ts';
import { defineSetting, type SettingsRepository } from '../services/storage/index.ts';
import type { ProviderAccount, ProviderChange, ProviderCheck } from '../types/apiProviders.ts';
import type { Clock } from '../types/clock.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { LanguageTag } from '../types/language.ts';
import type { Vault } from './security/vault.ts';

/** The registry whose parts are made from the settings. */
export interface AccountRegistry extends CheckingRegistry {
  chooseRecogniser(language: LanguageTag): Choice;
  /** Closes what was made for a provider; it is made anew when it is needed. */
  reset(provider: string): Promise<void>;
}

export interface ProviderAccountsOptions {
  readonly stored: SettingsRepository;
  readonly vault: Vault;
  readonly source: ProviderSettingsSource;
  readonly registry: AccountRegistry;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface CheckRequest {
  readonly language?: string | undefined;
  readonly signal: AbortSignal;
}

const PREFIX = 'provider.';
const sealedSetting = (provider: string) =>
  defineSetting(PREFIX + provider, z.object({ sealed: z.string() }));
const recordSchema = z.record(z.string(), z.union([z.string(), z.number()]));

export class ProviderAccounts {
  readonly #options: ProviderAccountsOptions;
  /** What is stored and could be opened. */
  readonly #records = new Map<string, ProviderRecord>();
  /** What is stored and is not in force, with the reason. */
  readonly #unusable = new Map<string, WeaverError>();
  /** One change after the other: each begins with what the last one left. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: ProviderAccountsOptions) {
    this.#options = options;
  }

  /** Puts what is stored in force. What cannot be read is logged and reported; callers are answered without it. */
  static async open(options: ProviderAccountsOptions): Promise<ProviderAccounts> {
    const accounts = new ProviderAccounts(options);
    for (const name of configurableProviders) await accounts.#load(name);
    return accounts;
  }

  report(): ProviderAccount[] {
    const { registry, source } = this.#options;
    return reportProviders(registry, source).map((account) => {
      const unusable = this.#unusable.get(account.name);
      if (!unusable) return account;
      const { code, message, fix } = unusable;
      return { ...account, problem: { code, message, fix } };
    });
  }

  /** @throws WeaverError PROVIDER_NOT_CONFIGURABLE */
  one(name: string): ProviderAccount {
    const account = this.report().find((it) => it.name === name && it.configurable);
    if (!account) throw new WeaverError('PROVIDER_NOT_CONFIGURABLE', { provider: name });
    return account;
  }

  /**
   * Changes some of a provider's fields, null removing one.
   *
   * @throws WeaverError PROVIDER_NOT_CONFIGURABLE, PROVIDER_SETTINGS_INVALID, API_VAULT_…, STORE_…; nothing has changed then.
   */
  change(name: string, change: ProviderChange): Promise<ProviderAccount> {
    return this.#next(async () => {
      this.one(name);
      const unusable = this.#unusable.get(name);
      // Fields that are to stay cannot be kept when they cannot be read.
      if (unusable && !this.#records.has(name)) throw unusable;
      const record = changed(this.#records.get(name) ?? {}, change);
      if (Object.keys(record).length === 0) await this.#forget(name);
      else await this.#keep(name, record);
      return this.one(name);
    });
  }

  /** Forgets what is stored. @throws WeaverError PROVIDER_NOT_CONFIGURABLE, STORE_… */
  remove(name: string): Promise<void> {
    return this.#next(async () => {
      this.one(name);
      await this.#forget(name);
    });
  }

  /** Uses the provider once for each of its works. @throws WeaverError PROVIDER_UNKNOWN */
  async check(name: string, { language, signal }: CheckRequest): Promise<ProviderCheck[]> {
    const { registry, source, clock, log } = this.#options;
    const checks = await checkProvider(registry, name, { language, signal, settings: source, clock });
    for (const { provider, work, ok, code } of checks)
      if (ok !== null) log.info({ provider, work, ok, code }, 'a provider was checked');
    return checks;
  }

  /** All of them, one after the other, so that none slows another down while it is measured. */
  async checkAll(request: CheckRequest): Promise<ProviderCheck[]> {
    const checks: ProviderCheck[] = [];
    for (const { name, works } of this.report())
      if (works.length > 0) checks.push(...(await this.check(name, request)));
    return checks;
  }

  /** Takes what was stored out of force again: the source may outlive this server. */
  async close(): Promise<void> {
    await this.#last;
    for (const name of this.#records.keys()) this.#options.source.remove(name);
  }

  async #load(name: string): Promise<void> {
    const { source, log } = this.#options;
    try {
      const record = await this.#read(name);
      if (!record) return;
      this.#records.set(name, record);
      source.set(name, record);
    } catch (error) {
      const unusable =
        error instanceof WeaverError ? error : new WeaverError('API_VAULT_UNREADABLE', { provider: name });
      this.#unusable.set(name, unusable);
      log.warn({ provider: name, code: unusable.code }, 'stored settings of a provider cannot be used');
    }
  }

  async #read(name: string): Promise<ProviderRecord | undefined> {
    const { stored, vault, log } = this.#options;
    const setting = sealedSetting(name);
    const value = await stored.get(setting);
    if (!value) return undefined;
    const opened = vault.open(setting.key, value.sealed);
    if (!opened) throw new WeaverError('API_VAULT_UNREADABLE', { provider: name });
    const record = recordSchema.parse(JSON.parse(opened.value));
    if (opened.stale) {
      await stored.set(setting, { sealed: vault.seal(setting.key, opened.value) });
      log.info({ provider: name }, 'stored settings of a provider were sealed with the new key');
    }
    return record;
  }

  async #keep(name: string, record: ProviderRecord): Promise<void> {
    const { stored, vault, source, registry } = this.#options;
    const setting = sealedSetting(name);
    source.ensureFits(name, record);
    await stored.set(setting, { sealed: vault.seal(setting.key, JSON.stringify(record)) });
    source.set(name, record);
    this.#records.set(name, record);
    this.#unusable.delete(name);
    await registry.reset(name);
  }

  async #forget(name: string): Promise<void> {
    const { stored, source, registry } = this.#options;
    await stored.remove(sealedSetting(name).key);
    source.remove(name);
    this.#records.delete(name);
    this.#unusable.delete(name);
    await registry.reset(name);
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

function changed(before: ProviderRecord, change: ProviderChange): ProviderRecord {
  const after: Record<string, string | number> = { ...before };
  for (const [field, value] of Object.entries(change)) {
    if (value === null) delete after[field];
    else after[field] = value;
  }
  return after;
}
