/** What of a call's sound is kept: all of it where the workflow says so, else only the messages that callers are asked for. */
import { mulawEncode } from '../../lib/g711.ts';
import { BEEP_MS } from '../conversation/index.ts';
import type { CallTape } from './options.ts';

/** Silence between two messages is told in such steps: a tape takes a gap of many minutes for a clock that jumped. */
const QUIET_STEP_MS = 60_000;
const QUIET_FRAME = new Uint8Array(160).fill(0xff);

/** `start`: a tape that begins now; absent where nobody keeps one. */
export class KeptSound {
  readonly #start: () => CallTape | undefined;
  readonly #all: boolean;
  #tape: CallTape | undefined;
  /** When the present message began, on the call's clock; null: there is none. */
  #messageFrom: number | null = null;
  /** When it was last added to. */
  #toldMs = 0;

  constructor(start: () => CallTape | undefined, all: boolean) {
    this.#start = start;
    this.#all = all;
    if (all) this.#tape = start();
  }

  readonly add: CallTape['add'] = (track, mulaw, atMs) => {
    const isMessage = track === 'caller' && this.#messageFrom !== null && atMs >= this.#messageFrom;
    if (!this.#all && !isMessage) return;
    this.#tape?.add(track, mulaw, atMs);
    this.#toldMs = atMs;
  };

  /** `atMs`: what the caller says from then on. Whether it is kept at all. */
  beginMessage(atMs: number): boolean {
    this.#messageFrom = atMs;
    if (this.#tape)
      for (let at = this.#toldMs + QUIET_STEP_MS; at < atMs; at += QUIET_STEP_MS)
        this.#tape.add('caller', QUIET_FRAME, at);
    this.#tape ??= this.#start();
    return this.#tape !== undefined;
  }

  endMessage(): void {
    this.#messageFrom = null;
  }

  end(): void {
    this.#messageFrom = null;
    this.#tape?.end();
  }
}

const BEEP_HZ = 1_000;
const SAMPLES_PER_MS = 8;
/** Without a click at its ends. */
const RAMP_SAMPLES = 80;
/** -12 dB. */
const AMPLITUDE = 8_192;

/** The tone before a message: mu-law, 8 kHz. */
export function beep(): Uint8Array {
  const length = BEEP_MS * SAMPLES_PER_MS;
  const pcm = Int16Array.from({ length }, (_, i) => {
    const edge = Math.min(1, i / RAMP_SAMPLES, (length - 1 - i) / RAMP_SAMPLES);
    return AMPLITUDE * edge * Math.sin((2 * Math.PI * BEEP_HZ * i) / (SAMPLES_PER_MS * 1_000));
  });
  return mulawEncode(pcm);
}
