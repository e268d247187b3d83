import type { Clock, Random } from '../../types/clock.ts';
import { badMessage, faultRandom, inSpan, type Faults } from '../faults.ts';
import type { Leg, LegEnd, LegIdentity } from './leg.ts';
import { MediaFrames } from './mediaFrames.ts';
import { checkMediaMessage } from './mediaMessages.ts';
import { Outbox } from './outbox.ts';
import { PlayoutQueue } from './playout.ts';
import { CarrierSocket, openBystanders } from './socket.ts';
import { FRAME_BYTES, FRAME_MS } from './ticker.ts';
import type { Violations } from './violations.ts';

export interface MediaStreamLimits {
  /** Longest play-out queue in ms of audio; Twilio's is ten minutes. */
  readonly maxQueuedMs: number;
  /** Bytes waiting in our socket above which the application counts as too slow a reader. */
  readonly maxBacklogBytes: number;
}

export const defaultMediaStreamLimits = {
  maxQueuedMs: 600_000,
  maxBacklogBytes: 64 * 1024,
} as const satisfies MediaStreamLimits;

export interface MediaStreamSink {
  /** The next 20 ms of the caller; {@link SILENT_FRAME} when there is nothing to hear. Not kept. */
  callerFrame(): Uint8Array;
  started(): void;
  ended(end: LegEnd): void;
  /** The application sent `clear`; `flushedMs` of audio was thrown away. */
  cleared?(flushedMs: number): void;
  /** The application sent audio, to be played after what waits. */
  received?(audio: Uint8Array): void;
}

/** The carrier's side of one bidirectional media stream. */
export class MediaStreamLeg implements Leg {
  readonly kind = 'media';
  /** What the caller hears in the present tick. */
  readonly agentFrame = new Uint8Array(FRAME_BYTES);
  /** Bytes of `agentFrame` that the application sent (the rest is the carrier's silence). */
  agentBytes = 0;
  readonly #queue: PlayoutQueue;
  readonly #frames: MediaFrames;
  readonly #socket: CarrierSocket;
  readonly #outbox: Outbox;
  readonly #random: Random;
  #bystanders: (() => void) | null = null;
  #mediaMs = 0;
  readonly #timestampBase: number;
  #overtaken = false;
  #live = false;
  #ended = false;
  #hungUp = false;

  readonly streamSid: string;
  readonly #identity: LegIdentity;
  readonly #faults: Faults;
  readonly #limits: MediaStreamLimits;
  readonly #violations: Violations;
  readonly #sink: MediaStreamSink;
  readonly #clock: Clock;

