/**
 * A binary message of a page: the position of its first sample, counted from the start of the microphone (32 bits, little
 * endian, wrapping), then mu-law at 8 kHz. The agent's audio goes the other way as bare mu-law: the socket keeps its order.
 */
const HEADER_BYTES = 4;
/** A second: pages send 20 ms, and what they held back while their thread was busy. */
const MAX_SAMPLES = 8_000;
const WRAP = 2 ** 32;

export interface AudioFrame {
  readonly position: number;
  readonly mulaw: Uint8Array;
}

/** Undefined: not a frame. The bytes are the message's own. */
export function parseAudioFrame(bytes: Uint8Array): AudioFrame | undefined {
  const samples = bytes.length - HEADER_BYTES;
  if (samples < 1 || samples > MAX_SAMPLES) return undefined;
  const position = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES).getUint32(0, true);
  return { position, mulaw: bytes.subarray(HEADER_BYTES) };
}

/** Follows a wrapping counter: the whole position nearest to the last one. */
export class Unwrapped {
  #last: number | undefined;
  readonly #wrap: number;

  constructor(wrap: number = WRAP) {
    this.#wrap = wrap;
  }

  of(value: number): number {
    const last = this.#last ?? value;
    const turns = Math.round((last - value) / this.#wrap);
    // Before the beginning there is nothing: a first packet out of order is not a turn of the counter.
    const whole = value + turns * this.#wrap;
    if (this.#last === undefined || whole > last) this.#last = whole;
    return whole;
  }
}
