/** The bench's providers on a server that answers many calls: each call's latencies are its own, whoever asks when. */
import type { ProviderUse } from '../../../src/services/performanceOrchestrator.ts';
import type { LatencySource } from '../../../src/services/providers/index.ts';
import type { LanguageModel, Recogniser } from '../../../src/types/ports.ts';
import { BenchProviders, type ProvidersOptions } from '../providers.ts';

export interface RealProvidersOptions extends ProvidersOptions {
  readonly recogniserOf: (call: number, finalAfter: LatencySource) => Recogniser;
}

type Watch = NonNullable<ProviderUse['watch']>;

export class RealProviders extends BenchProviders {
  readonly #recogniserOf: RealProvidersOptions['recogniserOf'];
  /** A call is known by its watch, which is with it from its first request to its last. */
  readonly #calls = new WeakMap<Watch, number>();
  #beginning = -1;

  constructor(options: RealProvidersOptions) {
    super(options);
    this.#recogniserOf = options.recogniserOf;
  }

  /** The call that is answered next. */
  override forCall(call: number): void {
    this.#beginning = call;
  }

  override recogniser(_voice: unknown, use: ProviderUse = {}) {
    const call = this.#use(use);
    return { provider: this.#recogniserOf(call, this.finals(call)), reason: 'bench' };
  }

  override synthesiser(voice: unknown, use: ProviderUse = {}) {
    this.#use(use);
    return super.synthesiser(voice, use);
  }

  override model(config: unknown, use: ProviderUse = {}): LanguageModel {
    this.#use(use);
    return super.model(config, use);
  }

  #use({ watch }: ProviderUse): number {
    const call = (watch && this.#calls.get(watch)) ?? this.#beginning;
    if (watch) this.#calls.set(watch, call);
    super.forCall(call);
    return call;
  }
}
