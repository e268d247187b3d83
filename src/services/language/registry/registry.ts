/** The languages: what is known of each, which record stands for a tag that has none, and those that users add. */
import type { LanguageMatch } from '../../../lib/languages/match.ts';
import { languageTable, type LanguageTable } from '../../../lib/languages/table.ts';
import { WeaverError } from '../../../types/errors/index.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type { LanguageRecord, LanguageRecordInput } from '../../../types/languageRecord.ts';
import { checkedRecord, invalid } from './checked.ts';

export interface KnownLanguage {
  readonly record: LanguageRecord;
  /** Added by a user. */
  readonly custom: boolean;
}

/** Each is a record in memory and a row in every list. */
export const MOST_CUSTOM_LANGUAGES = 200;

/**
 * @example
 * languageRegistry.get('zh-Hant-HK').record.providers.azure.stt; // { code: 'zh-HK', exact: true, … }
 * languageRegistry.get('yue-MO').reason; // 'yue-MO is zh-MO.'
 */
export class LanguageRegistry {
  readonly #table: LanguageTable;

  /** Without a table: the process's own, which the provider clients read. */
  constructor(table: LanguageTable = languageTable) {
    this.#table = table;
  }

  /** By their tags, custom ones among the others. */
  list(): KnownLanguage[] {
    return this.#table
      .all()
      .map((record) => ({ record, custom: this.isCustom(record.tag) }))
      .sort((a, b) => (a.record.tag < b.record.tag ? -1 : 1));
  }

  /** Any text may be asked for. undefined: unknown. */
  find(tag: string): LanguageMatch | undefined {
    return this.#table.find(tag);
  }

  /** @throws WeaverError LANGUAGE_UNKNOWN */
  get(tag: string): LanguageMatch {
    const match = this.find(tag);
    if (!match) throw unknownLanguage(tag);
    return match;
  }

  isCustom(tag: LanguageTag): boolean {
    return !this.#table.isBuiltIn(tag) && this.#table.get(tag) !== undefined;
  }

  /**
   * What {@link add} would add.
   *
   * @throws WeaverError LANGUAGE_RECORD_INVALID, LANGUAGE_BUILT_IN, LANGUAGE_EXISTS, LANGUAGE_LIMIT
   */
  addable(input: unknown): LanguageRecord {
    const record = checkedRecord(input);
    this.#ensureNotBuiltIn(record.tag);
    if (this.isCustom(record.tag)) throw new WeaverError('LANGUAGE_EXISTS', { language: record.tag });
    if (this.#table.custom.length >= MOST_CUSTOM_LANGUAGES)
      throw new WeaverError('LANGUAGE_LIMIT', { limit: MOST_CUSTOM_LANGUAGES });
    return record;
  }

  /** @throws as {@link addable} */
  add(input: LanguageRecordInput): LanguageRecord {
    const record = this.addable(input);
    this.#table.useCustom([...this.#table.custom, record]);
    return record;
  }

  /**
   * What {@link update} would put in the place of a custom language.
   *
   * @throws WeaverError LANGUAGE_RECORD_INVALID, LANGUAGE_BUILT_IN, LANGUAGE_UNKNOWN
   */
  updatable(tag: string, input: unknown): LanguageRecord {
    this.ensureCustom(tag);
    const record = checkedRecord(input);
    if (record.tag !== tag) throw invalid('tag', 'it must be that of the language that is replaced');
    return record;
  }

  /** @throws as {@link updatable} */
  update(tag: string, input: LanguageRecordInput): LanguageRecord {
    const record = this.updatable(tag, input);
    this.#table.useCustom(this.#table.custom.map((it) => (it.tag === tag ? record : it)));
    return record;
  }

  /** @throws WeaverError LANGUAGE_BUILT_IN, LANGUAGE_UNKNOWN */
  remove(tag: string): void {
    this.ensureCustom(tag);
    this.#table.useCustom(this.#table.custom.filter((it) => it.tag !== tag));
  }

  /** @throws WeaverError LANGUAGE_BUILT_IN, LANGUAGE_UNKNOWN */
  ensureCustom(tag: string): void {
    this.#ensureNotBuiltIn(tag);
    if (!this.isCustom(tag)) throw unknownLanguage(tag);
  }

  /** Replaces all custom languages by records that have been checked. */
  useCustom(records: readonly LanguageRecord[]): void {
    this.#table.useCustom(records);
  }

  #ensureNotBuiltIn(tag: LanguageTag): void {
    if (this.#table.isBuiltIn(tag)) throw new WeaverError('LANGUAGE_BUILT_IN', { language: tag });
  }
}

/** What is not a tag is not repeated: it may be anything, of any length. */
export function unknownLanguage(tag: string): WeaverError {
  const language = /^[A-Za-z0-9_-]{1,35}$/.test(tag) ? tag : '(not a tag)';
  return new WeaverError('LANGUAGE_UNKNOWN', { language });
}

/** The process's own. */
export const languageRegistry = new LanguageRegistry();
