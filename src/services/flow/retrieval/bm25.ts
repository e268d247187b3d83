/**
 * Okapi BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework"), as a share: how much of what was asked a
 * document accounts for, 0 to 1. Words that no document has count as the rarest.
 */
type Terms = ReadonlyMap<string, number>;

const K1 = 1.2;
const B = 0.5;

interface Posting {
  readonly document: number;
  readonly part: number;
}

export class Bm25 {
  readonly #postings = new Map<string, Posting[]>();
  readonly #documents: number;

  constructor(documents: readonly Terms[]) {
    const lengths = documents.map((terms) => sum(terms.values()));
    const average = sum(lengths) / Math.max(1, documents.length);
    this.#documents = documents.length;
    for (const [document, terms] of documents.entries()) {
      const norm = K1 * (1 - B + B * ((lengths[document] ?? 0) / Math.max(1e-9, average)));
      for (const [term, count] of terms) {
        const part = Math.min(1, (count * (K1 + 1)) / (count + norm));
        const posting = { document, part };
        const known = this.#postings.get(term);
        if (known) known.push(posting);
        else this.#postings.set(term, [posting]);
      }
    }
  }

  /** Documents that share a word with what was asked, each with its share. */
  shares(asked: Terms): Map<number, number> {
    const shares = new Map<number, number>();
    let whole = 0;
    for (const [term, count] of asked) {
      const postings = this.#postings.get(term) ?? [];
      const weight = Math.min(1, count) * this.#idf(postings.length);
      whole += weight;
      for (const { document, part } of postings)
        shares.set(document, (shares.get(document) ?? 0) + weight * part);
    }
    for (const [document, share] of shares) shares.set(document, share / whole);
    return shares;
  }

  #idf(holding: number): number {
    return Math.log(1 + (this.#documents - holding + 0.5) / (holding + 0.5));
  }
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
