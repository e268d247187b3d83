import { gramsOf } from './grams.ts';

interface Posting {
  /** Documents and weights, side by side. */
  readonly documents: number[];
  readonly weights: number[];
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
      if (!posting) this.#postings.set(gram, (posting = { documents: [], weights: [] }));
      posting.documents.push(document);
      posting.weights.push(weight);
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
      const at = posting?.documents.indexOf(document) ?? -1;
      if (!posting || at < 0) continue;
      posting.documents.splice(at, 1);
      posting.weights.splice(at, 1);
      if (posting.documents.length === 0) this.#postings.delete(gram);
    }
  }

  /** Cosine of every document with the text, by document; 0 for those that share nothing. Valid until the next call. */
  scores(words: string): Float64Array {
    const scores = this.#scores.fill(0);
    const grams = gramsOf(words);
    const norm = this.#norm(grams);
    if (norm === 0) return scores;
    for (const [gram, weight] of grams) {
      const posting = this.#postings.get(gram);
      if (!posting) continue;
      const idf = this.#idfOf(gram);
      const scale = weight * idf * idf;
      const { documents, weights } = posting;
      for (let i = 0; i < documents.length; i++) scores[documents[i]!]! += scale * weights[i]!;
    }
    for (let i = 0; i < this.#grams.length; i++) {
      const own = this.#norms[i]!;
      if (scores[i] !== 0) scores[i] = own === 0 ? 0 : scores[i]! / (norm * own);
    }
    return scores;
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
    for (const [gram, { documents }] of this.#postings)
      this.#idf.set(gram, Math.log((1 + this.#live) / (1 + documents.length)) + 1);
    for (const [document, grams] of this.#grams.entries())
      if (grams) this.#norms[document] = this.#norm(grams);
  }

  #grow(needed: number): void {
    const length = Math.max(needed, this.#norms.length * 2);
    const norms = new Float64Array(length);
    norms.set(this.#norms);
    this.#norms = norms;
    this.#scores = new Float64Array(length);
  }
}
