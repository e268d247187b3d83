/** Sentence vectors from any host that has OpenAI's `/embeddings`. */
import { systemClock, type Clock } from '../../../types/clock.ts';
import type { Embedder } from '../../../types/ports.ts';
import { failure, failureOf, ProviderError, providerError } from '../shared/failure.ts';
import { vectorsOf } from './embeddingAnswer.ts';
import { embeddingDimensionsOf, shortenable } from './embeddingModels.ts';
import type { OpenAiHost } from './host.ts';
import { SpeechHttp } from './speechHttp.ts';

/** Texts of one request. OpenAI takes 2,048, the smaller hosts a few hundred or fewer. */
const MOST_TEXTS = 96;
/** Characters of one request. OpenAI takes 300,000 tokens, and a Chinese character can be two. */
const MOST_CHARACTERS = 100_000;
/** Longer texts are cut: no caller's sentence is, and 8,192 tokens are the most that the models read. */
const LONGEST_TEXT = 4_000;
/** 96 vectors of 3,072 numbers in decimals are 6 MB. */
const LONGEST_ANSWER = 32 * 1024 * 1024;

export class OpenAiEmbedder implements Embedder {
  readonly name: OpenAiHost['name'];
  readonly dimensions: number;
  readonly #host: OpenAiHost;
  readonly model: string;
  readonly #http: SpeechHttp;

  /** Throws a ProviderError when the host has no embedding model, or nobody knows its dimensions. */
  constructor(host: OpenAiHost, clock: Clock = systemClock) {
    const dimensions = embeddingDimensionsOf(host);
    if (host.embeddingModel === undefined || dimensions === undefined) {
      const missing = host.embeddingModel === undefined ? 'embedding model' : 'number of dimensions';
      throw providerError(host.name, 'invalid-request', `no ${missing} is named`);
    }
    this.name = host.name;
    this.dimensions = dimensions;
    this.#host = host;
    this.model = host.embeddingModel;
    this.#http = new SpeechHttp(host, clock);
  }

  /** Vectors tell languages apart on their own; how well, nobody publishes. */
  supports(): boolean {
    return true;
  }

  warm(): Promise<void> {
    return this.#http.warm();
  }

  /** Rejects with a ProviderError, of kind `aborted` when the signal was. Nothing is kept of a list that failed half way. */
  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    if (signal?.aborted) throw this.#aborted();
    const vectors = Array.from<Float32Array | undefined>({ length: texts.length });
    try {
      for (const batch of batchesOf(texts)) {
        const answers = await this.#ask(
          batch.map(({ text }) => text),
          signal,
        );
        for (const [i, { at }] of batch.entries()) vectors[at] = answers[i];
      }
    } catch (error) {
      if (signal?.aborted) throw this.#aborted();
      throw new ProviderError(failureOf(this.name, error), { cause: error });
    }
    // OpenAI refuses a text of nothing. It points along the first axis, as in the embedded embedder.
    return vectors.map((vector) => vector ?? firstAxis(this.dimensions));
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #ask(input: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]> {
    const asked = this.dimensions !== embeddingDimensionsOf({ embeddingModel: this.model });
    const answer = await this.#http.post({
      path: '/embeddings',
      contentType: 'application/json',
      accept: 'application/json',
      body: JSON.stringify({
        model: this.model,
        input,
        // A quarter of the bytes. Other hosts may not know it.
        encoding_format: this.#host.name === 'openai' ? 'base64' : 'float',
        // Only where another number than the model's own is wanted, and the model can give it.
        ...(asked && shortenable(this.model) ? { dimensions: this.dimensions } : {}),
      }),
      signal,
    });
    const pieces: Buffer[] = [];
    let bytes = 0;
    // Leaving the loop early destroys the body.
    for await (const piece of answer.body as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > LONGEST_ANSWER) throw providerError(this.name, 'internal', 'its answer is too long');
      pieces.push(piece);
    }
    return vectorsOf(this.name, Buffer.concat(pieces).toString(), input.length, this.dimensions);
  }

  #aborted(): ProviderError {
    return new ProviderError(failure(this.name, 'aborted', 'stopped by us'));
  }
}

function firstAxis(dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  vector[0] = 1;
  return vector;
}

interface Numbered {
  readonly at: number;
  readonly text: string;
}

/** The texts that say something, in order, in lists that a host takes. */
function batchesOf(texts: readonly string[]): Numbered[][] {
  const batches: Numbered[][] = [];
  let characters = 0;
  for (const [at, raw] of texts.entries()) {
    const text = raw.slice(0, LONGEST_TEXT).toWellFormed();
    if (text.trim() === '') continue;
    const last = batches.at(-1);
    if (last && last.length < MOST_TEXTS && characters + text.length <= MOST_CHARACTERS) {
      last.push({ at, text });
      characters += text.length;
    } else {
      batches.push([{ at, text }]);
      characters = text.length;
    }
  }
  return batches;
}
