/** Everything that callers said in one scope, findable by what it looks like and, where there is an embedding, means. */
import type { Conflict } from '../conflict.ts';
import type { Neighbour } from '../evidence/neighbour.ts';
import type { Embedded } from './embedded.ts';
import { LexicalIndex } from './lexicalIndex.ts';
import { nthLargest } from './nthLargest.ts';
import { VectorIndex } from './vectorIndex.ts';

export interface SearchEntry {
  /** Where `Counts` keeps what was answered to it. */
  readonly place: string;
  /** The agent's act before it. */
  readonly context: string;
  /** Normalised words. */
  readonly words: string;
}

export interface SearchQuery {
  readonly words: string;
  readonly context: string;
  readonly embedded?: Embedded | undefined;
  /** What forbids that two texts share an answer, and what makes it doubtful. */
  readonly conflict: (heard: string, remembered: string, byMeaning: boolean) => Conflict;
}

/** By each of the two measures, before they are put together. */
const SHORTLIST = 50;
/** A context with more texts than this is not compared whole. */
const WHOLE_CONTEXT = 1_000;
/** Neighbours that are looked at. */
export const NEIGHBOURS = 24;

export class ScopeSearch {
  readonly #lexical = new LexicalIndex();
  #vectors: { readonly by: string; readonly index: VectorIndex } | null = null;
  readonly #entries: (SearchEntry | undefined)[] = [];
  readonly #documents = new Map<string, number>();
  readonly #contexts = new Map<string, Set<number>>();

  get size(): number {
    return this.#documents.size;
  }

  /** Embeddings held, in bytes. */
  get bytes(): number {
    return this.#vectors?.index.bytes ?? 0;
  }

  add(entry: SearchEntry, embedded?: Embedded): void {
    let document = this.#documents.get(entry.place);
    if (document === undefined) {
      document = this.#entries.push(entry) - 1;
      this.#documents.set(entry.place, document);
      this.#lexical.add(document, entry.words);
      const context = this.#contexts.get(entry.context) ?? new Set();
      this.#contexts.set(entry.context, context.add(document));
    }
    if (embedded) this.#vectorsOf(embedded).add(document, embedded.vector);
  }

  remove(place: string): void {
    const document = this.#documents.get(place);
    if (document === undefined) return;
    this.#documents.delete(place);
    const context = this.#entries[document]?.context ?? '';
    this.#contexts.get(context)?.delete(document);
    if (this.#contexts.get(context)?.size === 0) this.#contexts.delete(context);
    this.#entries[document] = undefined;
    this.#lexical.remove(document);
    this.#vectors?.index.remove(document);
  }

  /** Nearest first, at most {@link NEIGHBOURS} in the scope and as many in the same context. */
  search({ words, context, embedded, conflict }: SearchQuery): Neighbour[] {
    if (this.#documents.size === 0) return [];
    const { scores: lexical, sharing } = this.#lexical.scores(words);
    const vectors =
      embedded &&
      this.#vectors?.by === embedded.by &&
      this.#vectors.index.dimensions === embedded.vector.length
        ? this.#vectors.index
        : null;
    const vector = embedded?.vector;
    const found = new Set(topOf(lexical, sharing, SHORTLIST));
    if (vectors && vector) for (const document of vectors.nearest(vector, SHORTLIST)) found.add(document);
    const same = this.#contexts.get(context);
    if (same && same.size <= WHOLE_CONTEXT) for (const document of same) found.add(document);
    const near: Near[] = [];
    for (const document of found) {
      const entry = this.#entries[document];
      if (!entry) continue;
      const spelling = lexical[document] ?? 0;
      const dense = vectors && vector && vectors.has(document) ? vectors.similarity(document, vector) : null;
      const similarity = dense === null ? spelling : (spelling + dense) / 2;
      if (similarity <= 0) continue;
      near.push({ entry, similarity, dense, lexical: spelling });
    }
    near.sort((a, b) => b.similarity - a.similarity);
    return nearest(near, context).map(({ entry, ...rest }) => ({
      ...rest,
      place: entry.place,
      sameContext: entry.context === context,
      lengthGap: lengthGap(words, entry.words),
      ...conflict(words, entry.words, rest.dense !== null),
    }));
  }

  /** Another embedder: its vectors cannot be compared with the old ones, which are dropped. */
  #vectorsOf({ by, vector }: Embedded): VectorIndex {
    if (this.#vectors?.by !== by || this.#vectors.index.dimensions !== vector.length)
      this.#vectors = { by, index: new VectorIndex(vector.length) };
    return this.#vectors.index;
  }
}

interface Near {
  readonly entry: SearchEntry;
  readonly similarity: number;
  readonly dense: number | null;
  readonly lexical: number;
}

/** The nearest of all and the nearest of the context, in order. What a veto costs is paid for these only. */
function nearest(sorted: readonly Near[], context: string): Near[] {
  let here = 0;
  return sorted.filter(({ entry }, i) => {
    if (entry.context === context) here++;
    return i < NEIGHBOURS || (entry.context === context && here <= NEIGHBOURS);
  });
}

/** Those of the documents with the highest scores. */
function topOf(scores: Float64Array, documents: Int32Array, count: number): readonly number[] {
  if (documents.length <= count) return [...documents];
  const values = new Float64Array(documents.length);
  for (let i = 0; i < values.length; i++) values[i] = scores[documents[i]!]!;
  const floor = nthLargest(values, count);
  const found: number[] = [];
  for (const document of documents)
    if (scores[document]! >= floor && found.length < count * 2) found.push(document);
  return found;
}

function lengthGap(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a.length, b.length] : [b.length, a.length];
  return long === 0 ? 0 : 1 - short / long;
}
