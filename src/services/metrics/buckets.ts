/**
 * The buckets that every histogram shares, so that histograms of any time, stage or machine can be added up.
 *
 * Log-linear, as in HdrHistogram: each power of two is cut into 64 equal parts. A bucket is thus at most 1/64 = 1.6 % of
 * its lower bound wide, and its middle is at most 0.8 % from any value in it. Values are milliseconds; bucket 0 holds what
 * is below 0.01 ms, the last what is above 120 s.
 */
const SMALLEST_MS = 0.01;
const LARGEST_MS = 120_000;
const PARTS = 64;

// The upper 17 bits of a double, less the sign, are its exponent and the first 6 bits of its mantissa: the bucket itself.
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
const HIGH_WORD = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;
const BITS_BELOW = 20 - Math.log2(PARTS);
const BUCKET_OF_ONE = 1023 * PARTS;

/** Which bucket a value (ms, not negative) falls into. */
export function bucketOf(ms: number): number {
  if (ms < SMALLEST_MS) return 0;
  double[0] = Math.min(ms, LARGEST_MS) / SMALLEST_MS;
  return ((words[HIGH_WORD] ?? 0) >>> BITS_BELOW) - BUCKET_OF_ONE + 1;
}

/** Lower bound of a bucket, ms. A value equal to it is in the bucket. */
export function lowerBound(bucket: number): number {
  if (bucket <= 0) return 0;
  const octave = Math.floor((bucket - 1) / PARTS);
  const part = (bucket - 1) % PARTS;
  return SMALLEST_MS * 2 ** octave * (1 + part / PARTS);
}

/** What a value in the bucket is taken for. */
export function middle(bucket: number): number {
  return (lowerBound(bucket) + lowerBound(bucket + 1)) / 2;
}

export const BUCKET_COUNT = bucketOf(LARGEST_MS) + 1;
