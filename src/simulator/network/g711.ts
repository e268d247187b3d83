/**
 * The network's own G.711 (ITU-T Rec. G.711, mu-law). It shares nothing with the server's codec on purpose: two ends
 * that share a table agree even when the table is wrong.
 */

export const SILENCE = 0xff;
const BIAS = 0x84;
const CLIP = 32_635;

const decodeTable = new Int16Array(256);
for (let byte = 0; byte < 256; byte++) {
  const u = ~byte & 0xff;
  const magnitude = ((((u & 0x0f) << 3) + BIAS) << ((u >> 4) & 7)) - BIAS;
  decodeTable[byte] = u & 0x80 ? -magnitude : magnitude;
}

export function decodeMulaw(byte: number): number {
  return decodeTable[byte]!;
}

export function encodeMulaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(CLIP, Math.abs(sample)) + BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

/** A-law byte → linear, for recordings that come so. */
export function decodeAlaw(byte: number): number {
  const a = byte ^ 0x55;
  const exponent = (a >> 4) & 7;
  const mantissa = ((a & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return a & 0x80 ? magnitude : -magnitude;
}

/** Root mean square of a piece of mu-law, in linear 16-bit units. */
export function levelOf(mulaw: Uint8Array): number {
  if (mulaw.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < mulaw.length; i++) {
    const s = decodeTable[mulaw[i]!]!;
    sum += s * s;
  }
  return Math.sqrt(sum / mulaw.length);
}
