import { gramsOf } from './grams.ts';

/** The documents that hold a feature, and its weight in each, side by side. */
class Posting {
  documents = new Int32Array(4);
  weights = new Float32Array(4);
  size = 0;

  push(document: number, weight: number): void {
    if (this.size === this.documents.length) this.#grow();
    this.documents[this.size] = document;
    this.weights[this.size++] = weight;
  }

  /** The last one takes its place. */
  remove(document: number): void {
    const at = this.documents.subarray(0, this.size).indexOf(document);
    if (at < 0) return;
    this.size--;
    this.documents[at] = this.documents[this.size]!;
    this.weights[at] = this.weights[this.size]!;
  }

  #grow(): void {
    const documents = new Int32Array(this.size * 2);
    documents.set(this.documents);
    this.documents = documents;
    const weights = new Float32Array(this.size * 2);
    weights.set(this.weights);
    this.weights = weights;
  }
}

/**
 * Texts of one scope by their spelling: an inverted index over hashed character rows and words, weighted by how rare they
 * are (tf-idf), compared by cosine. Exact, and a fraction of a millisecond at 10,000 texts.
 *
 * Rarity changes as texts come in; the weights are brought up to date when the number of texts has grown by a half.
 */
export class LexicalIndex {
  readonly #postings = new Map<number, Posting>();
  readonly #grams: (ReadonlyMap<number, number> | null)[] = [];
  #norms = new Float64Array(64);
  #live = 0;
  #weighedAt = 0;
  #idf = new Map<number, number>();
  #scores = new Float64Array(64);
  #sharing = new Int32Array(64);
  #touched = 0;

  /** Live documents. */
  get size(): number {
    return this.#live;
  }

  /** `document`: 0, 1, 2 … in order of addition. */
  add(document: number, words: string): void {
    const grams = gramsOf(words);
    this.#grams[document] = grams;
    this.#live++;
    if (document >= this.#norms.length) this.#grow(document + 1);
    for (const [gram, weight] of grams) {
      let posting = this.#postings.get(gram);
      if (!posting) this.#postings.set(gram, (posting = new Posting()));
      posting.push(document, weight);
    }
    if (this.#live > this.#weighedAt * 1.5) this.#weigh();
    else this.#norms[document] = this.#norm(grams);
  }

  remove(document: number): void {
    const grams = this.#grams[document];
    if (!grams) return;
    this.#grams[document] = null;
    this.#live--;
    for (const gram of grams.keys()) {
      const posting = this.#postings.get(gram);
      posting?.remove(document);
      if (posting?.size === 0) this.#postings.delete(gram);
    }
  }

  /**
   * Cosine of the text with every document, by document, and which documents share anything with it; the others' are 0. Both
   * are valid until the next call.
   */
  scores(words: string): { scores: Float64Array; sharing: Int32Array } {
    for (let i = 0; i < this.#touched; i++) this.#scores[this.#sharing[i]!] = 0;
    this.#touched = 0;
    const grams = gramsOf(words);
    const norm = this.#norm(grams);
    const scores = this.#scores;
    for (const [gram, weight] of norm === 0 ? [] : grams) {
      const posting = this.#postings.get(gram);
      if (!posting) continue;
      const idf = this.#idfOf(gram);
      const scale = weight * idf * idf;
      const { documents, weights, size } = posting;
      for (let i = 0; i < size; i++) {
        const document = documents[i]!;
        const before = scores[document]!;
        if (before === 0) this.#sharing[this.#touched++] = document;
        scores[document] = before + scale * weights[i]!;
      }
    }
    for (let i = 0; i < this.#touched; i++) {
      const document = this.#sharing[i]!;
      const own = this.#norms[document]!;
      scores[document] = own === 0 ? 0 : scores[document]! / (norm * own);
    }
    return { scores, sharing: this.#sharing.subarray(0, this.#touched) };
  }

  /** Cosine of two texts with this scope's weights. */
  similarity(a: string, b: string): number {
    const [left, right] = [gramsOf(a), gramsOf(b)];
    const norms = this.#norm(left) * this.#norm(right);
    if (norms === 0) return 0;
    let dot = 0;
    for (const [gram, weight] of left) {
      const other = right.get(gram);
      if (other !== undefined) dot += weight * other * this.#idfOf(gram) ** 2;
    }
    return dot / norms;
  }

  #idfOf(gram: number): number {
    return this.#idf.get(gram) ?? Math.log(1 + this.#weighedAt) + 1;
  }

  #norm(grams: ReadonlyMap<number, number>): number {
    let sum = 0;
    for (const [gram, weight] of grams) sum += (weight * this.#idfOf(gram)) ** 2;
    return Math.sqrt(sum);
  }

  #weigh(): void {
    this.#weighedAt = this.#live;
    this.#idf = new Map();
    for (const [gram, { size }] of this.#postings)
      this.#idf.set(gram, Math.log((1 + this.#live) / (1 + size)) + 1);
    for (const [document, grams] of this.#grams.entries())
      if (grams) this.#norms[document] = this.#norm(grams);
  }

  #grow(needed: number): void {
    const length = Math.max(needed, this.#norms.length * 2);
    const norms = new Float64Array(length);
    norms.set(this.#norms);
    this.#norms = norms;
    this.#scores = new Float64Array(length);
    this.#sharing = new Int32Array(length);
    this.#touched = 0;
  }
}
