/**
 * All languages of the process: those that come along and those that users added. One table, because one thing must be
 * true for every room: what a language is called at a provider, how it is written, and which voices it has.
 */
import type { LanguageTag } from '../../types/language.ts';
import type { LanguageRecord } from '../../types/languageRecord.ts';
import { matchLanguage, type LanguageMatch, type RecordSource } from './match.ts';
import { builtInRecords } from './records.ts';

/** Tags are asked for again and again, and there are few; but any text may be asked for. */
const MOST_REMEMBERED = 1_000;

export class LanguageTable implements RecordSource {
  readonly #builtIn: () => ReadonlyMap<LanguageTag, LanguageRecord>;
  #custom: ReadonlyMap<LanguageTag, LanguageRecord> = new Map();
  readonly #found = new Map<string, LanguageMatch | undefined>();

  constructor(builtIn: () => ReadonlyMap<LanguageTag, LanguageRecord> = builtInRecords) {
    this.#builtIn = builtIn;
  }

  /** The record of exactly this tag. */
  get(tag: LanguageTag): LanguageRecord | undefined {
    return this.#builtIn().get(tag) ?? this.#custom.get(tag);
  }

  /** Those that come along by their tags, then the custom ones. */
  all(): readonly LanguageRecord[] {
    return [...this.#builtIn().values(), ...this.#custom.values()];
  }

  /** The tag's own record, or the one that stands for it; undefined: none. Never throws. */
  find(wanted: string): LanguageMatch | undefined {
    if (this.#found.has(wanted)) return this.#found.get(wanted);
    const match = matchLanguage(wanted, this);
    if (this.#found.size >= MOST_REMEMBERED) this.#found.clear();
    this.#found.set(wanted, match);
    return match;
  }

  isBuiltIn(tag: LanguageTag): boolean {
    return this.#builtIn().has(tag);
  }

  get custom(): readonly LanguageRecord[] {
    return [...this.#custom.values()];
  }

  /** Replaces all custom languages. One with the tag of a language that comes along is never found. */
  useCustom(records: Iterable<LanguageRecord>): void {
    this.#custom = new Map([...records].map((record) => [record.tag, record]));
    this.#found.clear();
  }
}

/** The process's own. */
export const languageTable = new LanguageTable();