  constructor(
    identity: LegIdentity,
    streamSid: string,
    faults: Faults,
    limits: MediaStreamLimits,
    violations: Violations,
    clock: Clock,
    sink: MediaStreamSink,
  ) {
    this.streamSid = streamSid;
    this.#identity = identity;
    this.#faults = faults;
    this.#limits = limits;
    this.#violations = violations;
    this.#sink = sink;
    this.#clock = clock;
    this.#random = faultRandom(faults);
    this.#timestampBase = Math.floor(this.#random.next() * 100);
    this.#frames = new MediaFrames(identity, streamSid, faults.numericCounters);
    this.#queue = new PlayoutQueue(limits.maxQueuedMs * 8, (name) =>
      this.#outbox.send(this.#frames.mark(name)),
    );
    this.#socket = new CarrierSocket(identity, faults, clock, {
      open: () => this.#begin(),
      message: (data, binary) => this.#receive(data, binary),
      closed: (code) => this.#closed(code),
    });
    this.#outbox = new Outbox(faults, this.#socket, streamSid, 'media', {
      maxBytes: limits.maxBacklogBytes,
      tooSlow: () =>
        violations.add('31930', 'the application reads too slowly; inbound audio dropped', 'warning'),
    });
  }

  get live(): boolean {
    return this.#live;
  }

  /** Whether audio of the application is playing or waits. */
  get playing(): boolean {
    return this.#queue.busy;
  }

  get queuedMs(): number {
    return this.#queue.queuedBytes / 8;
  }

  tick(): void {
    if (!this.#live) {
      this.agentBytes = 0;
      this.agentFrame.fill(0xff);
      return;
    }
    this.agentBytes = this.#queue.pull(this.agentFrame);
    this.#sendCallerFrame();
    this.#mediaMs += FRAME_MS;
    this.#outbox.tick(this.#mediaMs);
  }

  key(digit: string): void {
    if (this.#live) this.#outbox.send(this.#frames.dtmf(digit));
  }

  hangUp(): void {
    if (this.#hungUp || this.#ended) return;
    this.#hungUp = true;
    if (!this.#live || this.#outbox.gone) {
      this.#socket.cut();
      this.#finish({ by: 'caller' });
      return;
    }
    this.#outbox.flush();
    if (this.#faults.closeWithoutStop) {
      this.#socket.cut();
      return;
    }
    this.#socket.send(this.#frames.stop());
    this.#live = false;
    if (this.#faults.stopToCloseMs === 0) this.#socket.close(1000);
    else this.#clock.after(this.#faults.stopToCloseMs, () => this.#socket.close(1000));
  }

  #begin(): void {
    const firstWords = [this.#frames.connected(), this.#frames.start()];
    for (const words of firstWords) this.#socket.send(words);
    if (this.#faults.unknownMessages) this.#socket.send(badMessage('unknown', this.streamSid, 'media'));
    if (this.#faults.replaySocket || this.#faults.silentSockets > 0)
      this.#bystanders = openBystanders(this.#identity, this.#faults, firstWords);
    this.#live = true;
    this.#sink.started();
  }

  #sendCallerFrame(): void {
    const frame = this.#sink.callerFrame();
    const faults = this.#faults;
    if (inSpan(faults.gaps, this.#mediaMs) || (faults.dropRate > 0 && this.#random.next() < faults.dropRate))
      return;
    const message = this.#frames.media(frame, this.#timestampBase + this.#mediaMs);
    const overtaking = this.#overtaken;
    this.#overtaken = false;
    if (overtaking) this.#outbox.sendFirst(message);
    else if (this.#mayOvertake()) this.#outbox.sendAfterNext(message);
    else this.#outbox.send(message, true);
  }

  #mayOvertake(): boolean {
    const { carrier } = this.#identity;
    this.#overtaken = carrier === 'telnyx' && this.#random.next() < this.#faults.reorderRate;
    return this.#overtaken;
  }

  #receive(data: Buffer, binary: boolean): void {
    if (!this.#live) return;
    const dialect = this.#identity.carrier;
    const check = checkMediaMessage(data, binary, this.streamSid, dialect);
    if (!check.ok) {
      this.#violations.add(check.code, check.reason);
      return;
    }
    const message = check.message;
    if (message.event === 'mark') this.#queue.mark(message.name);
    else if (message.event === 'clear') {
      this.#sink.cleared?.(this.queuedMs);
      this.#queue.clear();
    } else if (this.#queue.add(message.payload)) this.#sink.received?.(message.payload);
    else this.#violations.add('31931', `more than ${this.#limits.maxQueuedMs} ms of audio queued; discarded`);
  }

  #closed(code: number): void {
    const trouble = this.#socket.trouble;
    if (this.#hungUp || this.#faults.cutAtMs !== null) {
      this.#finish({ by: this.#hungUp ? 'caller' : 'failure', ...(this.#hungUp ? {} : { code: '31903' }) });
    } else if (trouble) {
      this.#violations.add(trouble.code, trouble.message);
      this.#finish({ by: 'failure', code: trouble.code, message: trouble.message });
    } else if (code === 1000 || code === 1001 || code === 1005) this.#finish({ by: 'application' });
    else {
      this.#violations.add('31921', `the application closed with code ${code}`);
      this.#finish({ by: 'failure', code: '31921', message: `closed with code ${code}` });
    }
  }

  #finish(end: LegEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#live = false;
    this.#bystanders?.();
    this.#sink.ended(end);
  }
}
