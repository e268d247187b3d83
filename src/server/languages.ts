/** The languages that users added: kept in the store, known to the registry and so to all calls that begin afterwards. */
import type { Logger } from 'pino';
import { checkedRecord, type LanguageRegistry } from '../services/language/index.ts';
import type { Store, StoredLanguage } from '../services/storage/index.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { LanguageRecord } from '../types/languageRecord.ts';
import { plainError } from './logging.ts';

export interface CustomLanguagesOptions {
  readonly store: Pick<Store, 'languages' | 'workflows'>;
  readonly registry: LanguageRegistry;
  readonly log: Logger;
}

export class CustomLanguages {
  readonly #options: CustomLanguagesOptions;
  /** One change after the other: each begins with what the last one left. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: CustomLanguagesOptions) {
    this.#options = options;
  }

  /** Puts what is stored in force. What does not fit is logged and left out. */
  static async open(options: CustomLanguagesOptions): Promise<CustomLanguages> {
    const languages = new CustomLanguages(options);
    await languages.#refresh();
    return languages;
  }

  /** @throws WeaverError LANGUAGE_RECORD_INVALID, LANGUAGE_BUILT_IN, LANGUAGE_EXISTS, LANGUAGE_LIMIT, STORE_… */
  add(input: unknown): Promise<LanguageRecord> {
    const { store, registry } = this.#options;
    return this.#next(async () => {
      const record = registry.addable(input);
      await store.languages.add(record);
      return registry.add(record);
    });
  }

  /** @throws WeaverError LANGUAGE_RECORD_INVALID, LANGUAGE_BUILT_IN, LANGUAGE_UNKNOWN, STORE_… */
  update(tag: string, input: unknown): Promise<LanguageRecord> {
    const { store, registry } = this.#options;
    return this.#next(async () => {
      const record = registry.updatable(tag, input);
      await store.languages.update(record);
      return registry.update(tag, record);
    });
  }

  /** @throws WeaverError LANGUAGE_BUILT_IN, LANGUAGE_UNKNOWN, LANGUAGE_IN_USE, STORE_… */
  remove(tag: string): Promise<void> {
    const { store, registry } = this.#options;
    return this.#next(async () => {
      registry.ensureCustom(tag);
      const workflow = await this.#spokenBy(tag);
      if (workflow !== undefined) throw new WeaverError('LANGUAGE_IN_USE', { language: tag, workflow });
      await store.languages.remove(tag);
      registry.remove(tag);
    });
  }

  /** Waits for what is being changed. The process may go on without this store: nothing of it stays. */
  async close(): Promise<void> {
    await this.#last;
    this.#options.registry.useCustom([]);
  }

  /** As it is stored now: another process may have changed it. */
  async #refresh(): Promise<void> {
    const { store, registry } = this.#options;
    const stored = await store.languages.list();
    registry.useCustom(stored.flatMap((language) => this.#read(language) ?? []));
  }

  #read({ tag, record }: StoredLanguage): LanguageRecord | undefined {
    try {
      return checkedRecord(record);
    } catch (error) {
      this.#options.log.warn(
        { language: tag, err: plainError(error) },
        'a stored language does not fit and is left out',
      );
      return undefined;
    }
  }

  /** The slug of a published workflow that calls may be held in the language with. */
  async #spokenBy(tag: string): Promise<string | undefined> {
    const { workflows } = this.#options.store;
    for (const { id, slug, publishedVersion } of await workflows.list()) {
      if (publishedVersion === null) continue;
      const version = await workflows.getVersion(id, publishedVersion);
      if (version?.document.config.languages.some(({ language }) => language === tag)) return slug;
    }
    return undefined;
  }

  #next<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#last.then(async () => {
      await this.#refresh();
      return change();
    });
    this.#last = changed.catch(() => undefined);
    return changed;
  }
}
