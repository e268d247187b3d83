import { mulawDecode } from '../../../lib/g711.ts';
import { RTP_PER_MS, type LinkPolicy, type LinkReport, type OpusEncoder, type OpusSettings } from './link.ts';
import { SAMPLES_PER_MS } from './path.ts';
import { PlayoutQueue } from './playout.ts';

export interface OpusSenderOptions {
  readonly encoder: OpusEncoder;
  readonly policy: LinkPolicy;
  readonly send: (payload: Uint8Array, timestamp: number) => void;
  readonly marked: (name: string) => void;
}

const LONGEST_FRAME_MS = 60;
/** A pause of the process this long is not made up for by a burst: the listener's buffer has long run dry. */
const RESYNC_MS = 500;
/** Way and buffer of a page that has not reported yet. */
const UNKNOWN_WAY_MS = 80;

/** Speaks to the page: one packet a frame on an absolute schedule, silence where there is nothing to say. */
export class OpusSender {
  readonly #options: OpusSenderOptions;
  readonly #queue = new PlayoutQueue();
  readonly #mulaw = new Uint8Array(LONGEST_FRAME_MS * SAMPLES_PER_MS);
  readonly #pcm = new Int16Array(LONGEST_FRAME_MS * SAMPLES_PER_MS);
  #settings: OpusSettings;
  #loss = 0;
  #roundTripMs: number | undefined;
  #bufferMs = 0;
  #dueAt: number | undefined;
  #timestamp = 0;
  /** Sent, and not yet out of the listener's loudspeaker. */
  #underWay: { readonly name: string; readonly playedAt: number }[] = [];

  constructor(options: OpusSenderOptions) {
    this.#options = options;
    this.#settings = options.policy(undefined, { loss: 0, delayGrowthMs: 0 });
    this.#apply();
  }

  get state() {
    const { bitrate, fec, frameMs } = this.#settings;
    const roundTripMs = this.#roundTripMs ?? 0;
    return { bitrate, fec, frameMs, loss: this.#loss, roundTripMs, bufferMs: this.#bufferMs };
  }

  push(mulaw: Uint8Array): void {
    this.#queue.push(mulaw);
  }

  mark(name: string): void {
    this.#queue.mark(name);
  }

  /** What is under way cannot be called back: a few tens of milliseconds, which the page silences. */
  clear(): void {
    const names = [...this.#underWay.splice(0).map(({ name }) => name), ...this.#queue.clear()];
    for (const name of names) this.#options.marked(name);
  }

  /** The page says how it hears us. */
  heard({ loss, roundTripMs, bufferMs }: { loss: number; roundTripMs: number; bufferMs: number }): void {
    // One way; a queue on the way there shows in the whole round.
    const delayGrowthMs = this.#roundTripMs === undefined ? 0 : roundTripMs - this.#roundTripMs;
    this.#roundTripMs = roundTripMs;
    this.#bufferMs = bufferMs;
    this.#loss = loss;
    this.#settings = this.#options.policy(this.#settings, { loss, delayGrowthMs } satisfies LinkReport);
    this.#apply();
  }

  tick(nowMs: number): void {
    this.#dueAt ??= nowMs;
    if (nowMs - this.#dueAt > RESYNC_MS) this.#dueAt = nowMs;
    while (this.#dueAt <= nowMs) {
      this.#sendFrame(nowMs);
      this.#dueAt += this.#settings.frameMs;
    }
    while (this.#underWay[0] && this.#underWay[0].playedAt <= nowMs)
      this.#options.marked((this.#underWay.shift() as { name: string }).name);
  }

  #sendFrame(nowMs: number): void {
    const { frameMs } = this.#settings;
    const mulaw = this.#mulaw.subarray(0, frameMs * SAMPLES_PER_MS);
    const reached = this.#queue.take(mulaw);
    const pcm = mulawDecode(mulaw, this.#pcm).subarray(0, mulaw.length);
    const bytes = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
    this.#options.send(this.#options.encoder.encode(bytes), this.#timestamp);
    this.#timestamp = (this.#timestamp + frameMs * RTP_PER_MS) >>> 0;
    const wayMs = this.#roundTripMs === undefined ? UNKNOWN_WAY_MS : this.#roundTripMs / 2 + this.#bufferMs;
    for (const name of reached) this.#underWay.push({ name, playedAt: nowMs + frameMs + wayMs });
  }

  #apply(): void {
    const { encoder } = this.#options;
    encoder.bitrate = this.#settings.bitrate;
    encoder.inband_fec = this.#settings.fec;
    encoder.packet_loss = Math.round(this.#loss * 100);
  }
}
