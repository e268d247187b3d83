/**
 * Streaming sample-rate conversion by the Speex resampler (WebAssembly). Stateful: pieces join without clicks. Used inside
 * worker threads.
 */

/** What this file uses of the Emscripten module. */
interface SpeexModule {
  readonly HEAP16: Int16Array;
  readonly HEAP32: Int32Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _speex_resampler_init(channels: number, from: number, to: number, quality: number, error: number): number;
  _speex_resampler_destroy(state: number): void;
  _speex_resampler_skip_zeros(state: number): number;
  _speex_resampler_get_input_latency(state: number): number;
  _speex_resampler_process_int(
    state: number,
    channel: number,
    input: number,
    inputLength: number,
    output: number,
    outputLength: number,
  ): number;
}

/** Speex's 0-10. 5: 108 dB signal to noise at 1 kHz, aliases 140 dB down. */
const QUALITY = 5;
const CHUNK = 4_096;

let loading: Promise<SpeexModule> | undefined;

function speexModule(): Promise<SpeexModule> {
  // The package has no type declarations; the name in a variable keeps the compiler from asking for them.
  const name: string = '@echogarden/speex-resampler-wasm/simd';
  loading ??= import(name).then((it: { default: () => Promise<SpeexModule> }) => it.default());
  return loading;
}

export class Resampler {
  readonly #speex: SpeexModule;
  readonly #state: number;
  readonly #input: number;
  readonly #output: number;
  readonly #lengths: number;
  readonly #outputCapacity: number;
  #freed = false;

  static async create(from: number, to: number): Promise<Resampler> {
    return new Resampler(await speexModule(), from, to);
  }

  private constructor(speex: SpeexModule, from: number, to: number) {
    this.#speex = speex;
    this.#outputCapacity = Math.ceil((CHUNK * to) / from) + 64;
    this.#input = speex._malloc(CHUNK * 2);
    this.#output = speex._malloc(this.#outputCapacity * 2);
    this.#lengths = speex._malloc(8);
    this.#state = speex._speex_resampler_init(1, from, to, QUALITY, this.#lengths);
    // The filter's own delay would be silence before the first word.
    speex._speex_resampler_skip_zeros(this.#state);
  }

  /** Returns the converted samples that are ready; a few wait for what follows. */
  process(pcm: Int16Array): Int16Array {
    const pieces: Int16Array[] = [];
    for (let at = 0; at < pcm.length; at += CHUNK) pieces.push(this.#chunk(pcm.subarray(at, at + CHUNK)));
    return concat(pieces);
  }

  /** The samples that were still inside the filter. */
  flush(): Int16Array {
    return this.process(new Int16Array(this.#speex._speex_resampler_get_input_latency(this.#state)));
  }

  free(): void {
    if (this.#freed) return;
    this.#freed = true;
    this.#speex._speex_resampler_destroy(this.#state);
    for (const pointer of [this.#input, this.#output, this.#lengths]) this.#speex._free(pointer);
  }

  #chunk(pcm: Int16Array): Int16Array {
    const speex = this.#speex;
    speex.HEAP16.set(pcm, this.#input >> 1);
    speex.HEAP32[this.#lengths >> 2] = pcm.length;
    speex.HEAP32[(this.#lengths >> 2) + 1] = this.#outputCapacity;
    speex._speex_resampler_process_int(
      this.#state,
      0,
      this.#input,
      this.#lengths,
      this.#output,
      this.#lengths + 4,
    );
    const written = speex.HEAP32[(this.#lengths >> 2) + 1]!;
    return speex.HEAP16.slice(this.#output >> 1, (this.#output >> 1) + written);
  }
}

function concat(pieces: readonly Int16Array[]): Int16Array {
  if (pieces.length === 1) return pieces[0]!;
  const all = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
