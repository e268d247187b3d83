/**
 * Stateful resampling of 16-bit PCM, by the Speex resampler in WebAssembly (BSD). State is kept from chunk to chunk: a
 * stateless resampler clicks at every chunk edge. Measured in docs/audio.md.
 */
import type { SpeexResamplerModule } from '@echogarden/speex-resampler-wasm/simd';
import { WeaverError } from '../types/errors/index.ts';

const sampleRates = [8_000, 16_000, 22_050, 24_000, 44_100, 48_000] as const;
export type SampleRate = (typeof sampleRates)[number];

/** Samples taken at a time; longer input is worked off in pieces. */
const PIECE = 2_048;
/** 0 (quick) to 10. 5 has 108 dB of signal to noise at 1 kHz, and is what the figures in docs/audio.md are for. */
const QUALITY = 5;

let module: SpeexResamplerModule | undefined;
let loading: Promise<void> | undefined;

/** Loads the WebAssembly module, once. */
export function warmResampler(): Promise<void> {
  loading ??= import('@echogarden/speex-resampler-wasm/simd').then(async ({ default: create }) => {
    module = await create();
  });
  return loading;
}

/** One stream's resampler. `dispose` gives its memory back. */
export class Resampler {
  readonly from: number;
  readonly to: number;
  readonly #speex: SpeexResamplerModule;
  readonly #outCapacity: number;
  #state = 0;
  #input = 0;
  #output = 0;
  #lengths = 0;
  #result: Int16Array;

  /** @throws WeaverError AUDIO_RATE_UNSUPPORTED, AUDIO_NOT_WARM */
  constructor(from: number, to: number) {
    const known = (rate: number) => (sampleRates as readonly number[]).includes(rate);
    if (!known(from) || !known(to)) throw new WeaverError('AUDIO_RATE_UNSUPPORTED', { from, to });
    if (!module) throw new WeaverError('AUDIO_NOT_WARM');
    this.from = from;
    this.to = to;
    this.#speex = module;
    this.#outCapacity = Math.ceil((PIECE * to) / from) + 16;
    this.#result = new Int16Array(this.#outCapacity);
    this.#lengths = module._malloc(8);
    this.#input = module._malloc(PIECE * 2);
    this.#output = module._malloc(this.#outCapacity * 2);
    this.#state = module._speex_resampler_init(1, from, to, QUALITY, this.#lengths);
    if (!this.#state) throw new WeaverError('AUDIO_RATE_UNSUPPORTED', { from, to });
    // Output sample k then stands for the input at k·from/to: the filter's delay is not heard as leading silence.
    module._speex_resampler_skip_zeros(this.#state);
  }

  /** The samples that `input` completes. The array is valid until the next call: copy to keep. */
  process(input: Int16Array): Int16Array {
    const needed = Math.ceil((input.length * this.to) / this.from) + 32;
    if (this.#result.length < needed) this.#result = new Int16Array(needed);
    let written = 0;
    for (let at = 0; at < input.length;) {
      const piece = Math.min(PIECE, input.length - at);
      this.#speex.HEAP16.set(input.subarray(at, at + piece), this.#input >> 1);
      const { consumed, produced } = this.#run(piece);
      const from = this.#output >> 1;
      this.#result.set(this.#speex.HEAP16.subarray(from, from + produced), written);
      written += produced;
      at += consumed;
    }
    return this.#result.subarray(0, written);
  }

  /** What the filter still holds, at the end of a stream. Valid until the next call. */
  flush(): Int16Array {
    return this.process(new Int16Array(this.#speex._speex_resampler_get_input_latency(this.#state)));
  }

  /** Forgets the past: a new stream begins. */
  reset(): void {
    this.#speex._speex_resampler_reset_mem(this.#state);
    this.#speex._speex_resampler_skip_zeros(this.#state);
  }

  /** Frees the WebAssembly memory. A second call does nothing. */
  dispose(): void {
    if (!this.#state) return;
    this.#speex._speex_resampler_destroy(this.#state);
    for (const pointer of [this.#input, this.#output, this.#lengths]) this.#speex._free(pointer);
    this.#state = 0;
  }

  #run(length: number): { consumed: number; produced: number } {
    if (!this.#state) throw new WeaverError('AUDIO_RESAMPLER_FAILED', { status: 'disposed' });
    const at = this.#lengths >> 2;
    this.#speex.HEAPU32[at] = length;
    this.#speex.HEAPU32[at + 1] = this.#outCapacity;
    const status = this.#speex._speex_resampler_process_int(
      this.#state,
      0,
      this.#input,
      this.#lengths,
      this.#output,
      this.#lengths + 4,
    );
    const consumed = this.#speex.HEAPU32[at] ?? 0;
    const produced = this.#speex.HEAPU32[at + 1] ?? 0;
    if (status !== 0 || (consumed === 0 && produced === 0)) {
      throw new WeaverError('AUDIO_RESAMPLER_FAILED', { status });
    }
    return { consumed, produced };
  }
}
