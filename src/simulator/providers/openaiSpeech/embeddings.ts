/** `POST /v1/embeddings`: vectors from rows of characters, the same for the same text. */
import { z } from 'zod';
import { invalid, noSuchModel, type ApiError } from './errors.ts';
import type { SimulatedModel } from './models.ts';

const text = z.string().min(1);
export const embeddingsRequest = z.strictObject({
  model: z.string(),
  input: z.union([text, z.array(text).min(1).max(2_048)]),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  dimensions: z.number().int().min(1).max(3_072).optional(),
  user: z.string().optional(),
});
export type EmbeddingsRequest = z.infer<typeof embeddingsRequest>;

export interface EmbeddingsOptions {
  /** Vectors are this long instead of 1: hosts that people run themselves often leave that to the client. */
  readonly length?: number;
  /** `reversed`: the answer's list does not follow the question's; its indexes do. */
  readonly order?: 'given' | 'reversed';
  /** Numbers whatever is asked, as hosts answer that do not know the encoding. */
  readonly encoding?: 'as-asked' | 'float';
}

export function refuseEmbeddings(
  request: EmbeddingsRequest,
  models: Readonly<Record<string, SimulatedModel>>,
): ApiError | null {
  const model = models[request.model];
  if (model?.work !== 'embeddings') return noSuchModel(request.model);
  if (request.dimensions === undefined) return null;
  if (!model.shortens) return invalid('This model does not support specifying dimensions.', 'dimensions');
  if (request.dimensions > model.dimensions) return invalid('Invalid value for dimensions.', 'dimensions');
  return null;
}

export function embeddingsAnswer(
  request: EmbeddingsRequest,
  own: number,
  options: EmbeddingsOptions,
): Record<string, unknown> {
  const texts = typeof request.input === 'string' ? [request.input] : request.input;
  const base64 = request.encoding_format === 'base64' && options.encoding !== 'float';
  const data = texts.map((it, index) => {
    const vector = characterVector(it, request.dimensions ?? own, options.length ?? 1);
    return { object: 'embedding', index, embedding: base64 ? encoded(vector) : vector };
  });
  if (options.order === 'reversed') data.reverse();
  const tokens = texts.reduce((sum, it) => sum + Math.ceil(it.length / 4), 0);
  return {
    object: 'list',
    data,
    model: request.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** Texts that share pairs and triples of characters point in similar directions. */
export function characterVector(of: string, dimensions: number, length = 1): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  const characters = [...` ${of.toLowerCase()} `];
  for (const size of [1, 2, 3]) {
    for (let at = 0; at + size <= characters.length; at++) {
      const hash = hashOf(characters.slice(at, at + size).join(''));
      vector[hash % dimensions]! += hash & 0x10000 ? 1 : -1;
    }
  }
  // Never all zeros, even should everything cancel.
  vector[0]! += 0.5;
  const norm = Math.hypot(...vector);
  return vector.map((value) => (value / norm) * length);
}

/** djb2. */
function hashOf(row: string): number {
  let hash = 5_381;
  for (const character of row) hash = (Math.imul(hash, 33) ^ (character.codePointAt(0) as number)) >>> 0;
  return hash;
}

/** Little-endian 32-bit floats. */
function encoded(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [i, value] of vector.entries()) bytes.writeFloatLE(value, i * 4);
  return bytes.toString('base64');
}
