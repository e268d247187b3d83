/**
 * The operator's accounts at providers: kept sealed in the store, put in force for all calls that begin afterwards.
 * Nothing here logs or answers a value.
 */
import type { Logger } from 'pino';
import {
  checkProvider,
  configurableProviders,
  reportProviders,
  type CheckingRegistry,
  type Choice,
  type ProviderChain,
  type ProviderRecord,
  type ProviderSettingsSource,
  type ProviderWork,
  type Serving,
} from '../services/providers/index.ts';
import type { SettingsRepository } from '../services/storage/index.ts';
import type { ProviderAccount, ProviderChange, ProviderCheck } from '../types/apiProviders.ts';
import type { Clock } from '../types/clock.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { LanguageTag } from '../types/language.ts';
import { plainError } from './logging.ts';
import { renew } from './providersRenewal.ts';
import { SealedRecords } from './providersSealed.ts';
import type { Vault } from './security/vault.ts';

/** The registry whose parts are made from the settings. */
export interface AccountRegistry extends CheckingRegistry {
  chooseRecogniser(language: LanguageTag): Choice;
  chain(work: ProviderWork, language: LanguageTag): ProviderChain;
  /** Who serves a language by default: for many languages at a time. */
  serving(work: ProviderWork): (language: LanguageTag) => Serving;
  /** Told the name of a provider whose settings have changed. */
  onReset(listener: (name: string) => void): void;
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

export class ProviderAccounts {
  readonly #options: ProviderAccountsOptions;
  readonly #sealed: SealedRecords;
  /** What is stored and could be opened. */
  readonly #records = new Map<string, ProviderRecord>();
  /** What is stored and is not in force, with the reason. */
  readonly #unusable = new Map<string, WeaverError>();
  readonly #renewed: (() => void)[] = [];
  /** One change after the other: each begins with what the last one left. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: ProviderAccountsOptions) {
    this.#options = options;
    this.#sealed = new SealedRecords(options.stored, options.vault, options.log);
  }

  /** Puts what is stored in force. What cannot be read is logged and reported; callers are answered without it. */
  static async open(options: ProviderAccountsOptions): Promise<ProviderAccounts> {
    const accounts = new ProviderAccounts(options);
    for (const name of configurableProviders) {
      await accounts.#load(name);
      accounts.#warn(name);
    }
    return accounts;
  }

  /** Told when a provider has been made anew, or will not be for now. */
  onRenewed(listener: () => void): void {
    this.#renewed.push(listener);
  }

  report(): ProviderAccount[] {
    const { registry, source } = this.#options;
    return reportProviders(registry, source).map((account) => {
      const unusable = this.#unusable.get(account.name);
      if (!unusable) return account;
      const { code, message, fix, detail } = unusable;
      return { ...account, problem: { code, message, fix, detail } };
    });
  }

  /** @throws WeaverError PROVIDER_NOT_CONFIGURABLE */
  one(name: string): ProviderAccount {
    const account = this.report().find((it) => it.name === name && it.configurable);
    if (!account) throw new WeaverError('PROVIDER_NOT_CONFIGURABLE', { provider: name });
    return account;
  }

  /**
   * Changes some of a provider's fields, null removing one. The parts that were in use are made anew before it answers.
   *
   * @throws WeaverError PROVIDER_NOT_CONFIGURABLE, PROVIDER_SETTINGS_INVALID, PROVIDER_ADDRESS_…, API_VAULT_…, STORE_…;
   * nothing has changed then.
   */
  change(name: string, change: ProviderChange): Promise<ProviderAccount> {
    const { source } = this.#options;
    return this.#next(async () => {
      this.one(name);
      // As it is stored now: another process may have changed it. When that cannot be read, fields that are to stay
      // cannot be kept.
      const before = (await this.#sealed.read(name)) ?? {};
      const record = changed(before, change);
      const given = new Set(Object.keys(change).filter((field) => change[field] !== null));
      source.ensureFits(name, record);
      source.ensureMayMove(name, { before, after: record, given });
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
      const record = await this.#sealed.read(name);
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

  /** What the environment sets wrongly is silent otherwise: the provider only never answers a call. Names, not values. */
  #warn(name: string): void {
    const { source, log } = this.#options;
    const { problem } = source.describe(name);
    if (!problem) return;
    const variables = source.problemVariables(name);
    log.warn(
      { provider: name, code: problem.code, variables },
      'a provider is not used: its settings do not fit',
    );
  }

  async #keep(name: string, record: ProviderRecord): Promise<void> {
    await this.#sealed.write(name, record);
    this.#options.source.set(name, record);
    this.#records.set(name, record);
    this.#unusable.delete(name);
    await this.#renew(name);
  }

  async #forget(name: string): Promise<void> {
    await this.#sealed.remove(name);
    this.#options.source.remove(name);
    this.#records.delete(name);
    this.#unusable.delete(name);
    await this.#renew(name);
  }

  /** The change is made, whatever comes of this: a check says what is wrong with the new settings. */
  async #renew(name: string): Promise<void> {
    const { registry, clock, log } = this.#options;
    try {
      if (await renew(registry, name, clock)) return;
      log.info({ provider: name }, 'a provider is still getting ready with its new settings');
    } catch (error) {
      log.warn({ provider: name, err: plainError(error) }, 'a provider is not ready with its new settings');
    } finally {
      for (const listener of this.#renewed) listener();
    }
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
