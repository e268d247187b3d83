import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../../../types/clock.ts';
import type { Cancellable, ProviderFailure } from '../../../types/ports.ts';
import type { PooledConnection } from '../shared/connectionPool.ts';
import { failure } from '../shared/failure.ts';
import { openSocket } from '../shared/webSocket.ts';
import { alignmentOf, type Alignment } from './alignment.ts';
import { authorised, elevenLabs, frameOf, notOfTheFormat, speechFailure } from './wire.ts';

/** What one context (one clause) gives. `ended` or `failed` comes once, and nothing after it. */
export interface ContextSink {
  audio(mulaw: Uint8Array, alignment: Alignment | undefined): void;
  ended(): void;
  failed(failure: ProviderFailure): void;
}

export interface SpeechSocketOptions {
  readonly url: string;
  readonly key: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** ElevenLabs takes five contexts a socket. One stays free for the clause that comes while others run dry. */
const MOST_RUNNING_DRY = 3;
/** A cancelled context has this long to end: audio is made several times faster than it is played. */
const RUN_DRY_MS = 2_000;
const CLOSE_WITHIN_MS = 1_000;

/**
 * One multi-context speech socket. Each clause is a context of its own: opened, given its text, flushed and closed in one
 * go. Closing is what makes the service say that the context is final (flushing alone does not), and a context that was
 * flushed before it was closed still speaks to its end. So there is nothing left to send for a barge-in: the context is
 * forgotten here, what still comes of it is dropped, and the socket goes on serving.
 */
export class SpeechSocket implements PooledConnection {
  readonly #clock: Clock;
  /** Contexts that the service still has; without a sink: cancelled, running dry. */
  readonly #contexts = new Map<string, ContextSink | undefined>();
  readonly #timers = new Map<string, unknown>();
  #socket: WebSocket | undefined;
  #closeTimer: unknown;
  #count = 0;
  #dead = false;

  private constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Rejects with a ProviderError. */
  static async open({ url, key, clock, signal }: SpeechSocketOptions): Promise<SpeechSocket> {
    const connection = new SpeechSocket(clock);
    await openSocket({
      provider: elevenLabs,
      url,
      headers: authorised(key),
      signal,
      prepare: (socket) => connection.#attach(socket),
    });
    return connection;
  }

  get usable(): boolean {
    return !this.#dead && this.#contexts.size <= MOST_RUNNING_DRY;
  }

  /** @param speed 0.7-1.2; absent: as the voice is */
  speak(text: string, speed: number | undefined, sink: ContextSink): Cancellable {
    const context = `clause-${++this.#count}`;
    this.#contexts.set(context, sink);
    // A single space opens a context, and every text ends with one.
    this.#send({
      text: ' ',
      context_id: context,
      ...(speed === undefined ? {} : { voice_settings: { speed } }),
    });
    this.#send({ text: `${text.trim()} `, context_id: context, flush: true });
    this.#send({ context_id: context, close_context: true });
    return { cancel: () => this.#forget(context) };
  }

  close(): void {
    this.#fail(failure(elevenLabs, 'aborted', 'stopped by us'));
    this.#end();
  }

  #attach(socket: WebSocket): void {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => this.#frame(data, isBinary));
    // A close follows each error, and says enough.
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => this.#closed(code, reason.toString('utf8')));
  }

  #send(message: object): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #frame(data: RawData, isBinary: boolean): void {
    if (this.#dead) return;
    const frame = frameOf(data, isBinary);
    if (!frame) return this.#giveUp(notOfTheFormat());
    // Both spellings are in use, and errors that concern the whole socket have no context.
    const named = frame['contextId'] ?? frame['context_id'];
    if (frame['error']) return this.#giveUp(speechFailure(frame['error']));
    const context = typeof named === 'string' ? named : this.#only();
    if (context === undefined || !this.#contexts.has(context)) return;
    const sink = this.#contexts.get(context);
    if (typeof frame['audio'] === 'string' && frame['audio'] !== '') {
      sink?.audio(Buffer.from(frame['audio'], 'base64'), alignmentOf(frame['alignment']));
    }
    if (frame['isFinal'] === true || frame['is_final'] === true) {
      this.#drop(context);
      sink?.ended();
    }
  }

  /** A frame that names no context belongs to the only one there is. */
  #only(): string | undefined {
    return this.#contexts.size === 1 ? this.#contexts.keys().next().value : undefined;
  }

  #forget(context: string): void {
    if (!this.#contexts.get(context)) return;
    this.#contexts.set(context, undefined);
    const timer = this.#clock.after(RUN_DRY_MS, () => this.#stuck(context));
    this.#timers.set(context, timer);
  }

  /** A context that does not end would hold its place for ever. */
  #stuck(context: string): void {
    this.#timers.delete(context);
    const inUse = [...this.#contexts.values()].some((sink) => sink !== undefined);
    // A clause that is being spoken is left in peace: looked at again later.
    if (inUse)
      this.#timers.set(
        context,
        this.#clock.after(RUN_DRY_MS, () => this.#stuck(context)),
      );
    else this.#end();
  }

  #drop(context: string): void {
    this.#contexts.delete(context);
    this.#clock.cancel(this.#timers.get(context));
    this.#timers.delete(context);
  }

  #closed(code: number, reason: string): void {
    // The close of a policy violation says in words what an error frame would have said.
    const why = code === 1008 && reason !== '' ? speechFailure(reason) : undefined;
    this.#fail(why ?? failure(elevenLabs, 'unavailable', `it closed the connection (${code})`));
    this.#clock.cancel(this.#closeTimer);
  }

  #giveUp(why: ProviderFailure): void {
    this.#fail(why);
    this.#end();
  }

  #fail(why: ProviderFailure): void {
    this.#dead = true;
    const sinks = [...this.#contexts.values()];
    for (const context of this.#contexts.keys()) this.#drop(context);
    for (const sink of sinks) sink?.failed(why);
  }

  #end(): void {
    this.#dead = true;
    for (const context of this.#contexts.keys()) this.#drop(context);
    const socket = this.#socket;
    if (!socket || socket.readyState >= socket.CLOSING) return;
    socket.close(1000);
    this.#closeTimer = this.#clock.after(CLOSE_WITHIN_MS, () => socket.terminate());
  }
}
