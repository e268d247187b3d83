/**
 * Synthesised lines in memory, least recently used out first, limited in bytes: what an agent says word for word on every
 * call is synthesised once.
 */
export interface AudioCache {
  get(key: string): Uint8Array | undefined;
  set(key: string, mulaw: Uint8Array): void;
}

/** 64 MB is 2 h 19 min of mu-law. */
export const DEFAULT_PROMPT_CACHE_BYTES = 64 * 1024 * 1024;

export class PromptCache implements AudioCache {
  hits = 0;
  misses = 0;
  readonly #maxBytes: number;
  /** In order of use: a Map keeps insertion order. */
  readonly #entries = new Map<string, Uint8Array>();
  readonly #kept = new Map<string, Uint8Array>();
  #bytes = 0;

  constructor(maxBytes: number = DEFAULT_PROMPT_CACHE_BYTES) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Uint8Array | undefined {
    const kept = this.#kept.get(key);
    if (kept) {
      this.hits++;
      return kept;
    }
    const found = this.#entries.get(key);
    if (!found) {
      this.misses++;
      return undefined;
    }
    this.hits++;
    this.#entries.delete(key);
    this.#entries.set(key, found);
    return found;
  }

  /** As {@link set}, and never thrown out: what has to be there when nobody can speak any more. A few lines a workflow. */
  keep(key: string, mulaw: Uint8Array): void {
    this.#drop(key);
    this.#kept.set(key, mulaw);
  }

  set(key: string, mulaw: Uint8Array): void {
    if (this.#kept.has(key)) return;
    this.#drop(key);
    // One line may not push out everything else.
    if (mulaw.length > this.#maxBytes / 4) return;
    this.#entries.set(key, mulaw);
    this.#bytes += mulaw.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const old = this.#entries.get(key);
    if (!old) return;
    this.#entries.delete(key);
    this.#bytes -= old.length;
  }
}

/** The key of a line. Its parts cannot run into each other. */
export function promptKey(
  text: string,
  language: string,
  voice: string | undefined,
  rate: number | undefined,
  synthesiser: string,
): string {
  return JSON.stringify([text.trim(), language, voice ?? '', rate ?? 1, synthesiser]);
}
