/**
 * Sketches of vectors: on which side of 256 random planes each lies (Charikar 2002, random hyperplanes). The share of bits in
 * which two differ is their angle, give or take 3 %; comparing two takes 8 operations on words.
 */
export const SKETCH_BITS = 256;
export const SKETCH_WORDS = SKETCH_BITS / 32;

/** `planes`: of {@link planesFor} for vectors of this length. */
export function sketchInto(to: Int32Array, at: number, vector: Float32Array, planes: Float32Array): void {
  const { length } = vector;
  for (let word = 0; word < SKETCH_WORDS; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++) {
      const from = (word * 32 + bit) * length;
      let [a, b] = [0, 0];
      let i = 0;
      for (; i + 1 < length; i += 2) {
        a += planes[from + i]! * vector[i]!;
        b += planes[from + i + 1]! * vector[i + 1]!;
      }
      if (i < length) a += planes[from + i]! * vector[i]!;
      if (a + b > 0) bits |= 1 << bit;
    }
    to[at + word] = bits;
  }
}

/** Bits in which the sketch at `from` differs from `sketch`. */
export function distance(sketches: Int32Array, from: number, sketch: Int32Array): number {
  let differing = 0;
  for (let word = 0; word < SKETCH_WORDS; word++) differing += ones(sketches[from + word]! ^ sketch[word]!);
  return differing;
}

/** How many bits of a word are set. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const known = new Map<number, Float32Array>();

/** The same planes in every process: the generator's seed is fixed. */
export function planesFor(dimensions: number): Float32Array {
  const have = known.get(dimensions);
  if (have) return have;
  const planes = new Float32Array(dimensions * SKETCH_BITS);
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
