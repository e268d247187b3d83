import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { Clock } from '../../../types/clock.ts';
import type { JsonValue } from '../../../types/json.ts';
import type { Cancellable, ModelSink, ModelUsage, ProviderFailure } from '../../../types/ports.ts';
import { failure } from '../shared/failure.ts';
import { ended, modelFailure, said } from './failures.ts';

/** How long a finished answer's stream may stay open before its connection is given up. */
const LINGER_MS = 1_000;

type Finish = Extract<LanguageModelV4StreamPart, { type: 'finish' }>;

/** One request and its stream. Exactly one of `done` and `failed` comes at the end, neither after `cancel`. */
export class Generation implements Cancellable {
  readonly #provider: string;
  readonly #clock: Clock;
  readonly #sink: ModelSink;
  readonly #abort = new AbortController();
  /** Held until the answer is whole: a tool must not run on half of its arguments, nor for an answer that broke. */
  readonly #calls: { readonly name: string; readonly input: string }[] = [];
  #spoke = false;
  #over = false;

  constructor(provider: string, clock: Clock, sink: ModelSink) {
    this.#provider = provider;
    this.#clock = clock;
    this.#sink = sink;
  }

  /** Never rejects. */
  async run(
    open: (signal: AbortSignal) => Promise<ReadableStream<LanguageModelV4StreamPart>>,
  ): Promise<void> {
    let linger: unknown;
    try {
      const reader = (await open(this.#abort.signal)).getReader();
      // Read to its end even when the answer is complete: a body left unread costs the connection.
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        if (this.#over) continue;
        this.#take(value);
        if (this.#over && !this.#abort.signal.aborted)
          linger = this.#clock.after(LINGER_MS, () => this.#abort.abort());
      }
      this.fail(ended(this.#provider));
    } catch (error) {
      this.fail(modelFailure(this.#provider, error));
    } finally {
      this.#clock.cancel(linger);
    }
  }

  /** After the end nothing: the rest of the stream is still read, so that its connection can be used again. */
  cancel(): void {
    if (this.#over) return;
    this.#over = true;
    this.#abort.abort();
  }

  /** After words were said another try would say them twice: nothing is retryable then. */
  fail(reason: ProviderFailure): void {
    if (this.#over) return;
    this.cancel();
    this.#sink.failed({ ...reason, retryable: reason.retryable && !this.#spoke });
  }

  #take(part: LanguageModelV4StreamPart): void {
    if (part.type === 'text-delta') {
      if (part.delta === '') return;
      this.#spoke = true;
      this.#sink.text(part.delta);
    } else if (part.type === 'tool-call') this.#calls.push({ name: part.toolName, input: part.input });
    else if (part.type === 'tool-input-start' || part.type === 'tool-input-delta') this.#sink.progress?.();
    else if (part.type === 'error') this.fail(modelFailure(this.#provider, part.error));
    else if (part.type === 'finish') this.#finish(part);
  }

  #finish({ finishReason: { unified }, usage }: Finish): void {
    if (unified === 'interrupted') return this.fail(ended(this.#provider));
    if (unified === 'error')
      return this.fail(failure(this.#provider, 'internal', 'the model broke its answer off'));
    // What was said before the filter struck has been heard: an answer that was cut short, as with `length`.
    if (unified === 'content-filter' && !this.#spoke) return this.fail(said(this.#provider, 'content'));
    const calls = this.#calls.map(({ name, input }) => ({ name, args: jsonObject(input) }));
    if (calls.some(({ args }) => !args))
      return this.fail(failure(this.#provider, 'internal', 'it sent a tool call that is not of the format'));
    for (const { name, args } of calls) {
      if (this.#over) return; // stopped by the one before
      if (args) this.#sink.toolCall(name, args);
    }
    if (this.#over) return;
    this.#over = true;
    this.#sink.done(usageOf(usage));
  }
}

function jsonObject(input: string): Record<string, JsonValue> | null {
  try {
    const value = JSON.parse(input.trim() === '' ? '{}' : input) as JsonValue;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null; // reported by the caller
  }
}

function usageOf({ inputTokens, outputTokens }: Finish['usage']): ModelUsage {
  return {
    inputTokens: inputTokens.total ?? 0,
    outputTokens: outputTokens.total ?? 0,
    // Clients say 0 for providers that say nothing.
    ...(inputTokens.cacheRead ? { cachedTokens: inputTokens.cacheRead } : {}),
  };
}
