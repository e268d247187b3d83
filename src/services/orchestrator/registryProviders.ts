/** The providers of the process: what is configured, chosen by language, several of them as one. */
import type { Clock } from '../../types/clock.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { Embedder, LanguageModel, Recogniser, Synthesiser } from '../../types/ports.ts';
import type { ProviderHealthAnswer } from '../../types/providerHealth.ts';
import type { LanguageVoice, WorkflowConfig } from '../../types/workflowConfig.ts';
import {
  FailoverEmbedder,
  FailoverModel,
  FailoverRecogniser,
  FailoverSynthesiser,
  HealthBoard,
  providerRegistry,
  rankTargetsMs,
  StandInRecogniser,
  zeroLatency,
  type ProviderChain,
  type ProviderParts,
  type ProviderRegistry,
} from '../providers/index.ts';
import { closeAudio } from '../streamingAudioProcessor.ts';
import type { Chosen, ProviderSet, ProviderUse } from './providerSet.ts';
import type { StandInEars } from './standIn.ts';

type CallWork = 'recogniser' | 'synthesiser' | 'model';

export class RegistryProviders implements ProviderSet {
  readonly health: HealthBoard;
  readonly #registry: ProviderRegistry;

  constructor(registry: ProviderRegistry = providerRegistry) {
    this.#registry = registry;
    this.health = new HealthBoard({ published: (work, name) => registry.publishedP95(work, name) });
    registry.onReset((name) => this.health.forget(name));
  }

