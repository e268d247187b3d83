/**
 * The two directions of a telephone line, in samples: what the microphone hears becomes frames of the socket, what the socket
 * brings becomes sound. No browser in it, so that it can be tested; `phone.worklet.ts` puts it on the audio thread.
 */
import { mulawCode, mulawSample } from './mulaw.ts';
import { FRAME_SAMPLES, LINE_RATE, type FromPhone, type ToPhone } from './phoneMessages.ts';
import { Resampler } from './resampler.ts';

const HEADER_BYTES = 4;

type Waiting = { readonly samples: Float32Array } | { readonly mark: string };

export class Phone {
  readonly #tell: (message: FromPhone) => void;
  readonly #down: Resampler;
  #up: Resampler;
  readonly #rate: number;
  #capturing = false;
  #position = 0;
  #frame = new Uint8Array(FRAME_SAMPLES);
  #filled = 0;
  #waiting: Waiting[] = [];
  #offset = 0;

  /** `rate`: of the sound card. */
  constructor(rate: number, tell: (message: FromPhone) => void) {
    this.#tell = tell;
    this.#rate = rate;
    this.#down = new Resampler(rate, LINE_RATE);
    this.#up = new Resampler(LINE_RATE, rate);
  }

  do(message: ToPhone): void {
    switch (message.type) {
      case 'play':
        this.#waiting.push({ samples: this.#up.process(Float32Array.from(message.mulaw, mulawSample)) });
        return;
      case 'mark':
        this.#waiting.push({ mark: message.name });
        return this.#passMarks();
      case 'clear':
        return this.#clear();
      case 'capture':
        this.#capturing = message.on;
    }
  }

  /** `undefined`: no microphone; the line is then silent, not cut. */
  hear(input: Float32Array | undefined, length: number): void {
    for (const sample of this.#down.process(input ?? new Float32Array(length))) {
      this.#frame[this.#filled++] = mulawCode(sample);
      if (this.#filled === FRAME_SAMPLES) this.#send();
    }
  }

  /** Fills `out` with what is to be heard now. */
  speak(out: Float32Array): void {
    let filled = 0;
    while (filled < out.length) {
      const first = this.#waiting[0];
      if (!first || 'mark' in first) break;
      const part = first.samples.subarray(this.#offset, this.#offset + out.length - filled);
      out.set(part, filled);
      filled += part.length;
      this.#offset += part.length;
      if (this.#offset < first.samples.length) break;
      this.#waiting.shift();
      this.#offset = 0;
      this.#passMarks();
    }
    out.fill(0, filled);
  }

  #passMarks(): void {
    for (let first = this.#waiting[0]; first && 'mark' in first; first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#tell({ type: 'played', name: first.mark });
    }
  }

  /** As a carrier does: silence, and every mark comes back. */
  #clear(): void {
    const marks = this.#waiting.flatMap((one) => ('mark' in one ? [one.mark] : []));
    this.#waiting = [];
    this.#offset = 0;
    this.#up = new Resampler(LINE_RATE, this.#rate);
    for (const name of marks) this.#tell({ type: 'played', name });
  }

  #send(): void {
    if (this.#capturing) {
      const frame = new ArrayBuffer(HEADER_BYTES + FRAME_SAMPLES);
      new DataView(frame).setUint32(0, this.#position >>> 0, true);
      new Uint8Array(frame, HEADER_BYTES).set(this.#frame);
      this.#tell({ type: 'captured', frame });
    }
    this.#position += FRAME_SAMPLES;
    this.#filled = 0;
  }
}
