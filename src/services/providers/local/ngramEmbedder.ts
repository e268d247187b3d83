import type { Embedder } from '../../../types/ports.ts';

export interface NgramOptions {
  readonly dimensions: number;
  /** Longest row of characters that counts; all shorter ones count too. */
  readonly longest: number;
}

export const defaultNgramOptions = { dimensions: 512, longest: 3 } as const satisfies NgramOptions;

/**
 * Any language, no model: rows of one to three characters, hashed. It sees spelling, not meaning; for Chinese, where a
 * character is nearly a word, that finds paraphrases that share words. Tens of microseconds a sentence.
 */
export class NgramEmbedder implements Embedder {
  readonly name = 'ngram';
  readonly dimensions: number;
  readonly #longest: number;

  constructor(options: Partial<NgramOptions> = {}) {
    this.dimensions = options.dimensions ?? defaultNgramOptions.dimensions;
    this.#longest = options.longest ?? defaultNgramOptions.longest;
  }

  supports(): boolean {
    return true;
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    return Promise.resolve(texts.map((text) => this.vector(text)));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The vector at once, for callers that cannot wait. Unit length; an empty text points along the first axis. */
  vector(text: string): Float32Array {
    const out = new Float32Array(this.dimensions);
    const characters = [...normal(text)];
    for (let from = 0; from < characters.length; from++) {
      let hash = 0x811c9dc5;
      for (let n = 0; n < this.#longest && from + n < characters.length; n++) {
        hash = fnv(hash, characters[from + n]!.codePointAt(0)!);
        // One bit of the hash gives the sign, so that collisions cancel instead of adding up.
        const index = (hash >>> 1) % this.dimensions;
        out[index] = out[index]! + (hash & 1 ? 1 : -1);
      }
    }
    return toUnit(out);
  }
}

/** Case, width and punctuation do not count; a word's ends do. */
function normal(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words === '' ? '' : ` ${words} `;
}

/** FNV-1a over the code point's bytes, and a final mix so that low bits depend on all. */
function fnv(hash: number, codePoint: number): number {
  let h = hash;
  for (let shift = 0; shift < 24; shift += 8) h = Math.imul(h ^ ((codePoint >>> shift) & 0xff), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}

function toUnit(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  if (sum === 0) {
    vector[0] = 1;
    return vector;
  }
  const scale = 1 / Math.sqrt(sum);
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! * scale;
  return vector;
}