  recogniser(voice: LanguageVoice, use: ProviderUse = {}): Chosen<Recogniser> | null {
    const { language } = voice;
    const { parts, reason } = this.#parts('recogniser', this.#recognisers(voice), use);
    if (parts.length === 0) return null;
    return { provider: new FailoverRecogniser({ ...this.#call(use), language, parts }), reason };
  }

  synthesiser(voice: LanguageVoice, use: ProviderUse = {}): Chosen<Synthesiser> | null {
    const { language } = voice;
    const { parts, reason } = this.#parts('synthesiser', this.#synthesisers(voice), use);
    if (parts.length === 0) return null;
    return { provider: new FailoverSynthesiser({ ...this.#call(use), language, parts }), reason };
  }

  model(config: WorkflowConfig, use: ProviderUse = {}): LanguageModel | null {
    const { parts } = this.#parts('model', this.#models(config), use, config.model);
    if (parts.length === 0) return null;
    return new FailoverModel({ ...this.#call(use), language: firstLanguage(config), parts });
  }

  /** One only: vectors of two models cannot be compared. By spelling the cache compares by itself. */
  async embedder(language: LanguageTag): Promise<Embedder | null> {
    const { names } = this.#registry.chain('embedder', language);
    const name = names.find((one) => one !== 'ngram');
    if (name === undefined) return null;
    const part = await this.#registry.embedder(name);
    return new FailoverEmbedder({ board: this.health, language, parts: [part] });
  }

  hasModel(config: WorkflowConfig): boolean {
    return this.#models(config).names.length > 0;
  }

  async load(languages: readonly LanguageVoice[], config?: WorkflowConfig): Promise<void> {
    await Promise.allSettled(this.#needed(languages, config));
  }

  async warm(languages: readonly LanguageVoice[], config?: WorkflowConfig): Promise<void> {
    const parts = await Promise.allSettled(this.#needed(languages, config));
    const made = new Set(parts.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : [])));
    await Promise.allSettled([...made].map((part) => part.warm()));
  }

  report(language: LanguageTag): ProviderHealthAnswer {
    const works = ['recogniser', 'synthesiser', 'model'] as const;
    const health = this.health.report();
    const order = works.flatMap((work) => {
      const { names } = this.#registry.chain(work, language);
      return this.health.rank(work, language, names, false).map((ranked, place) => {
        const known = health.find((it) => it.work === work && it.provider === ranked.name);
        const measured = known?.languages.find((it) => it.language === language);
        return {
          work,
          language,
          rank: place + 1,
          provider: ranked.name,
          state: known?.state ?? ('closed' as const),
          targetMs: rankTargetsMs[Math.min(place, rankTargetsMs.length - 1)] ?? 0,
          p50Ms: measured?.p50Ms ?? null,
          p95Ms: measured?.p95Ms ?? null,
          samples: measured?.samples ?? 0,
        };
      });
    });
    return { health, order };
  }

  async close(): Promise<void> {
    await Promise.all([this.#registry.close(), closeAudio()]);
  }

  #call({ watch = {} }: ProviderUse) {
    return { board: this.health, watch };
  }

  /** Those of a chain that are made. One that is not (a language nobody announced) is made for the next time. */
  #parts<Work extends CallWork>(
    work: Work,
    { names, reason }: ProviderChain,
    { failover = true }: ProviderUse,
    own?: WorkflowConfig['model'],
  ): { readonly parts: ProviderParts[Work][]; readonly reason: string } {
    const parts = (failover ? names : names.slice(0, 1)).flatMap((name) => {
      const model = own && modelOf(own, name);
      const part = this.#registry.made(work, name, model);
      if (part) return [part];
      void this.#make(work, name, model).catch(() => undefined); // said when it is asked for
      return [];
    });
    return { parts, reason: reason.sentence };
  }

  #needed(languages: readonly LanguageVoice[], config?: WorkflowConfig) {
    const failover = config?.performance.failoverEnabled ?? true;
    const some = (names: readonly string[]) => (failover ? names : names.slice(0, 1));
    const speech = languages.flatMap((voice) => [
      ...some(this.#recognisers(voice).names).map((name) => this.#make('recogniser', name)),
      ...some(this.#synthesisers(voice).names).map((name) => this.#make('synthesiser', name)),
    ]);
    if (!config) return speech;
    const models = some(this.#models(config).names).map((name) =>
      this.#make('model', name, modelOf(config.model, name)),
    );
    return [...speech, ...models];
  }

  #make(
    work: CallWork,
    name: string,
    model?: string,
  ): Promise<ProviderParts[CallWork] & { warm(): Promise<void> }> {
    if (work === 'model') return this.#registry.model(name, model);
    return work === 'recogniser' ? this.#registry.recogniser(name) : this.#registry.synthesiser(name);
  }

  #recognisers({ language, sttProvider, sttFallbacks }: LanguageVoice): ProviderChain {
    return this.#registry.chain('recogniser', language, sttProvider, sttFallbacks);
  }

  #synthesisers({ language, ttsProvider, ttsFallbacks, fasterVoice }: LanguageVoice): ProviderChain {
    const named = fasterVoice && ttsFallbacks && !ttsFallbacks.includes(fasterVoice.provider);
    const others = named ? [...ttsFallbacks, fasterVoice.provider] : ttsFallbacks;
    return this.#registry.chain('synthesiser', language, ttsProvider, others);
  }

  #models(config: WorkflowConfig): ProviderChain {
    const { provider, fallbacks } = config.model;
    const chain = this.#registry.chain('model', firstLanguage(config), provider, fallbacks);
    return provider === 'none' ? { ...chain, names: [] } : chain;
  }
}

/** A workflow's own model belongs to the provider that it names; the others use theirs. */
function modelOf({ provider, model }: WorkflowConfig['model'], name: string): string | undefined {
  return name === provider ? model : undefined;
}

function firstLanguage(config: WorkflowConfig): LanguageTag {
  return config.languages[0]?.language ?? 'en-US';
}

let shared: RegistryProviders | null = null;

/** One set for the process: models are large, and health is learned from all calls. */
export function embeddedProviders(): RegistryProviders {
  shared ??= new RegistryProviders();
  return shared;
}

/** Ears for one simulated call. */
export function standInEars(clock: Clock): StandInEars {
  const recogniser = new StandInRecogniser({ clock, latency: zeroLatency });
  return { recogniser, spoken: (text) => recogniser.spoken(text) };
}
