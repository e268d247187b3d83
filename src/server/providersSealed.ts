/** Settings of providers in the store: sealed on their way in, opened on their way out. */
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ProviderRecord } from '../services/providers/index.ts';
import { defineSetting, type SettingsRepository } from '../services/storage/index.ts';
import { WeaverError } from '../types/errors/index.ts';
import { plainError } from './logging.ts';
import type { Opened, Vault } from './security/vault.ts';

const PREFIX = 'provider.';
const sealedSetting = (provider: string) =>
  defineSetting(PREFIX + provider, z.object({ sealed: z.string() }));
const recordSchema = z.record(z.string(), z.union([z.string(), z.number()]));

export class SealedRecords {
  readonly #stored: SettingsRepository;
  readonly #vault: Vault;
  readonly #log: Logger;

  constructor(stored: SettingsRepository, vault: Vault, log: Logger) {
    this.#stored = stored;
    this.#vault = vault;
    this.#log = log;
  }

  /** As it is stored now. @throws WeaverError API_VAULT_…, API_HOME_UNUSABLE, STORE_… */
  async read(name: string): Promise<ProviderRecord | undefined> {
    const setting = sealedSetting(name);
    const value = await this.#stored.get(setting);
    if (!value) return undefined;
    const opened = this.#vault.open(setting.key, value.sealed);
    const record = opened && parsed(opened.value);
    if (!record) throw new WeaverError('API_VAULT_UNREADABLE', { provider: name });
    if (opened.stale) await this.#sealAnew(name, opened);
    return record;
  }

  /** @throws WeaverError API_VAULT_…, API_HOME_UNUSABLE, STORE_… */
  async write(name: string, record: ProviderRecord): Promise<void> {
    const setting = sealedSetting(name);
    await this.#stored.set(setting, { sealed: this.#vault.seal(setting.key, JSON.stringify(record)) });
  }

  remove(name: string): Promise<void> {
    return this.#stored.remove(sealedSetting(name).key);
  }

  /** What was opened is good with either key: that it cannot be sealed again now costs nobody his provider. */
  async #sealAnew(name: string, { value }: Opened): Promise<void> {
    const setting = sealedSetting(name);
    try {
      await this.#stored.set(setting, { sealed: this.#vault.seal(setting.key, value) });
      this.#log.info({ provider: name }, 'stored settings of a provider were sealed with the new key');
    } catch (error) {
      this.#log.warn(
        { provider: name, err: plainError(error) },
        'stored settings of a provider could not be sealed with the new key: keep the one before',
      );
    }
  }
}

function parsed(text: string): ProviderRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return undefined; // sealed by us, but not as we seal now
  }
}
