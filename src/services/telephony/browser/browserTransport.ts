import type { Clock } from '../../../types/clock.ts';
import type { AudioTransport, AudioTransportSink, TransportSink } from '../../../types/transport.ts';
import { SinkGate } from '../admission.ts';
import { SAMPLES_PER_MS, type AudioPath, type AudioPathSink } from './path.ts';

/**
 * A page's leg as its call sees it. Audio may change from one path to another in the middle of the call; the call hears one
 * unbroken line, and every mark comes back once.
 */
export class BrowserTransport implements AudioTransport {
  readonly kind = 'audio';
  readonly #clock: Clock;
  readonly #gate = new SinkGate<AudioTransportSink>();
  readonly #left: () => void;
  /** Of the call; null: nobody has answered yet. */
  #startedAt: number | null = null;
  #path: AudioPath | null = null;
  #marks = new Set<string>();
  #lineEndMs = 0;
  #state: 'live' | 'ended' = 'live';

  /** `left`: our side has ended the call; the page is to be told. */
  constructor(clock: Clock, left: () => void) {
    this.#clock = clock;
    this.#left = left;
  }

  get path(): AudioPath['kind'] | null {
    return this.#path?.kind ?? null;
  }

  /** The call's ears and mouth. What the page has heard while it waited is nobody's, like the room behind a ringing tone. */
  connect(sink: AudioTransportSink): this {
    this.#startedAt = this.#clock.now();
    // Not within this: the call is still being put together around the transport that it gets here.
    this.#gate.admit(Promise.resolve(sink), () => undefined);
    return this;
  }

  /** Audio goes this way from now on. What the way before had not played is lost. */
  use(make: (sink: AudioPathSink) => AudioPath): AudioPath {
    this.#path?.close();
    const marks = [...this.#marks];
    this.#marks.clear();
    for (const name of marks) this.#gate.emit((sink) => sink.mark(name));
    const path: AudioPath = make({
      audio: this.#line(() => this.#path === path || this.#path === null),
      mark: (name) => this.#marked(name),
    });
    this.#path = path;
    return path;
  }

  key(digit: string): void {
    this.#gate.emit((sink) => sink.key(digit));
  }

  trouble: TransportSink['trouble'] = (code, detail) => {
    this.#gate.emit((sink) => sink.trouble(code, detail));
  };

  /** The page hung up (`stop`), or is gone. */
  closed(reason: 'stop' | 'socket-closed'): void {
    this.#end(reason);
  }

  sendAudio(mulaw: Uint8Array): void {
    if (this.#state === 'live') this.#path?.sendAudio(mulaw);
  }

  mark(name: string): void {
    if (this.#state !== 'live' || !this.#path) return;
    this.#marks.add(name);
    this.#path.mark(name);
  }

  clear(): void {
    if (this.#state === 'live') this.#path?.clear();
  }

  close(): void {
    this.#end('hung-up');
  }

  get backlogBytes(): number {
    return this.#path?.backlogBytes ?? 0;
  }

  #marked(name: string): void {
    if (this.#marks.delete(name)) this.#gate.emit((sink) => sink.mark(name));
  }

  /** Each path counts from its own beginning; the call's line goes on from where it is. */
  #line(current: () => boolean): AudioPathSink['audio'] {
    let shift: number | undefined;
    return (mulaw, mediaMs) => {
      if (this.#state !== 'live' || this.#startedAt === null || !current()) return;
      shift ??= Math.max(this.#lineEndMs, this.#clock.now() - this.#startedAt) - mediaMs;
      const at = mediaMs + shift;
      this.#lineEndMs = Math.max(this.#lineEndMs, at + mulaw.length / SAMPLES_PER_MS);
      this.#gate.emit((sink) => sink.audio(mulaw, at));
    };
  }

  #end(reason: Parameters<TransportSink['closed']>[0]): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#path?.close();
    this.#gate.close(reason);
    if (reason === 'hung-up') this.#left();
  }
}
