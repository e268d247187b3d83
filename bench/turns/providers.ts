/** Providers of a run: stand-ins whose latencies are published ones, under the product's own failover and hedging. */
import {
  defaultEpisodes,
  FailoverModel,
  FailoverSynthesiser,
  HealthBoard,
  providerEpisodes,
  StandInModel,
  StandInSynthesiser,
  withEpisodes,
  zeroLatency,
  type Episodes,
  type LatencySource,
} from '../../src/services/providers/index.ts';
import type { Chosen, ProviderSet, ProviderUse } from '../../src/services/performanceOrchestrator.ts';
import type { Clock, Random } from '../../src/types/clock.ts';
import type { LanguageModel, ModelRequest, Recogniser, Synthesiser } from '../../src/types/ports.ts';
import { CountedModel, CountedSynthesiser, WholeModel, type ModelSpend } from './counted.ts';
import { stream } from './draw.ts';
import { latencyOf, quantileOf, tokenMsOf, type ProviderChoice, type Tails } from './profiles.ts';

export interface ProvidersOptions {
  readonly clock: Clock;
  readonly choice: ProviderChoice;
  readonly tails: Tails;
  readonly seed: number;
  readonly part: number;
  readonly episodes: boolean;
  /** Off: nothing is handed on before it is whole. */
  readonly streaming: boolean;
  readonly reply: (request: ModelRequest) => { readonly text: string; readonly act: string | null };
}

export class BenchProviders implements ProviderSet {
  readonly spend: ModelSpend = { requests: 0, cancelled: 0, tokens: 0, cancelledTokens: 0 };
  readonly characters = { asked: 0, cancelled: 0 };
  readonly health: HealthBoard;
  readonly #options: ProvidersOptions;
  readonly #episodes = new Map<string, Episodes>();
  /** No latencies: for what happens before the first call. */
  instant = false;
  /** Whose latencies are drawn now: each call has its own, so that other settings meet the same ones. */
  #call = -1;

  constructor(options: ProvidersOptions) {
    this.#options = options;
    const { clock, tails } = options;
    this.health = new HealthBoard({
      clock,
      published: (_work, name) => quantileOf(profileOf(name), 0.95, tails),
    });
  }

  forCall(call: number): void {
    this.#call = call;
  }

  /** From `finish` to the final; the ears of a bench call are not a recogniser's own. */
  finals(call: number): LatencySource {
    return this.#latency(this.#options.choice.stt, stream(this.#options.seed, 'stt', call), 0);
  }

  recogniser(_voice: unknown, _use: ProviderUse = {}): Chosen<Recogniser> {
    return { provider: deaf, reason: 'bench' };
  }

  synthesiser(_voice: unknown, { watch = {}, failover = true }: ProviderUse = {}): Chosen<Synthesiser> {
    const { choice } = this.#options;
    const parts = (failover ? choice.tts : choice.tts.slice(0, 1)).map((id, place) =>
      this.#synthesiser(id, place),
    );
    return {
      provider: new FailoverSynthesiser({ board: this.health, language: 'en-US', parts, watch }),
      reason: 'bench',
    };
  }

  model(_config: unknown, { watch = {}, failover = true }: ProviderUse = {}): LanguageModel {
    const { choice } = this.#options;
    const parts = (failover ? choice.llm : choice.llm.slice(0, 1)).map((id, place) => this.#model(id, place));
    return new FailoverModel({ board: this.health, language: 'en-US', parts, watch });
  }

  load(): Promise<void> {
    return Promise.resolve();
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #latency(id: string, random: Random, place: number): LatencySource {
    if (this.instant) return zeroLatency;
    const { clock, tails, seed, episodes } = this.#options;
    const source = latencyOf(id, random, tails);
    if (!episodes) return source;
    const name = nameOf(id, place);
    let own = this.#episodes.get(name);
    if (!own) {
      own = providerEpisodes(clock, stream(seed, 'episodes', name, this.#options.part), defaultEpisodes);
      this.#episodes.set(name, own);
    }
    return withEpisodes(source, own);
  }

  #model(id: string, place: number): LanguageModel {
    const { clock, seed, streaming, reply } = this.#options;
    const inner = new StandInModel({
      clock,
      script: (request) => {
        const { text, act } = reply(request);
        return { text, toolCalls: act === null ? [] : [{ name: act, args: {} }] };
      },
      latency: this.#latency(id, stream(seed, 'llm', place, this.#call), place),
      tokenMs: tokenMsOf(id),
    });
    return new CountedModel(nameOf(id, place), streaming ? inner : new WholeModel(inner), this.spend);
  }

  #synthesiser(id: string, place: number): Synthesiser {
    const { clock, seed } = this.#options;
    const inner = new StandInSynthesiser({
      clock,
      latency: this.#latency(id, stream(seed, 'tts', place, this.#call), place),
    });
    return new CountedSynthesiser(nameOf(id, place), inner, this.characters);
  }
}

/** The same profile twice stands for two places of one provider. */
function nameOf(id: string, place: number): string {
  return `${id}#${place + 1}`;
}

function profileOf(name: string): string {
  return name.split('#', 1)[0] ?? name;
}

const deaf: Recogniser = {
  name: 'bench',
  capabilities: { locales: 'any', sampleRates: [8000], partials: true, endOfTurn: false, hints: false },
  supports: () => true,
  warm: () => Promise.resolve(),
  open: () => ({
    begin: () => undefined,
    write: () => undefined,
    finish: () => undefined,
    discard: () => undefined,
    close: () => undefined,
  }),
  close: () => Promise.resolve(),
};
