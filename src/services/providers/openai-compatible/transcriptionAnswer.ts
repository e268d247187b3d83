/** The text of a transcription: one JSON object, or server-sent events. Hosts choose; what they were asked is a wish. */
import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import { failure, ProviderError, type FailureKind } from '../shared/failure.ts';
import type { Answer } from './speechHttp.ts';

/** Three minutes of speech are a few kilobytes of text. */
const LONGEST_ANSWER = 1 << 20;

export interface TranscriptionListener {
  /** All words so far. */
  delta(text: string): void;
  /** Once. The body is read on to its end, for the sake of the connection. */
  done(text: string): void;
}

const whole = z.object({ text: z.string() });
const event = z.object({
  type: z.string().optional(),
  delta: z.string().optional(),
  text: z.string().optional(),
  error: z.unknown().optional(),
});

/** Resolves when the body has ended. Rejects with a ProviderError, or the connection's error, unless `done` was told. */
export async function readTranscription(
  provider: string,
  answer: Answer,
  listener: TranscriptionListener,
): Promise<void> {
  const { 'content-type': type } = answer.headers;
  const events = typeof type === 'string' && type.includes('text/event-stream');
  const reader = events ? new EventReader(provider, listener) : new ObjectReader(provider, listener);
  try {
    for await (const bytes of answer.body as AsyncIterable<Buffer>) reader.push(bytes);
    reader.end();
  } catch (error) {
    // After the text is known, how its stream ends is of no interest.
    if (!reader.told) throw error;
  } finally {
    answer.body.on('error', () => undefined).destroy();
  }
}

class ObjectReader {
  told = false;
  readonly #provider: string;
  readonly #listener: TranscriptionListener;
  readonly #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(provider: string, listener: TranscriptionListener) {
    this.#provider = provider;
    this.#listener = listener;
  }

  push(bytes: Buffer): void {
    this.#bytes += bytes.length;
    if (this.#bytes > LONGEST_ANSWER) throw error(this.#provider, 'internal', 'its answer is too long');
    this.#pieces.push(bytes);
  }

  end(): void {
    const parsed = whole.safeParse(json(Buffer.concat(this.#pieces).toString()));
    if (!parsed.success) throw error(this.#provider, 'internal', 'its answer is not of the format');
    this.told = true;
    this.#listener.done(parsed.data.text);
  }
}

class EventReader {
  told = false;
  readonly #provider: string;
  readonly #listener: TranscriptionListener;
  readonly #decoder = new TextDecoder();
  readonly #parser = createParser({
    onEvent: ({ data }) => this.#event(data),
    maxBufferSize: LONGEST_ANSWER,
  });
  #text = '';

  constructor(provider: string, listener: TranscriptionListener) {
    this.#provider = provider;
    this.#listener = listener;
  }

  push(bytes: Buffer): void {
    if (!this.told) this.#parser.feed(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): void {
    if (!this.told) throw error(this.#provider, 'unavailable', 'its answer ended before the text did');
  }

  #event(data: string): void {
    if (this.told) return;
    // The end mark of other streams of this API. Some hosts send it here too, and may leave out the event before it.
    if (data.trim() === '[DONE]') return this.#done(this.#text);
    const parsed = event.safeParse(json(data));
    if (!parsed.success)
      throw error(this.#provider, 'internal', 'it sent an event that is not of the format');
    const { type, delta, text } = parsed.data;
    if (type === 'error' || parsed.data.error !== undefined) {
      throw error(this.#provider, 'unavailable', 'it reported an error in its answer');
    }
    if (type === 'transcript.text.delta' && delta !== undefined) {
      this.#text += delta;
      this.#listener.delta(this.#text);
    } else if (type === 'transcript.text.done') this.#done(text ?? this.#text);
    // Other types are additions that do not concern us.
  }

  #done(text: string): void {
    this.told = true;
    this.#listener.done(text);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema says no
  }
}

function error(provider: string, kind: FailureKind, message: string): ProviderError {
  return new ProviderError(failure(provider, kind, message));
}
