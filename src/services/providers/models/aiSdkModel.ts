import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import type { Clock } from '../../../types/clock.ts';
import type {
  Cancellable,
  LanguageModel,
  ModelCapabilities,
  ModelRequest,
  ModelSink,
} from '../../../types/ports.ts';
import { failure, ProviderError } from '../shared/failure.ts';
import { shareConnections } from './agent.ts';
import { modelFailure, statusFailure } from './failures.ts';
import { Generation } from './generation.ts';
import { KeepWarm } from './keepWarm.ts';
import { promptOf, toolsOf, type PromptRules } from './prompt.ts';

/** Warming up is not cancelled by anybody: a host that does not answer in this time is not there. */
const WARM_MS = 5_000;
/** Has an answer, but no list of models: good all the same. */
const NOT_IMPLEMENTED = 501;

export interface AiSdkModelOptions {
  readonly name: string;
  readonly capabilities: ModelCapabilities;
  readonly order: PromptRules['order'];
  readonly clock: Clock;
  /** Imports the provider's package, which takes a good part of a second, and makes the model. */
  readonly load: (fetch: typeof globalThis.fetch) => Promise<LanguageModelV4>;
  /** The cheapest GET that needs the key. */
  readonly probe: { readonly url: string; readonly headers: Record<string, string> };
  /** What goes with every request. */
  readonly call?: Pick<LanguageModelV4CallOptions, 'reasoning' | 'providerOptions'>;
}

/** A language model behind one of the AI SDK's provider packages: their wire format, our connections and our failures. */
export class AiSdkModel implements LanguageModel {
  readonly name: string;
  readonly capabilities: ModelCapabilities;
  readonly #options: AiSdkModelOptions;
  readonly #connections = shareConnections();
  readonly #keepWarm: KeepWarm;
  readonly #running = new Set<Generation>();
  readonly #closing = new AbortController();
  #model: Promise<LanguageModelV4> | undefined;

  constructor(options: AiSdkModelOptions) {
    this.name = options.name;
    this.capabilities = options.capabilities;
    this.#options = options;
    this.#keepWarm = new KeepWarm(options.clock, () => this.#ping());
  }

  /** Loads the client, opens a connection and tries the key. A host without a list of models is good. */
  async warm(): Promise<void> {
    const [, probed] = await Promise.all([this.#load(), this.#probe('GET')]).catch((error: unknown) => {
      throw error instanceof ProviderError ? error : new ProviderError(modelFailure(this.name, error));
    });
    this.#keepWarm.used();
    if (probed.status < 400 || probed.status === NOT_IMPLEMENTED) return;
    const refusal = statusFailure(this.name, probed.status, probed.body);
    if (refusal.kind === 'refused' || refusal.kind === 'unavailable') throw new ProviderError(refusal);
  }

  generate(request: ModelRequest, sink: ModelSink): Cancellable {
    const generation = new Generation(this.name, this.#options.clock, sink);
    this.#running.add(generation);
    this.#keepWarm.used();
    void generation
      .run((signal) => this.#stream(request, signal))
      .finally(() => {
        this.#running.delete(generation);
        this.#keepWarm.used();
      });
    return generation;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#keepWarm.stop();
    for (const generation of this.#running) generation.fail(this.#closed());
    await this.#connections.release();
  }

  async #stream(
    { messages, tools, temperature, maxTokens }: ModelRequest,
    signal: AbortSignal,
  ): Promise<ReadableStream<LanguageModelV4StreamPart>> {
    const model = await this.#load();
    const { order, call } = this.#options;
    const functions = toolsOf(tools);
    const { stream } = await model.doStream({
      ...call,
      prompt: promptOf(messages, { order, prefill: this.capabilities.prefill }),
      ...(functions ? { tools: functions } : {}),
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { maxOutputTokens: maxTokens }),
      abortSignal: signal,
    });
    return stream;
  }

  #load(): Promise<LanguageModelV4> {
    if (this.#closing.signal.aborted) return Promise.reject(new ProviderError(this.#closed()));
    if (!this.#model) {
      this.#model = this.#options.load(this.#connections.fetch);
      // What could not be loaded is tried again next time.
      this.#model.catch(() => (this.#model = undefined));
    }
    return this.#model;
  }

  async #probe(method: 'GET' | 'HEAD'): Promise<{ status: number; body: string }> {
    const { clock, probe } = this.#options;
    const late = new AbortController();
    const timer = clock.after(WARM_MS, () => late.abort());
    try {
      const signal = AbortSignal.any([late.signal, this.#closing.signal]);
      return await this.#connections.probe(method, probe.url, probe.headers, signal);
    } catch (error) {
      if (late.signal.aborted)
        throw new ProviderError(failure(this.name, 'unavailable', `no answer in ${WARM_MS} ms`));
      throw new ProviderError(modelFailure(this.name, error));
    } finally {
      clock.cancel(timer);
    }
  }

  #ping(): void {
    // No matter how it ends: the connection was used, or the next caller opens another.
    this.#probe('HEAD').catch(() => undefined);
  }

  #closed() {
    return failure(this.name, 'aborted', 'the model was closed');
  }
}
