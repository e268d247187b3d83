import { mulawEncode } from '../../../lib/g711.ts';
import { Unwrapped } from './audioFrame.ts';
import {
  RTP_PER_MS,
  type LinkPolicy,
  type OpusDecoder,
  type OpusSettings,
  type ReceiveBuffer,
} from './link.ts';
import { FRAME_MS, FRAME_SAMPLES } from './path.ts';

export interface OpusReceiverOptions {
  readonly decoder: OpusDecoder;
  readonly buffer: ReceiveBuffer;
  readonly policy: LinkPolicy;
  readonly audio: (mulaw: Uint8Array, mediaMs: number) => void;
}

export interface RtpFrame {
  readonly sequence: number;
  readonly timestamp: number;
  readonly payload: Uint8Array;
}

/** A packet whose time lies further off than this belongs to no stream of ours. */
const FAR_MS = 10_000;

/** Listens to the page: packets in any order, one even line of 20 ms frames out of the jitter buffer. */
export class OpusReceiver {
  readonly #options: OpusReceiverOptions;
  readonly #sequence = new Unwrapped(2 ** 16);
  readonly #timestamp = new Unwrapped();
  readonly #pcm = new Int16Array(FRAME_SAMPLES);
  readonly #mulaw = new Uint8Array(FRAME_SAMPLES);
  #settings: OpusSettings;
  #loss = 0;
  /** RTP time of frame 0. */
  #origin: number | undefined;
  #dueAt: number | undefined;
  #played = 0;
  #interval = { from: -1, highest: -1, received: 0, transit: 0 };
  #transitBefore: number | undefined;
  /** Packets that were no Opus. */
  broken = 0;

  constructor(options: OpusReceiverOptions) {
    this.#options = options;
    this.#settings = options.policy(undefined, { loss: 0, delayGrowthMs: 0 });
  }

  get state() {
    const { targetMs, bufferedMs, counts } = this.#options.buffer;
    return { ...this.#settings, loss: this.#loss, targetMs, bufferedMs, concealed: counts.concealed };
  }

  packet({ sequence, timestamp, payload }: RtpFrame, nowMs: number): void {
    if (payload.length === 0) return;
    const rtp = this.#timestamp.of(timestamp);
    this.#origin ??= rtp;
    const atMs = (rtp - this.#origin) / RTP_PER_MS;
    this.#count(this.#sequence.of(sequence), nowMs - atMs);
    if (atMs < 0 || Math.abs(atMs - this.#played * FRAME_MS) > FAR_MS) {
      // A page that begins its clock anew (another microphone): the line goes on from here.
      if (atMs >= 0) this.#origin = rtp - this.#played * FRAME_MS * RTP_PER_MS;
      return;
    }
    this.#keep(Math.round(atMs / FRAME_MS), payload, nowMs);
    this.#dueAt ??= nowMs + FRAME_MS;
  }

  /** Plays what is due. Before the first packet nothing is. */
  tick(nowMs: number): void {
    while (this.#dueAt !== undefined && this.#dueAt <= nowMs) {
      this.#options.buffer.play(this.#pcm);
      this.#options.audio(mulawEncode(this.#pcm, this.#mulaw), this.#played * FRAME_MS);
      this.#played++;
      this.#dueAt += FRAME_MS;
    }
  }

  /** Once a second: what the page should send from now on. */
  report(): OpusSettings {
    const { from, highest, received, transit } = this.#interval;
    const expected = highest - from;
    const quiet = received === 0 || expected <= 0;
    this.#loss = quiet ? 0 : Math.max(0, 1 - received / expected);
    const mean = quiet ? this.#transitBefore : transit / received;
    const delayGrowthMs =
      mean === undefined || this.#transitBefore === undefined ? 0 : mean - this.#transitBefore;
    this.#transitBefore = mean;
    this.#interval = { from: highest, highest, received: 0, transit: 0 };
    this.#settings = this.#options.policy(this.#settings, { loss: this.#loss, delayGrowthMs });
    return this.#settings;
  }

  #count(sequence: number, transitMs: number): void {
    const now = this.#interval;
    if (now.highest < 0) now.from = sequence - 1;
    now.highest = Math.max(now.highest, sequence);
    now.received++;
    now.transit += transitMs;
  }

  /** A packet of 40 or 60 ms is two or three frames. */
  #keep(first: number, payload: Uint8Array, nowMs: number): void {
    let pcm: Int16Array;
    try {
      const bytes = this.#options.decoder.decode(payload);
      pcm = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    } catch {
      this.broken++;
      return;
    }
    for (let at = 0; at + FRAME_SAMPLES <= pcm.length; at += FRAME_SAMPLES)
      this.#options.buffer.put(first + at / FRAME_SAMPLES, pcm.subarray(at, at + FRAME_SAMPLES), nowMs);
  }
}
