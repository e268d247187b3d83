import { createParser } from 'eventsource-parser';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../../types/clock.ts';
import type { JsonValue } from '../../../types/json.ts';
import type { ModelSink, ModelUsage, ProviderFailure } from '../../../types/ports.ts';
import type { ModelSettings } from './settings.ts';
import { failureOf, streamEvent, type StreamEvent } from './wire.ts';

/** More than any answer on the telephone: a host that never ends is stopped. */
const LONGEST_EVENT = 1 << 20;

/** How long a finished answer's body may stay open before its connection is given up. */
const LINGER_MS = 1_000;

/** One request and its stream. Exactly one of `done` and `failed` comes at the end, neither after `cancel`. */
export class Generation {
  readonly #provider: string;
  readonly #settings: ModelSettings;
  readonly #clock: Clock;
  readonly #sink: ModelSink;
  readonly #abort = new AbortController();
  readonly #tools: { name: string; args: string }[] = [];
  #usage: ModelUsage = { inputTokens: 0, outputTokens: 0 };
  #anyOutput = false;
  #finished = false;
  #over = false;
  #timer: unknown;

  constructor(provider: string, settings: ModelSettings, clock: Clock, sink: ModelSink) {
    this.#provider = provider;
    this.#settings = settings;
    this.#clock = clock;
    this.#sink = sink;
  }

  async run(send: (signal: AbortSignal) => Promise<Dispatcher.ResponseData>): Promise<void> {
    this.#watch(this.#settings.firstOutputMs);
    try {
      const answer = await send(this.#abort.signal);
      if (answer.statusCode !== 200) {
        answer.body.destroy().on('error', () => undefined);
        const { kind, retryable } = failureOf(answer.statusCode);
        return this.#fail(kind, retryable, `HTTP ${answer.statusCode}`);
      }
      await this.#read(answer.body);
      if (!this.#over) this.#fail('unavailable', true, 'the stream ended before the answer did');
    } catch (error) {
      this.#fail('unavailable', true, `the connection failed (${codeOf(error)})`);
    } finally {
      this.#clock.cancel(this.#timer);
    }
  }

  cancel(): void {
    this.#end();
  }

  async #read(body: Dispatcher.ResponseData['body']): Promise<void> {
    const parser = createParser({ onEvent: ({ data }) => this.#event(data), maxBufferSize: LONGEST_EVENT });
    const decoder = new TextDecoder();
    // Read to its end even when the answer is complete: a body left unread costs the connection.
    for await (const bytes of body as AsyncIterable<Buffer>) {
      if (this.#abort.signal.aborted) return;
      if (!this.#over) parser.feed(decoder.decode(bytes, { stream: true }));
    }
  }

  #event(data: string): void {
    if (this.#over) return;
    if (data === '[DONE]') return this.#complete();
    const event = streamEvent(data);
    if (!event) return this.#fail('internal', true, 'the host sent an event that is not of the format');
    if (event.error) return this.#fail('unavailable', true, 'the host reported an error in its stream');
    this.#take(event);
  }

  #take(event: StreamEvent): void {
    if (event.usage) this.#usage = event.usage;
    for (const { index, name, args } of event.tools) {
      const call = (this.#tools[index] ??= { name: '', args: '' });
      call.name += name;
      call.args += args;
    }
    if (event.finished) this.#finished = true;
    if (event.text !== '' || event.tools.length > 0) {
      this.#anyOutput ||= event.text !== '';
      this.#watch(this.#settings.nextOutputMs);
    }
    if (event.text !== '') this.#sink.text(event.text);
  }

  #complete(): void {
    // Some hosts send no finish reason, but none sends half an answer and [DONE].
    for (const call of this.#tools) {
      if (!call || this.#over) continue;
      const args = jsonObject(call.args);
      if (!args || call.name === '') {
        return this.#fail(
          'internal',
          !this.#anyOutput,
          'the host sent a tool call that is not of the format',
        );
      }
      this.#anyOutput = true;
      this.#sink.toolCall(call.name, args);
    }
    if (this.#over) return;
    this.#over = true;
    this.#clock.cancel(this.#timer);
    this.#timer = this.#clock.after(LINGER_MS, () => this.#abort.abort());
    this.#sink.done(this.#usage);
  }

  #watch(ms: number): void {
    this.#clock.cancel(this.#timer);
    this.#timer = this.#clock.after(ms, () => this.#stalled(ms));
  }

  #stalled(ms: number): void {
    // Everything but the closing event came: that is an answer.
    if (this.#finished) return this.#complete();
    this.#fail('stalled', true, `no output for ${ms} ms`);
  }

  /** After words were spoken, another try would say them twice: never retryable then. */
  #fail(kind: ProviderFailure['kind'], retryable: boolean, message: string): void {
    if (this.#over) return;
    if (this.#finished && kind === 'unavailable') return this.#complete();
    this.#end();
    this.#sink.failed({ provider: this.#provider, kind, retryable: retryable && !this.#anyOutput, message });
  }

  #end(): void {
    this.#over = true;
    this.#clock.cancel(this.#timer);
    this.#abort.abort();
  }
}

function jsonObject(text: string): Record<string, JsonValue> | null {
  try {
    const value = JSON.parse(text === '' ? '{}' : text) as JsonValue;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null; // reported by the caller
  }
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'unknown');
}
