/**
 * All providers by name. Only what is asked for is loaded; each is made once and shared. A new provider is one folder and
 * one line in `embedded.ts` (or a call of `register`).
 */
import { WeaverError } from '../../types/errors/index.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { Embedder, LanguageModel, Recogniser, Synthesiser } from '../../types/ports.ts';
import { chainOf, choose, type Candidate, type Choice } from './choice.ts';
import { cloudProviders } from './cloud.ts';
import { embeddedProviders } from './embedded.ts';
import { inDefaultOrder } from './order.ts';
import { providerSettings } from './settingsSource.ts';
import { findProfile, publishedQuantile } from './standin/latency.ts';

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
  /** Works without any company: neither audio nor words leave this machine. */
  readonly onThisMachine?: boolean;
  /** Published latency row (`profiles.json`) that stands for it until it has been measured here. */
  readonly profile?: string;
  /** `model`: another one than the configured, for language models. */
  load(model?: string): Promise<ProviderParts[Work]>;
}

/** Whom to ask, in order, and why the first. Empty: nobody can. */
export interface ProviderChain {
  readonly names: readonly string[];
  readonly reason: Choice['reason'];
}

/** Who serves a language, by name. */
export interface Serving {
  readonly names: readonly string[];
  readonly embedded: readonly string[];
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

/** The longest call that a workflow allows (`maxCallMinutes`), and a little: somebody may still be talking through it, ms. */
const CLOSE_AFTER_MS = 245 * 60_000;

function closeLater(part: ProviderParts[ProviderWork]): void {
  setTimeout(() => part.close().catch(() => undefined), CLOSE_AFTER_MS).unref();
}

export class ProviderRegistry {
  readonly #entries: ProviderEntry[] = [];
  readonly #loaded = new Map<string, Promise<ProviderParts[ProviderWork]>>();
  /** Those of them that have been made. */
  readonly #made = new Map<string, ProviderParts[ProviderWork]>();
  readonly #resets: ((name: string) => void)[] = [];

  constructor(entries: readonly ProviderEntry[] = embeddedProviders()) {
    for (const entry of entries) this.register(entry);
  }

