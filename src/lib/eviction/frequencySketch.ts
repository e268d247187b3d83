/**
 * How often a key was seen lately, without keeping the keys: a count-min sketch of 4-bit counters with minimal increment,
 * behind a doorkeeper (a Bloom filter) that takes each key's first time, so that what comes once costs one bit or two.
 * Counts are halved from time to time, which forgets what has gone out of use.
 */
const ROWS = 4;
const MOST = 15;
const COUNTERS_PER_WORD = 8;

export class FrequencySketch {
  /** Times that {@link add} was called, halved with the counters. */
  additions = 0;
  readonly #width: number;
  /** 8 counters to a word, row after row. */
  readonly #words: Uint32Array;
  readonly #doorkeeper: Uint32Array;
  readonly #doorMask: number;

  /** `entries`: how many keys have to be told apart. 12 bytes each, rounded up to a power of two. */
  constructor(entries: number) {
    this.#width = powerOfTwo(Math.max(16, entries) * 4);
    this.#words = new Uint32Array((this.#width * ROWS) / COUNTERS_PER_WORD);
    this.#doorMask = this.#width * 8 - 1;
    this.#doorkeeper = new Uint32Array((this.#width * 8) / 32);
  }

  add(hash: number): void {
    this.additions++;
    if (!this.#knock(hash)) return;
    const count = this.#count(hash);
    if (count === MOST) return;
    let at = hash;
    for (let row = 0; row < ROWS; row++) {
      const index = this.#index(row, at);
      if (this.#counter(index) === count)
        this.#words[index >>> 3] = (this.#words[index >>> 3] as number) + (1 << ((index & 7) * 4));
      at = next(at, hash);
    }
  }

  /** 0 to 16. Never less than the truth since the last halving, up to that. */
  estimate(hash: number): number {
    return this.#count(hash) + (this.#knows(hash) ? 1 : 0);
  }

  halve(): void {
    const words = this.#words;
    for (let i = 0; i < words.length; i++) words[i] = ((words[i] as number) >>> 1) & 0x77777777;
    this.#doorkeeper.fill(0);
    this.additions >>>= 1;
  }

  #count(hash: number): number {
    let least = MOST;
    let at = hash;
    for (let row = 0; row < ROWS; row++) {
      least = Math.min(least, this.#counter(this.#index(row, at)));
      at = next(at, hash);
    }
    return least;
  }

  #index(row: number, at: number): number {
    return row * this.#width + (at & (this.#width - 1));
  }

  #counter(index: number): number {
    return ((this.#words[index >>> 3] as number) >>> ((index & 7) * 4)) & MOST;
  }

  #knows(hash: number): boolean {
    return this.#bit(hash) && this.#bit(next(hash, hash));
  }

  /** Whether it was known; it is from now on. */
  #knock(hash: number): boolean {
    if (this.#knows(hash)) return true;
    this.#setBit(hash);
    this.#setBit(next(hash, hash));
    return false;
  }

  #bit(at: number): boolean {
    const bit = at & this.#doorMask;
    return (((this.#doorkeeper[bit >>> 5] as number) >>> (bit & 31)) & 1) === 1;
  }

  #setBit(at: number): void {
    const bit = at & this.#doorMask;
    this.#doorkeeper[bit >>> 5] = (this.#doorkeeper[bit >>> 5] as number) | (1 << (bit & 31));
  }
}

/** 32 bits, evenly spread (FNV-1a over UTF-16 units, with MurmurHash3's last mixing). */
export function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return mixed(hash);
}

/** The next place of a key: double hashing, with an odd step. */
function next(at: number, hash: number): number {
  return (at + (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) | 1)) >>> 0;
}

function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(atLeast));
}
