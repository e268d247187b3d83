/** PCM of a provider → mu-law at 8 kHz, streaming: pieces may be cut anywhere, also inside a sample. */
import { mulawEncode } from '../../../lib/g711.ts';
import { Resampler } from '../../../lib/resampler.ts';

/** Await `warmResampler()` (lib) before the first one is made. */
export class TelephoneAudio {
  readonly #resampler: Resampler | undefined;
  #odd: Buffer = Buffer.alloc(0);

  /** @param rate of the little-endian 16-bit mono PCM that comes, in Hz */
  constructor(rate: number) {
    if (rate !== 8_000) this.#resampler = new Resampler(rate, 8_000);
  }

  /** The mu-law that `bytes` complete; may be empty. Yours to keep. */
  push(bytes: Uint8Array): Uint8Array {
    const data = this.#odd.length > 0 ? Buffer.concat([this.#odd, bytes]) : Buffer.from(bytes);
    const even = data.length & ~1;
    this.#odd = data.subarray(even);
    const pcm = new Int16Array(even >> 1);
    for (let i = 0; i < pcm.length; i++) pcm[i] = data.readInt16LE(i * 2);
    return mulawEncode(this.#resampler ? this.#resampler.process(pcm) : pcm);
  }

  /** What the filter still holds. Nothing may be pushed afterwards. */
  end(): Uint8Array {
    const rest = this.#resampler ? mulawEncode(this.#resampler.flush()) : new Uint8Array(0);
    this.dispose();
    return rest;
  }

  /** Frees its memory; for a stream that is given up. Twice does nothing. */
  dispose(): void {
    this.#resampler?.dispose();
  }
}

/** Little-endian bytes of samples, sharing memory where the machine allows it: valid as long as `pcm`. */
export function pcmBytes(pcm: Int16Array): Buffer {
  return Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
}
