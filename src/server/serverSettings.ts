import type { ServerSettings } from '../types/api.ts';
import { serverSettings } from '../types/api.ts';
import { defineSetting, type Store } from '../services/storage/index.ts';

const setting = defineSetting<ServerSettings>('server', serverSettings);

/** The settings that are changed while the server runs: read once, kept at hand, written through. */
export class StoredSettings {
  #current: ServerSettings;
  readonly #store: Store;

  private constructor(store: Store, current: ServerSettings) {
    this.#store = store;
    this.#current = current;
  }

  static async open(store: Store): Promise<StoredSettings> {
    return new StoredSettings(store, (await store.settings.get(setting)) ?? serverSettings.parse({}));
  }

  get current(): ServerSettings {
    return this.#current;
  }

  async save(next: ServerSettings): Promise<void> {
    await this.#store.settings.set(setting, next);
    this.#current = next;
  }
}
