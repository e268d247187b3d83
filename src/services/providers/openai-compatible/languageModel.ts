import { Agent, request as httpRequest, type Dispatcher } from 'undici';
import { systemClock, type Clock } from '../../../types/clock.ts';
import { WeaverError } from '../../../types/errors/index.ts';
import type { Cancellable, LanguageModel, ModelRequest, ModelSink } from '../../../types/ports.ts';
import { Generation } from './generation.ts';
import type { ModelSettings } from './settings.ts';
import { requestBody } from './wire.ts';

/** Hosts close idle connections after a minute or more; opening one again costs a caller 50 ms and upwards. */
const KEEP_ALIVE_MS = 60_000;

/**
 * Any host that speaks OpenAI's chat completions with server-sent events: hosted services, vLLM, llama.cpp, Ollama. One
 * connection pool, HTTP/2 where the host offers it, opened by {@link warm} before the first caller needs it.
 */
export class OpenAiCompatibleModel implements LanguageModel {
  readonly name = 'openai-compatible';
  readonly capabilities = { tools: true, prefill: false } as const;
  readonly #settings: ModelSettings;
  readonly #clock: Clock;
  readonly #agent = new Agent({
    keepAliveTimeout: KEEP_ALIVE_MS,
    allowH2: true,
    connect: { timeout: 5_000 },
  });

  constructor(settings: ModelSettings, clock: Clock = systemClock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /**
   * Opens the connection and tries the key. Throws `PROVIDER_MODEL_UNREACHABLE` or `PROVIDER_MODEL_REFUSED`; a host
   * without a list of models is good.
   */
  async warm(): Promise<void> {
    const { url, firstOutputMs } = this.#settings;
    const { host } = new URL(url);
    let status: number;
    try {
      const answer = await httpRequest(`${url}/models`, {
        dispatcher: this.#agent,
        headers: this.#headers(),
        signal: AbortSignal.timeout(firstOutputMs),
      });
      status = answer.statusCode;
      await answer.body.dump();
    } catch (error) {
      throw new WeaverError('PROVIDER_MODEL_UNREACHABLE', { host }, { cause: error });
    }
    if (status === 401 || status === 403) throw new WeaverError('PROVIDER_MODEL_REFUSED', { host, status });
  }

  generate(request: ModelRequest, sink: ModelSink): Cancellable {
    const generation = new Generation(this.name, this.#settings, this.#clock, sink);
    void generation.run((signal) => this.#send(request, signal));
    return { cancel: () => generation.cancel() };
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #send(request: ModelRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    return httpRequest(`${this.#settings.url}/chat/completions`, {
      method: 'POST',
      dispatcher: this.#agent,
      headers: { ...this.#headers(), 'content-type': 'application/json', accept: 'text/event-stream' },
      body: requestBody(this.#settings.model, request),
      signal,
      // Our own timers say when a host is stalled.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  #headers(): Record<string, string> {
    return this.#settings.key ? { authorization: `Bearer ${this.#settings.key}` } : {};
  }
}
