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
  /** Without input for so long it is not used any more: the service is about to close it. */
  readonly unusedMs: number;
  /** It is gone, and not because of a clause. `byUs`: whoever closed it does not hold it any more. */
  readonly retired: (byUs: boolean) => void;
}

/** ElevenLabs takes five contexts a socket. One stays free for the clause that comes while others run dry. */
const MOST_RUNNING_DRY = 3;
/** A cancelled context has this long to end: audio is made several times faster than it is played. */
const RUN_DRY_MS = 2_000;
const CLOSE_WITHIN_MS = 1_000;
/** A socket that goes sooner after its last use was not idle but broken: nobody waits for another one. */
const IDLE_AT_LEAST_MS = 10_000;

interface Context {
  /** Absent: cancelled, running dry. */
  sink: ContextSink | undefined;
  closed: boolean;
}

/**
 * One multi-context speech socket. Each clause is a context of its own: opened, given its text and flushed, and closed
 * when its first audio comes. Closing is what makes the service say that the context is final (flushing alone does not).
 * A close that goes out with the text can overtake it inside the service, which then ends the context without audio, or
 * without a word; once audio flows, what was flushed is spoken to its end. So a clause that is cancelled is closed at
 * once and forgotten here, what still comes of it is dropped, and the socket goes on serving.
 */
export class SpeechSocket implements PooledConnection {
  readonly #clock: Clock;
  readonly #unusedMs: number;
  readonly #retired: (byUs: boolean) => void;
  /** Contexts that the service still has. */
  readonly #contexts = new Map<string, Context>();
  readonly #timers = new Map<string, unknown>();
  #socket: WebSocket | undefined;
  #closeTimer: unknown;
  #count = 0;
  #usedAt = 0;
  #opened = false;
  #dead = false;

  private constructor({ clock, unusedMs, retired }: SpeechSocketOptions) {
    this.#clock = clock;
    this.#unusedMs = unusedMs;
    this.#retired = retired;
  }

  /** Rejects with a ProviderError. */
  static async open(options: SpeechSocketOptions): Promise<SpeechSocket> {
    const { url, key, signal } = options;
    const connection = new SpeechSocket(options);
    await openSocket({
      provider: elevenLabs,
      url,
      headers: authorised(key),
      signal,
      prepare: (socket) => connection.#attach(socket),
    });
    connection.#opened = true;
    connection.#usedAt = options.clock.now();
    return connection;
  }

  get usable(): boolean {
    if (this.#dead || this.#contexts.size > MOST_RUNNING_DRY) return false;
    return this.#unusedFor() < this.#unusedMs;
  }

  /** @param speed 0.7-1.2; absent: as the voice is */
  speak(text: string, speed: number | undefined, sink: ContextSink): Cancellable {
    const context = `clause-${++this.#count}`;
    this.#contexts.set(context, { sink, closed: false });
    // A single space opens a context, and every text ends with one.
    this.#send({
      text: ' ',
      context_id: context,
      ...(speed === undefined ? {} : { voice_settings: { speed } }),
    });
    this.#send({ text: `${text.trim()} `, context_id: context, flush: true });
    return { cancel: () => this.#forget(context) };
  }

  close(): void {
    this.#fail(failure(elevenLabs, 'aborted', 'stopped by us'), true);
    this.#end();
  }

  #unusedFor(): number {
    return this.#clock.now() - this.#usedAt;
  }

  #attach(socket: WebSocket): void {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => this.#frame(data, isBinary));
    // A close follows each error, and says enough.
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => this.#closed(code, reason.toString('utf8')));
  }

  #send(message: object): void {
    this.#usedAt = this.#clock.now();
    this.#socket?.send(JSON.stringify(message));
  }

  #closeContext(name: string, context: Context): void {
    if (context.closed) return;
    context.closed = true;
    this.#send({ context_id: name, close_context: true });
  }

  #frame(data: RawData, isBinary: boolean): void {
    if (this.#dead) return;
    const frame = frameOf(data, isBinary);
    if (!frame) return this.#giveUp(notOfTheFormat());
    // Both spellings are in use, and errors that concern the whole socket have no context.
    const named = frame['contextId'] ?? frame['context_id'];
    if (frame['error']) return this.#giveUp(speechFailure(frame['error']));
    const name = typeof named === 'string' ? named : this.#only();
    const context = name === undefined ? undefined : this.#contexts.get(name);
    if (name === undefined || !context) return;
    const final = frame['isFinal'] === true || frame['is_final'] === true;
    if (typeof frame['audio'] === 'string' && frame['audio'] !== '') {
      if (!final) this.#closeContext(name, context);
      context.sink?.audio(Buffer.from(frame['audio'], 'base64'), alignmentOf(frame['alignment']));
    }
    // Whoever heard that audio may have closed us.
    if (!final || this.#contexts.get(name) !== context) return;
    this.#drop(name);
    context.sink?.ended();
  }

  /** A frame that names no context belongs to the only one there is. */
  #only(): string | undefined {
    return this.#contexts.size === 1 ? this.#contexts.keys().next().value : undefined;
  }

  #forget(name: string): void {
    const context = this.#contexts.get(name);
    if (!context?.sink) return;
    context.sink = undefined;
    this.#closeContext(name, context);
    const timer = this.#clock.after(RUN_DRY_MS, () => this.#stuck(name));
    this.#timers.set(name, timer);
  }

  /** A context that does not end would hold its place for ever. */
  #stuck(context: string): void {
    this.#timers.delete(context);
    const inUse = [...this.#contexts.values()].some(({ sink }) => sink !== undefined);
    // A clause that is being spoken is left in peace: looked at again later.
    if (inUse)
      this.#timers.set(
        context,
        this.#clock.after(RUN_DRY_MS, () => this.#stuck(context)),
      );
    else {
      this.#end();
      this.#retired(false);
    }
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

  #fail(why: ProviderFailure, byUs = false): void {
    const idle = this.#opened && !this.#dead && this.#contexts.size === 0;
    this.#dead = true;
    const contexts = [...this.#contexts.values()];
    for (const context of this.#contexts.keys()) this.#drop(context);
    for (const { sink } of contexts) sink?.failed(why);
    // One that is too old to be used is closed by whoever wanted to use it, and opens another one.
    const replaced = byUs && this.#unusedFor() >= this.#unusedMs;
    if (idle && !replaced && this.#unusedFor() >= IDLE_AT_LEAST_MS) this.#retired(byUs);
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
