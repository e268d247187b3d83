import { nthLargest } from './nthLargest.ts';
import { SKETCH_BITS, SKETCH_WORDS, distance, planesFor, sketchInto } from './sketch.ts';

/** Below this many vectors all of them are compared; above, a sketch of each chooses whom to compare. */
const SKETCH_FROM = 600;
/** Vectors that are compared in full after the sketch. */
const SHORTLIST = 250;

/**
 * Unit vectors of one scope, compared by cosine. A scope holds tens to hundreds; in the ones with thousands, sketches of 256
 * bits (`sketch.ts`) choose whom to compare: 10,000 × 512 takes 4 ms in full and a third of a millisecond so.
 */
export class VectorIndex {
  readonly dimensions: number;
  readonly #planes: Float32Array;
  #vectors: Float32Array;
  #sketches: Int32Array;
  /** Slot of each document, -1 = none. */
  readonly #slots: number[] = [];
  readonly #documents: number[] = [];

  constructor(dimensions: number) {
    this.dimensions = dimensions;
    this.#vectors = new Float32Array(dimensions * 16);
    this.#sketches = new Int32Array(SKETCH_WORDS * 16);
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
    sketchInto(this.#sketches, slot * SKETCH_WORDS, vector, this.#planes);
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
    this.#sketches.copyWithin(slot * SKETCH_WORDS, last * SKETCH_WORDS, (last + 1) * SKETCH_WORDS);
  }

  /** Cosine with one document; 0 when it has no vector. */
  similarity(document: number, vector: Float32Array): number {
    const slot = this.#slots[document] ?? -1;
    return slot < 0 ? 0 : dot(this.#vectors, slot * this.dimensions, vector);
  }

  /** Documents with the highest cosines, in no order. */
  nearest(vector: Float32Array, count: number): readonly number[] {
    const size = this.#documents.length;
    const slots = size <= SKETCH_FROM ? null : this.#shortlist(vector, Math.max(SHORTLIST, count * 4));
    const n = slots?.length ?? size;
    const cosines = new Float64Array(n);
    for (let i = 0; i < n; i++)
      cosines[i] = dot(this.#vectors, (slots ? slots[i]! : i) * this.dimensions, vector);
    const floor = n <= count ? -Infinity : nthLargest(cosines.slice(), count);
    const found: number[] = [];
    for (let i = 0; i < n && found.length < count; i++)
      if (cosines[i]! >= floor) found.push(this.#documents[slots ? slots[i]! : i]!);
    return found;
  }

  /** Slots with the smallest distances, by counting: there are only so many distances. */
  #shortlist(vector: Float32Array, count: number): number[] {
    const sketch = new Int32Array(SKETCH_WORDS);
    sketchInto(sketch, 0, vector, this.#planes);
    const size = this.#documents.length;
    const distances = new Uint16Array(size);
    const having = new Int32Array(SKETCH_BITS + 1);
    for (let slot = 0; slot < size; slot++) {
      const bits = distance(this.#sketches, slot * SKETCH_WORDS, sketch);
      distances[slot] = bits;
      having[bits]!++;
    }
    let furthest = 0;
    for (let sum = having[0]!; sum < count && furthest < SKETCH_BITS; sum += having[furthest]!) furthest++;
    const kept: number[] = [];
    for (let slot = 0; slot < size; slot++) if (distances[slot]! <= furthest) kept.push(slot);
    return kept;
  }

  #grow(): void {
    const vectors = new Float32Array(this.#vectors.length * 2);
    vectors.set(this.#vectors);
    this.#vectors = vectors;
    const sketches = new Int32Array(this.#sketches.length * 2);
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
