/** One socket of Aura's `/v1/speak`, for one voice: clauses one after another, and `Clear` when the caller cuts in. */
import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../../../types/clock.ts';
import type { ProviderFailure } from '../../../types/ports.ts';
import type { PooledConnection } from '../shared/connectionPool.ts';
import { failure } from '../shared/failure.ts';
import { frameBytes } from './frames.ts';
import { failureOfClose, failureOfMessage, jsonFields, notOfTheFormat } from './wire.ts';

export interface Clause {
  audio(mulaw: Uint8Array): void;
  /** All audio has come. The connection can take another clause. */
  flushed(): void;
  failed(failure: ProviderFailure): void;
}

/**
 * developers.deepgram.com/docs/tts-ws-flush: 20 in 60 s, then a warning instead of audio. A second more, because the
 * clocks differ.
 */
const MOST_FLUSHES = 20;
const FLUSH_WINDOW_MS = 61_000;
/** A socket lives for an hour at most. */
const LIFETIME_MS = 50 * 60_000;
/** Without the confirmation of `Clear` nobody knows whose audio comes next. */
const CLEAR_WITHIN_MS = 1_000;

export class SpeakConnection implements PooledConnection {
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #openedAt: number;
  #flushes: number[] = [];
  #clause: Clause | undefined;
  /** What to do when `Cleared` comes. */
  #clearing: (() => void) | undefined;
  #clearTimer: unknown;
  /** A clause was cleared before its `Flushed` came: whether it comes all the same is not documented. */
  #strayFlushed = false;
  #anyAudio = false;
  #dead = false;

  constructor(socket: WebSocket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    this.#openedAt = clock.now();
    socket.on('message', (data: RawData, binary) => {
      if (this.#dead) return;
      if (binary) this.#audio(frameBytes(data));
      else this.#message(frameBytes(data).toString());
    });
    socket.on('error', () => undefined); // `close` follows
    socket.on('close', (code) => this.#fail(failureOfClose(code)));
  }

  get usable(): boolean {
    const now = this.#clock.now();
    this.#flushes = this.#flushes.filter((at) => now - at < FLUSH_WINDOW_MS);
    const open = !this.#dead && this.#socket.readyState === this.#socket.OPEN;
    return open && this.#flushes.length < MOST_FLUSHES && now - this.#openedAt < LIFETIME_MS;
  }

  speak(text: string, clause: Clause): void {
    if (this.#dead) return queueMicrotask(() => clause.failed(failureOfClose(1006)));
    this.#clause = clause;
    this.#anyAudio = false;
    this.#flushes.push(this.#clock.now());
    this.#send({ type: 'Speak', text });
    this.#send({ type: 'Flush' });
  }

  /** Stops the present clause. `free` is called when the next one may come. */
  clear(free: () => void): void {
    if (!this.#clause || this.#dead) return free();
    this.#clause = undefined;
    this.#strayFlushed = true;
    this.#clearing = free;
    this.#clearTimer = this.#clock.after(CLEAR_WITHIN_MS, () => this.#cleared(() => this.close()));
    this.#send({ type: 'Clear' });
  }

  close(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#clock.cancel(this.#clearTimer);
    this.#socket.send(JSON.stringify({ type: 'Close' }), () => undefined);
    this.#socket.close();
  }

  #audio(mulaw: Uint8Array): void {
    if (!this.#clause) return; // of a clause that was cut off
    this.#anyAudio = true;
    this.#clause.audio(mulaw);
  }

  #message(data: string): void {
    const message = jsonFields(data);
    switch (message?.['type']) {
      case undefined:
        return this.#fail(notOfTheFormat);
      case 'Flushed':
        return this.#flushed();
      case 'Cleared':
        return this.#cleared();
      case 'Error':
        return this.#fail(failureOfMessage(message ?? {}));
      case 'Warning':
        // The only ones that are documented say that a message was not obeyed: its audio will never come.
        return this.#clause && this.#fail(failure('deepgram', 'rate-limited', 'it did not obey (Warning)'));
      default:
        return; // Metadata, and what is newer than this code
    }
  }

  #flushed(): void {
    const stray = this.#strayFlushed && !this.#anyAudio;
    this.#strayFlushed = false;
    const clause = this.#clause;
    if (stray || !clause) return;
    this.#clause = undefined;
    clause.flushed();
  }

  #cleared(before?: () => void): void {
    const free = this.#clearing;
    this.#clearing = undefined;
    this.#clock.cancel(this.#clearTimer);
    before?.();
    free?.();
  }

  #fail(failure: ProviderFailure): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#socket.terminate();
    const clause = this.#clause;
    this.#clause = undefined;
    this.#cleared();
    clause?.failed(failure);
  }

  #send(message: Readonly<Record<string, unknown>>): void {
    this.#socket.send(JSON.stringify(message), () => undefined); // a failure is followed by `close`
  }
}
