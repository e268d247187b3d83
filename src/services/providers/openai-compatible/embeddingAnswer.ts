/** The vectors of an answer: checked, in the order of the texts, of unit length. */
import { z } from 'zod';
import { providerError } from '../shared/failure.ts';

const answer = z.object({
  data: z.array(
    z.object({
      index: z.number().int().min(0),
      /** Numbers, or little-endian 32-bit floats in base64: hosts answer either, whatever was asked. */
      embedding: z.union([z.array(z.number()), z.string()]),
    }),
  ),
});

/** Throws a ProviderError of kind `internal` for anything but `count` vectors of `dimensions` numbers. */
export function vectorsOf(provider: string, json: string, count: number, dimensions: number): Float32Array[] {
  const wrong = (message: string) => providerError(provider, 'internal', message);
  const parsed = answer.safeParse(parse(json));
  if (!parsed.success) throw wrong('its answer is not of the format');
  const { data } = parsed.data;
  const vectors = Array.from<Float32Array | undefined>({ length: count });
  for (const { index, embedding } of data) {
    if (index >= count || vectors[index]) throw wrong('its answer has vectors for texts that were not sent');
    const vector = typeof embedding === 'string' ? fromBase64(embedding) : Float32Array.from(embedding);
    if (vector?.length !== dimensions) {
      throw wrong(`its vectors have ${vector?.length ?? 'no'} dimensions, not ${dimensions}`);
    }
    const unit = toUnit(vector);
    if (!unit) throw wrong('its answer has a vector without a direction');
    vectors[index] = unit;
  }
  const whole = vectors.filter((vector) => vector !== undefined);
  if (whole.length !== count) throw wrong(`its answer has ${whole.length} vectors for ${count} texts`);
  return whole;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // the schema says no
  }
}

function fromBase64(text: string): Float32Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined;
  const vector = new Float32Array(bytes.length / 4);
  for (let i = 0; i < vector.length; i++) vector[i] = bytes.readFloatLE(i * 4);
  return vector;
}

/** In place. Undefined for what has no direction: all zeros, infinities, not a number. */
function toUnit(vector: Float32Array): Float32Array | undefined {
  let sum = 0;
  for (const value of vector) sum += value * value;
  if (!(sum > 0) || !Number.isFinite(sum)) return undefined;
  const scale = 1 / Math.sqrt(sum);
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! * scale;
  return vector;
}
