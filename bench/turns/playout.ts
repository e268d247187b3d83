/** The carrier's side of a call's audio: what plays when, and which marks come back. Nothing is sent; only lengths count. */
import type { Clock } from '../../src/types/clock.ts';
import type { AudioTransport, AudioTransportSink } from '../../src/types/transport.ts';

/** Audio without a break. */
export interface Spell {
  readonly from: number;
  /** Until when it plays, as far as it has been sent and not cleared. */
  to: number;
}

export interface PlayoutWatch {
  /** The first byte after silence was handed to the socket. */
  began(spell: Spell): void;
  /** Speech was cut off. */
  cleared(): void;
  closed(): void;
}

const SAMPLES_PER_MS = 8;

export class Playout implements AudioTransport {
  readonly kind = 'audio';
  readonly backlogBytes = 0;
  readonly #clock: Clock;
  readonly #sink: AudioTransportSink;
  readonly #watch: PlayoutWatch;
  #spell: Spell | null = null;
  #marks = new Map<string, unknown>();
  #closed = false;

  constructor(clock: Clock, sink: AudioTransportSink, watch: PlayoutWatch) {
    this.#clock = clock;
    this.#sink = sink;
    this.#watch = watch;
  }

  get playing(): boolean {
    return (this.#spell?.to ?? -1) > this.#clock.now();
  }

  sendAudio(mulaw: Uint8Array): void {
    const now = this.#clock.now();
    const ms = mulaw.length / SAMPLES_PER_MS;
    if (this.#spell && this.#spell.to >= now) {
      this.#spell.to += ms;
      return;
    }
    this.#spell = { from: now, to: now + ms };
    this.#watch.began(this.#spell);
  }

  mark(name: string): void {
    const now = this.#clock.now();
    const playedIn = Math.max(0, (this.#spell?.to ?? now) - now);
    this.#marks.set(
      name,
      this.#clock.after(playedIn, () => this.#back(name)),
    );
  }

  clear(): void {
    const now = this.#clock.now();
    if (this.#spell && this.#spell.to > now) {
      this.#spell.to = now;
      this.#watch.cleared();
    }
    this.#spell = null;
    // All marks come back at once (twilio-protocol 2.5).
    for (const [name, timer] of this.#marks) {
      this.#clock.cancel(timer);
      this.#clock.after(0, () => this.#back(name));
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#marks.values()) this.#clock.cancel(timer);
    this.#clock.after(0, () => {
      this.#sink.closed('hung-up');
      this.#watch.closed();
    });
  }

  #back(name: string): void {
    if (!this.#marks.delete(name) || this.#closed) return;
    this.#sink.mark(name);
  }
}
