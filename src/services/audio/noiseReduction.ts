/**
 * GTCRN noise reduction (MIT, 48 k parameters; WebAssembly from `@sapphi-red/web-noise-suppressor`), for the
 * voice-activity branch only: it makes recognition worse (docs/audio.md). It works at 16 kHz in frames of 16 ms, so each
 * 8 kHz frame of 32 ms is two of its frames. The output lags by about 20 ms. It costs far more than all the rest: run it
 * in a worker thread, never on the event loop.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { WeaverError } from '../../types/errors/index.ts';
import { Resampler, warmResampler } from '../../lib/resampler.ts';

/** As much of WebAssembly as is used here: the type library of the project has none. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
interface WasmApi {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: object } }>;
}
const wasm = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly;

/** The names are the package's minified export names, pinned with its version. */
interface GtcrnExports {
  c: WasmMemory;
  d(): void;
  e(): number;
  f(pointer: number): void;
  g(state: number): void;
  i(state: number, input: number, output: number): number;
  k(bytes: number): number;
}

const FRAME = 256;
const PAGE = 65_536;

let gtcrn: GtcrnExports | undefined;
let loading: Promise<void> | undefined;

/** Loads the WebAssembly module, once. @throws WeaverError AUDIO_DENOISER_MISSING */
export function warmNoiseReduction(): Promise<void> {
  loading ??= load().catch((cause: unknown) => {
    loading = undefined;
    throw new WeaverError('AUDIO_DENOISER_MISSING', {}, { cause });
  });
  return loading;
}

async function load(): Promise<void> {
  await warmResampler();
  const path = createRequire(import.meta.url).resolve('@sapphi-red/web-noise-suppressor/gtcrn.wasm');
  const grown: { memory?: WasmMemory } = {};
  const imports = {
    a: {
      // A failed assertion in the C code.
      a: () => {
        throw new WeaverError('AUDIO_DENOISER_MISSING');
      },
      b: (bytes: number) => {
        const missing = Math.ceil(((bytes >>> 0) - (grown.memory?.buffer.byteLength ?? 0)) / PAGE);
        return missing <= 0 || (grown.memory?.grow(missing) ?? -1) >= 0 ? 1 : 0;
      },
    },
  };
  const { instance } = await wasm.instantiate(await readFile(path), imports);
  const loaded = instance.exports as unknown as GtcrnExports;
  grown.memory = loaded.c;
  loaded.d();
  gtcrn = loaded;
}

/** One stream's noise reduction: 8 kHz in, 8 kHz out. */
export class NoiseReducer {
  readonly #wasm: GtcrnExports;
  readonly #up = new Resampler(8_000, 16_000);
  readonly #down = new Resampler(16_000, 8_000);
  readonly #input: number;
  readonly #output: number;
  /** Samples at 16 kHz that wait for a whole frame. */
  #waiting = new Int16Array(FRAME);
  #waitingLength = 0;
  readonly #clean = new Int16Array(FRAME);
  /** Clean samples at 8 kHz not yet handed out; begins with the lag. */
  #ready = new Int16Array(FRAME);
  #readyLength = FRAME / 2;
  #state: number;

  /** @throws WeaverError AUDIO_NOT_WARM */
  constructor() {
    if (!gtcrn) throw new WeaverError('AUDIO_NOT_WARM');
    this.#wasm = gtcrn;
    this.#state = gtcrn.e();
    this.#input = gtcrn.k(FRAME * 4);
    this.#output = gtcrn.k(FRAME * 4);
  }

  /** Cleans `pcm` in place; what comes out was put in about 20 ms earlier. */
  process(pcm: Int16Array): void {
    const wide = this.#up.process(pcm);
    for (let i = 0; i < wide.length; i++) {
      this.#waiting[this.#waitingLength++] = wide[i] as number;
      if (this.#waitingLength === FRAME) this.#frame();
    }
    const out = Math.min(pcm.length, this.#readyLength);
    pcm.set(this.#ready.subarray(0, out));
    pcm.fill(0, out);
    this.#ready.copyWithin(0, out, this.#readyLength);
    this.#readyLength -= out;
  }

  dispose(): void {
    if (!this.#state) return;
    this.#up.dispose();
    this.#down.dispose();
    this.#wasm.g(this.#state);
    this.#wasm.f(this.#input);
    this.#wasm.f(this.#output);
    this.#state = 0;
  }

  #frame(): void {
    this.#waitingLength = 0;
    const samples = new Float32Array(this.#wasm.c.buffer, this.#input, FRAME);
    for (let i = 0; i < FRAME; i++) samples[i] = (this.#waiting[i] as number) / 32_768;
    this.#wasm.i(this.#state, this.#input, this.#output);
    const cleaned = new Float32Array(this.#wasm.c.buffer, this.#output, FRAME);
    for (let i = 0; i < FRAME; i++) {
      this.#clean[i] = Math.max(-32_768, Math.min(32_767, (cleaned[i] as number) * 32_768));
    }
    const narrow = this.#down.process(this.#clean);
    if (this.#readyLength + narrow.length > this.#ready.length) {
      const larger = new Int16Array((this.#readyLength + narrow.length) * 2);
      larger.set(this.#ready.subarray(0, this.#readyLength));
      this.#ready = larger;
    }
    this.#ready.set(narrow, this.#readyLength);
    this.#readyLength += narrow.length;
  }
}
