import { nthLargest } from './nthLargest.ts';

/** Below this many vectors all of them are compared; above, a sketch of each chooses whom to compare. */
const SKETCH_FROM = 1_500;
const SKETCH_DIMENSIONS = 32;
/** Vectors that are compared in full after the sketch. */
const SHORTLIST = 400;

/**
 * Unit vectors of one scope, compared by cosine. A scope holds tens to hundreds; for the ones with thousands, a random
 * projection to 32 dimensions comes first (Johnson and Lindenstrauss): 10,000 × 512 takes 9 ms in full and 1 ms so.
 */
export class VectorIndex {
  readonly dimensions: number;
  readonly #planes: Float32Array;
  #vectors: Float32Array;
  #sketches: Float32Array;
  /** Slot of each document, -1 = none. */
  readonly #slots: number[] = [];
  readonly #documents: number[] = [];

  constructor(dimensions: number) {
    this.dimensions = dimensions;
    this.#vectors = new Float32Array(dimensions * 16);
    this.#sketches = new Float32Array(SKETCH_DIMENSIONS * 16);
    this.#planes = planesFor(dimensions);
  }

  get size(): number {
    return this.#documents.length;
  }

  get bytes(): number {
    return this.#vectors.byteLength + this.#sketches.byteLength;
  }

  has(document: number): boolean {
    return (this.#slots[document] ?? -1) >= 0;
  }

  add(document: number, vector: Float32Array): void {
    if (vector.length !== this.dimensions) throw new RangeError(`a vector of ${vector.length} dimensions`);
    let slot = this.#slots[document] ?? -1;
    if (slot < 0) {
      slot = this.#documents.push(document) - 1;
      this.#slots[document] = slot;
      if ((slot + 1) * this.dimensions > this.#vectors.length) this.#grow();
    }
    this.#vectors.set(vector, slot * this.dimensions);
    this.#sketch(vector, slot);
  }

  /** The last vector takes the place of the removed one. */
  remove(document: number): void {
    const slot = this.#slots[document] ?? -1;
    if (slot < 0) return;
    this.#slots[document] = -1;
    const last = this.#documents.length - 1;
    const moved = this.#documents.pop()!;
    if (slot === last) return;
    this.#documents[slot] = moved;
    this.#slots[moved] = slot;
    const d = this.dimensions;
    this.#vectors.copyWithin(slot * d, last * d, (last + 1) * d);
    this.#sketches.copyWithin(
      slot * SKETCH_DIMENSIONS,
      last * SKETCH_DIMENSIONS,
      (last + 1) * SKETCH_DIMENSIONS,
    );
  }

  /** Cosine with one document; 0 when it has no vector. */
  similarity(document: number, vector: Float32Array): number {
    const slot = this.#slots[document] ?? -1;
    return slot < 0 ? 0 : dot(this.#vectors, slot * this.dimensions, vector);
  }

  /** The nearest, nearest first: documents and cosines. */
  nearest(vector: Float32Array, count: number): { document: number; similarity: number }[] {
    const size = this.#documents.length;
    const slots = size <= SKETCH_FROM ? null : this.#shortlist(vector, Math.max(SHORTLIST, count * 4));
    const found: { document: number; similarity: number }[] = [];
    const n = slots?.length ?? size;
    for (let i = 0; i < n; i++) {
      const slot = slots ? slots[i]! : i;
      const similarity = dot(this.#vectors, slot * this.dimensions, vector);
      found.push({ document: this.#documents[slot]!, similarity });
    }
    return found.sort((a, b) => b.similarity - a.similarity).slice(0, count);
  }

  #shortlist(vector: Float32Array, count: number): number[] {
    const sketch = new Float32Array(SKETCH_DIMENSIONS);
    project(this.#planes, vector, sketch, 0);
    const size = this.#documents.length;
    const scores = new Float32Array(size);
    for (let slot = 0; slot < size; slot++)
      scores[slot] = dot(this.#sketches, slot * SKETCH_DIMENSIONS, sketch);
    const floor = size <= count ? -Infinity : nthLargest(scores.slice(), count);
    const kept: number[] = [];
    for (let slot = 0; slot < size; slot++) if (scores[slot]! >= floor) kept.push(slot);
    return kept;
  }

  #sketch(vector: Float32Array, slot: number): void {
    project(this.#planes, vector, this.#sketches, slot * SKETCH_DIMENSIONS);
  }

  #grow(): void {
    const vectors = new Float32Array(this.#vectors.length * 2);
    vectors.set(this.#vectors);
    this.#vectors = vectors;
    const sketches = new Float32Array(this.#sketches.length * 2);
    sketches.set(this.#sketches);
    this.#sketches = sketches;
  }
}

/** Four sums at a time: the compiler keeps them in registers, and the order of addition is the same on every machine. */
function dot(rows: Float32Array, from: number, vector: Float32Array): number {
  const { length } = vector;
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    a += rows[from + i]! * vector[i]!;
    b += rows[from + i + 1]! * vector[i + 1]!;
    c += rows[from + i + 2]! * vector[i + 2]!;
    d += rows[from + i + 3]! * vector[i + 3]!;
  }
  for (; i < length; i++) a += rows[from + i]! * vector[i]!;
  return a + b + c + d;
}

function project(planes: Float32Array, vector: Float32Array, to: Float32Array, at: number): void {
  const d = vector.length;
  for (let k = 0; k < SKETCH_DIMENSIONS; k++) to[at + k] = dot(planes, k * d, vector);
}

const known = new Map<number, Float32Array>();

/** The same planes in every process: the generator's seed is fixed. */
function planesFor(dimensions: number): Float32Array {
  const have = known.get(dimensions);
  if (have) return have;
  const planes = new Float32Array(dimensions * SKETCH_DIMENSIONS);
  let state = 0x9e3779b9;
  for (let i = 0; i < planes.length; i++) {
    // xorshift32; the sum of four uniforms is normal enough.
    let sum = 0;
    for (let n = 0; n < 4; n++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      sum += (state >>> 0) / 2 ** 32;
    }
    planes[i] = sum - 2;
  }
  known.set(dimensions, planes);
  return planes;
}