  /** Adds a provider; one of the same name and work is replaced. Earlier ones are preferred by `auto`. */
  register(entry: ProviderEntry): void {
    const at = this.#entries.findIndex(({ name, work }) => name === entry.name && work === entry.work);
    if (at >= 0) this.#entries[at] = entry;
    else this.#entries.push(entry);
    this.#forget(keyOf(entry.work, entry.name));
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

  /** `model`: another one than the provider's configured. */
  model(name: string, model?: string): Promise<LanguageModel> {
    return this.#load('model', name, model);
  }

  embedder(name: string): Promise<Embedder> {
    return this.#load('embedder', name);
  }

  chooseRecogniser(language: LanguageTag, wanted?: string): Choice {
    return this.#choose('recogniser', language, wanted);
  }

  chooseSynthesiser(language: LanguageTag, wanted?: string): Choice {
    return this.#choose('synthesiser', language, wanted);
  }

  chooseEmbedder(language: LanguageTag, wanted?: string): Choice {
    return this.#choose('embedder', language, wanted);
  }

  /** The chosen provider and those that stand in for it. `fallbacks` absent: all others that serve the language. */
  chain(
    work: ProviderWork,
    language: LanguageTag,
    wanted?: string,
    fallbacks?: readonly string[],
  ): ProviderChain {
    const all = inDefaultOrder(work, language, this.#of(work));
    // Where the stand-ins are named, nobody else may be called in, not even for a wrong setting; what runs here may.
    const may = ({ name, onThisMachine = false }: ProviderEntry) =>
      fallbacks === undefined || onThisMachine || name === wanted || fallbacks.includes(name);
    const candidates = all.filter(may);
    const { name, reason } = choose(candidates, work, language, wanted);
    return { names: chainOf(candidates, language, name, fallbacks), reason };
  }

  /**
   * Who serves a language by default, in order, and who of them runs on this machine. For many languages at a time: whether
   * a provider is set up is looked at once, now.
   */
  serving(work: ProviderWork): (language: LanguageTag) => Serving {
    const ready = this.#of(work).filter((it) => it.automatic && it.unavailable() === undefined);
    return (language) => {
      const serve = inDefaultOrder(work, language, ready).filter((it) => it.supports(language));
      const embedded = serve.filter(({ onThisMachine }) => onThisMachine);
      return { names: serve.map(({ name }) => name), embedded: embedded.map(({ name }) => name) };
    };
  }

  /** A part that has been made already; undefined also for one that is being made. */
  made<Work extends ProviderWork>(work: Work, name: string, model?: string): ProviderParts[Work] | undefined {
    return this.#made.get(keyOf(work, name, model)) as ProviderParts[Work] | undefined;
  }

  /** The published 95th percentile of a provider's first output, ms. */
  publishedP95(work: ProviderWork, name: string): number | undefined {
    const profile = this.#of(work).find((entry) => entry.name === name)?.profile;
    return profile === undefined ? undefined : publishedQuantile(findProfile(profile), 0.95);
  }

  /**
   * The provider's settings have changed: its parts are made anew. Until the new ones are there the old ones serve. Calls
   * that go on keep what they hold for as long as a call may last.
   */
  async reset(name: string): Promise<void> {
    for (const listener of this.#resets) listener(name);
    const renewed = this.#entries
      .filter((entry) => entry.name === name)
      .flatMap(({ work }) => {
        const key = keyOf(work, name);
        const known = [...this.#loaded.keys()].filter((it) => it === key || it.startsWith(`${key} `));
        return known.map((it) => this.#renew(work, name, it));
      });
    await Promise.all(renewed);
  }

  /** Told the name of a provider whose settings have changed. */
  onReset(listener: (name: string) => void): void {
    this.#resets.push(listener);
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
    this.#made.clear();
    const parts = await Promise.allSettled(loaded);
    await Promise.all(parts.map((part) => (part.status === 'fulfilled' ? part.value.close() : undefined)));
  }

  #of(work: ProviderWork): ProviderEntry[] {
    return this.#entries.filter((entry) => entry.work === work);
  }

  #choose(work: ProviderWork, language: LanguageTag, wanted?: string): Choice {
    return choose(inDefaultOrder(work, language, this.#of(work)), work, language, wanted);
  }

  #load<Work extends ProviderWork>(work: Work, name: string, model?: string): Promise<ProviderParts[Work]> {
    const key = keyOf(work, name, model);
    const known = this.#loaded.get(key) as Promise<ProviderParts[Work]> | undefined;
    if (known) return known;
    const entry = this.#of(work).find((it) => it.name === name) as ProviderEntry<Work> | undefined;
    if (!entry) return Promise.reject(new WeaverError('PROVIDER_UNKNOWN', { provider: name, work }));
    const part = entry.load(model);
    this.#loaded.set(key, part);
    part.then(
      (made) => {
        if (this.#loaded.get(key) === part) this.#made.set(key, made);
      },
      // A part that could not be made is tried again next time.
      () => this.#forget(key),
    );
    return part;
  }

  async #renew(work: ProviderWork, name: string, key: string): Promise<void> {
    const old = this.#loaded.get(key);
    this.#loaded.delete(key);
    void old?.then(closeLater, () => undefined); // one that could not be made needs no closing
    const entry = this.#of(work).find((it) => it.name === name);
    if (!entry || entry.unavailable() !== undefined) {
      this.#made.delete(key);
      return;
    }
    const model = key.slice(keyOf(work, name).length + 1) || undefined;
    // Why it could not be made is said when it is asked for.
    await this.#load(work, name, model).catch(() => this.#made.delete(key));
  }

  #forget(key: string): void {
    this.#loaded.delete(key);
    this.#made.delete(key);
  }
}

function keyOf(work: ProviderWork, name: string, model?: string): string {
  return model === undefined ? `${work}:${name}` : `${work}:${name} ${model}`;
}

/** The process's own: what the server brings along, and what its settings add. */
export const providerRegistry = new ProviderRegistry([
  ...embeddedProviders(),
  ...cloudProviders(providerSettings),
]);
