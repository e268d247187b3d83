import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../../../types/clock.ts';
import type { ProviderFailure } from '../../../types/ports.ts';
import { failure, failureOf } from '../shared/failure.ts';
import { openSocket } from '../shared/webSocket.ts';
import { authorised, elevenLabs, frameOf, notOfTheFormat, recognitionFailure } from './wire.ts';

export interface ScribeSocketSink {
  partial(text: string): void;
  /** One segment is settled: the answer to a commit, or the service's own doing in a very long one. */
  committed(text: string): void;
  /** Too little was said for the service to go on. It has nothing more to say about what it was sent; then `gone`. */
  nothingHeard(): void;
  /** The socket is gone. Without a failure: the service ended the session in its ordinary way. Comes at most once. */
  gone(why: ProviderFailure | undefined): void;
}

export interface ScribeSocketOptions {
  readonly url: string;
  readonly key: string;
  readonly clock: Clock;
}

const CLOSE_WITHIN_MS = 1_000;

/** Transcripts that settle a segment. The service sends several for one commit: the name that came first counts. */
const settling: ReadonlySet<string> = new Set([
  'committed_transcript',
  'final_transcript',
  'committed_transcript_with_timestamps',
  'final_transcript_with_timestamps',
]);

/** One recognition socket. What is sent while it connects waits here. */
export class ScribeSocket {
  readonly openedAt: number;
  readonly #clock: Clock;
  readonly #sink: ScribeSocketSink;
  readonly #abort = new AbortController();
  #socket: WebSocket | undefined;
  #waiting: string[] | undefined = [];
  #settlesWith: string | undefined;
  #closeTimer: unknown;
  #over = false;

  constructor({ url, key, clock }: ScribeSocketOptions, sink: ScribeSocketSink) {
    this.#clock = clock;
    this.#sink = sink;
    this.openedAt = clock.now();
    openSocket({
      provider: elevenLabs,
      url,
      headers: authorised(key),
      signal: this.#abort.signal,
      prepare: (socket) => this.#attach(socket),
    }).then(
      (socket) => {
        for (const message of this.#waiting ?? []) socket.send(message);
        this.#waiting = undefined;
      },
      (error: unknown) => this.#gone(failureOf(elevenLabs, error)),
    );
  }

  /** Whether what was sent is still here and can be taken back. */
  get connecting(): boolean {
    return this.#waiting !== undefined;
  }

  takeBack(): void {
    if (this.#waiting) this.#waiting.length = 0;
  }

  /** @param audio mu-law at 8 kHz; copied */
  send(audio: Uint8Array, commit: boolean): void {
    if (this.#over) return;
    const message = JSON.stringify({
      message_type: 'input_audio_chunk',
      audio_base_64: Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength).toString('base64'),
      commit,
      sample_rate: 8_000,
    });
    if (this.#waiting) this.#waiting.push(message);
    else this.#socket?.send(message);
  }

  /** The sink hears nothing more. */
  close(): void {
    this.#over = true;
    this.#waiting = undefined;
    this.#abort.abort();
    const socket = this.#socket;
    if (!socket || socket.readyState >= socket.CLOSING) return;
    socket.close(1000);
    this.#closeTimer = this.#clock.after(CLOSE_WITHIN_MS, () => socket.terminate());
  }

  /** Before it is open: the service speaks first, right after the upgrade. */
  #attach(socket: WebSocket): void {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => this.#frame(data, isBinary));
    // A close follows each error, and says enough.
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      this.#clock.cancel(this.#closeTimer);
      // While it connects, the handshake's own error says more.
      if (this.connecting) return;
      this.#gone(failure(elevenLabs, 'unavailable', `it closed the connection (${code})`));
    });
  }

  #frame(data: RawData, isBinary: boolean): void {
    if (this.#over) return;
    const frame = frameOf(data, isBinary);
    const type = frame?.['message_type'];
    if (!frame || typeof type !== 'string') return this.#gone(notOfTheFormat());
    if (settling.has(type)) return this.#settled(type, textOf(frame));
    if (type === 'partial_transcript') return this.#sink.partial(textOf(frame));
    // The audio that was too short to commit holds no word: the commit is answered.
    if (type === 'commit_throttled') return this.#sink.committed('');
    if (type === 'insufficient_audio_activity') this.#sink.nothingHeard();
    if (type === 'insufficient_audio_activity' || type === 'session_time_limit_exceeded') {
      return this.#gone(undefined);
    }
    const why = recognitionFailure(type);
    // Anything else is news that we have no use for: session_started, warnings, edits of old segments.
    if (why) this.#gone(why);
  }

  #settled(type: string, text: string): void {
    this.#settlesWith ??= type;
    if (type === this.#settlesWith) this.#sink.committed(text);
  }

  #gone(why: ProviderFailure | undefined): void {
    if (this.#over) return;
    this.close();
    this.#sink.gone(why);
  }
}

function textOf(frame: Readonly<Record<string, unknown>>): string {
  const text = frame['text'];
  return typeof text === 'string' ? text : '';
}
