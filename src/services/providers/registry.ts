/**
 * All providers by name. Only what is asked for is loaded; each is made once and shared. A new provider is one folder and
 * one line in `embedded.ts` (or a call of `register`).
 */
import { WeaverError } from '../../types/errors/index.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { Embedder, LanguageModel, Recogniser, Synthesiser } from '../../types/ports.ts';
import { choose, type Candidate, type Choice } from './choice.ts';
import { embeddedProviders } from './embedded.ts';

export interface ProviderParts {
  recogniser: Recogniser;
  synthesiser: Synthesiser;
  model: LanguageModel;
  embedder: Embedder;
}

export type ProviderWork = keyof ProviderParts;

export interface ProviderEntry<Work extends ProviderWork = ProviderWork> extends Candidate {
  readonly work: Work;
  /** What it can do and cannot, honestly, for the UI and `weaver doctor`. */
  readonly can: string;
  readonly cannot: string;
  readonly licence: string;
  /** Published latency row (`profiles.json`) that stands for it until it has been measured here. */
  readonly profile?: string;
  load(): Promise<ProviderParts[Work]>;
}

/** One provider as the UI and `weaver doctor` show it. */
export interface ProviderReport {
  readonly name: string;
  readonly work: ProviderWork;
  readonly available: boolean;
  /** Why not, with the way out. */
  readonly unavailable: string | null;
  readonly can: string;
  readonly cannot: string;
  readonly licence: string;
  readonly loaded: boolean;
}

export class ProviderRegistry {
  readonly #entries: ProviderEntry[] = [];
  readonly #loaded = new Map<string, Promise<ProviderParts[ProviderWork]>>();

  constructor(entries: readonly ProviderEntry[] = embeddedProviders()) {
    for (const entry of entries) this.register(entry);
  }

  /** Adds a provider; one of the same name and work is replaced. Earlier ones are preferred by `auto`. */
  register(entry: ProviderEntry): void {
    const at = this.#entries.findIndex(({ name, work }) => name === entry.name && work === entry.work);
    if (at >= 0) this.#entries[at] = entry;
    else this.#entries.push(entry);
    this.#loaded.delete(keyOf(entry.work, entry.name));
  }

  names(work: ProviderWork): readonly string[] {
    return this.#of(work).map(({ name }) => name);
  }

  /** Throws `PROVIDER_UNKNOWN`. The part is made but not warmed. */
  recogniser(name: string): Promise<Recogniser> {
    return this.#load('recogniser', name);
  }

  synthesiser(name: string): Promise<Synthesiser> {
    return this.#load('synthesiser', name);
  }

  model(name: string): Promise<LanguageModel> {
    return this.#load('model', name);
  }

  embedder(name: string): Promise<Embedder> {
    return this.#load('embedder', name);
  }

  chooseRecogniser(language: LanguageTag, wanted?: string): Choice {
    return choose(this.#of('recogniser'), 'recogniser', language, wanted);
  }

  chooseSynthesiser(language: LanguageTag, wanted?: string): Choice {
    return choose(this.#of('synthesiser'), 'synthesiser', language, wanted);
  }

  chooseEmbedder(language: LanguageTag, wanted?: string): Choice {
    return choose(this.#of('embedder'), 'embedder', language, wanted);
  }

  capabilitiesReport(): ProviderReport[] {
    return this.#entries.map((entry) => {
      const unavailable = entry.unavailable() ?? null;
      return {
        name: entry.name,
        work: entry.work,
        available: unavailable === null,
        unavailable,
        can: entry.can,
        cannot: entry.cannot,
        licence: entry.licence,
        loaded: this.#loaded.has(keyOf(entry.work, entry.name)),
      };
    });
  }

  /** Closes what was loaded; later requests load anew. */
  async close(): Promise<void> {
    const loaded = [...this.#loaded.values()];
    this.#loaded.clear();
    const parts = await Promise.allSettled(loaded);
    await Promise.all(parts.map((part) => (part.status === 'fulfilled' ? part.value.close() : undefined)));
  }

  #of(work: ProviderWork): ProviderEntry[] {
    return this.#entries.filter((entry) => entry.work === work);
  }

  #load<Work extends ProviderWork>(work: Work, name: string): Promise<ProviderParts[Work]> {
    const key = keyOf(work, name);
    let part = this.#loaded.get(key) as Promise<ProviderParts[Work]> | undefined;
    if (!part) {
      const entry = this.#of(work).find((it) => it.name === name) as ProviderEntry<Work> | undefined;
      if (!entry) return Promise.reject(new WeaverError('PROVIDER_UNKNOWN', { provider: name, work }));
      part = entry.load();
      this.#loaded.set(key, part);
      // A part that could not be made is tried again next time.
      part.catch(() => this.#loaded.delete(key));
    }
    return part;
  }
}

function keyOf(work: ProviderWork, name: string): string {
  return `${work}:${name}`;
}

/** The server's own. */
export const providerRegistry = new ProviderRegistry();

export const chooseRecogniser = (language: LanguageTag, wanted?: string): Choice =>
  providerRegistry.chooseRecogniser(language, wanted);

export const chooseSynthesiser = (language: LanguageTag, wanted?: string): Choice =>
  providerRegistry.chooseSynthesiser(language, wanted);

export const capabilitiesReport = (): ProviderReport[] => providerRegistry.capabilitiesReport();
