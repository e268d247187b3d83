/** Vectors of what callers say: asked for in batches, remembered, and never waited for on the call path. */
import type { LanguageTag } from '../../types/language.ts';
import type { Embedder } from '../../types/ports.ts';
import type { Embedded } from './search/embedded.ts';
import { normalWords } from './words.ts';

/** The embedder for a language; null: there is none that understands it. */
export type EmbedderFor = (language: LanguageTag) => Promise<Embedder | null>;

const REMEMBERED = 5_000;
const BATCH = 32;
/** Longer waiting makes no batch larger: what comes in one turn of the event loop goes together. */
const GIVE_UP_MS = 3_000;

interface Wanted {
  readonly words: string;
  readonly resolve: (vector: Embedded | null) => void;
}

export class CacheEmbedding {
  readonly #embedderFor: EmbedderFor;
  readonly #known = new Map<string, Embedded>();
  readonly #waiting = new Map<string, Promise<Embedded | null>>();
  readonly #queues = new Map<LanguageTag, Wanted[]>();
  readonly #embedders = new Map<LanguageTag, Promise<Embedder | null>>();
  readonly #names = new Map<LanguageTag, string>();
  /** Texts that were embedded, and batches that failed. */
  computed = 0;
  failed = 0;

  constructor(embedderFor: EmbedderFor) {
    this.#embedderFor = embedderFor;
  }

  /** At once: what is known already. */
  vector(words: string, language: LanguageTag): Embedded | undefined {
    return this.#known.get(keyOf(words, language));
  }

  /** Whether waiting for {@link request} may give a vector: nobody has said so far that there is no embedder. */
  mayEmbed(language: LanguageTag): boolean {
    return this.#names.get(language) !== '';
  }

  /** null: no embedder, or it failed. Never rejects. */
  request(words: string, language: LanguageTag): Promise<Embedded | null> {
    const key = keyOf(words, language);
    const known = this.#known.get(key);
    if (known) return Promise.resolve(known);
    const waiting = this.#waiting.get(key);
    if (waiting) return waiting;
    const { promise, resolve } = Promise.withResolvers<Embedded | null>();
    this.#waiting.set(key, promise);
    const queue = this.#queues.get(language);
    if (queue) queue.push({ words: normalWords(words), resolve });
    else {
      this.#queues.set(language, [{ words: normalWords(words), resolve }]);
      setImmediate(() => void this.#run(language));
    }
    void promise.then((vector) => {
      this.#waiting.delete(key);
      if (vector) this.#remember(key, vector);
    });
    return promise;
  }

  /** The providers have changed: other embedders may serve. */
  forgetEmbedders(): void {
    this.#embedders.clear();
    this.#names.clear();
    this.#known.clear();
  }

  async #run(language: LanguageTag): Promise<void> {
    const queue = this.#queues.get(language) ?? [];
    this.#queues.delete(language);
    for (let at = 0; at < queue.length; at += BATCH) await this.#batch(language, queue.slice(at, at + BATCH));
  }

  async #batch(language: LanguageTag, batch: readonly Wanted[]): Promise<void> {
    try {
      const embedder = await this.#embedder(language);
      const vectors = embedder
        ? await embedder.embed(
            batch.map(({ words }) => words),
            AbortSignal.timeout(GIVE_UP_MS),
          )
        : [];
      this.computed += vectors.length;
      for (const [i, { resolve }] of batch.entries()) {
        const vector = vectors[i];
        resolve(embedder && vector ? { vector, by: spaceOf(embedder) } : null);
      }
    } catch {
      // An answer will be generated instead; the provider's own health says why.
      this.failed++;
      for (const { resolve } of batch) resolve(null);
    }
  }

  #embedder(language: LanguageTag): Promise<Embedder | null> {
    let embedder = this.#embedders.get(language);
    if (!embedder) {
      embedder = this.#embedderFor(language).then((found) => {
        this.#names.set(language, found?.name ?? '');
        return found;
      });
      this.#embedders.set(language, embedder);
      embedder.catch(() => this.#embedders.delete(language));
    }
    return embedder;
  }

  #remember(key: string, vector: Embedded): void {
    this.#known.set(key, vector);
    if (this.#known.size <= REMEMBERED) return;
    const oldest = this.#known.keys().next();
    if (!oldest.done) this.#known.delete(oldest.value);
  }
}

/** Vectors of one space can be compared. */
function spaceOf({ name, model }: Embedder): string {
  return model === undefined ? name : `${name} ${model}`;
}

function keyOf(words: string, language: LanguageTag): string {
  return `${language}\n${normalWords(words)}`;
}
