/**
 * G.711 (ITU-T, 1988): mu-law, and A-law for carriers that offer PCMA only. Tables, so that a sample costs one look-up;
 * the caller provides the output, so that a frame costs no allocation.
 */

import { mulawToPcm, pcmToMulaw } from '../../lib/g711.ts';

/** Silence in mu-law. 0x00 would be a full-scale click. */
export const MULAW_SILENCE = 0xff;
/** Silence in A-law. */
export const ALAW_SILENCE = 0xd5;
/** Bytes of one 20 ms frame. */
export const FRAME_BYTES = 160;
/** Samples (and bytes) in one millisecond. */
export const SAMPLES_PER_MS = 8;

function encodeAlawSample(sample: number): number {
  const positive = sample >= 0;
  // 13 bits of magnitude; the negative side is one's complement, as in the recommendation's table.
  const magnitude = (positive ? sample : ~sample) >> 4;
  const segment = Math.max(0, 28 - Math.clz32(magnitude));
  const mantissa = segment < 2 ? magnitude & 0x0f : (magnitude >> (segment - 1)) & 0x0f;
  const code = (segment << 4) | mantissa;
  return ((positive ? 0x80 : 0) | code) ^ 0x55;
}

function decodeAlawByte(byte: number): number {
  const bits = byte ^ 0x55;
  const segment = (bits >> 4) & 0x07;
  const mantissa = bits & 0x0f;
  const magnitude = segment === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (segment - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

const alawToPcm = Int16Array.from({ length: 256 }, (_, byte) => decodeAlawByte(byte));
/** Indexed by the sample's 16 bits, unsigned. */
const pcmToAlaw = Uint8Array.from({ length: 65_536 }, (_, bits) => encodeAlawSample((bits << 16) >> 16));
const alawToMulawTable = Uint8Array.from(
  { length: 256 },
  (_, byte) => pcmToMulaw[(alawToPcm[byte] ?? 0) & 0xffff] ?? MULAW_SILENCE,
);
const mulawToAlawTable = Uint8Array.from(
  { length: 256 },
  (_, byte) => pcmToAlaw[(mulawToPcm[byte] ?? 0) & 0xffff] ?? ALAW_SILENCE,
);

/** Decodes into `out` (at least as long as `mulaw`), from `at`. Returns the number of samples. */
export function decodeMulaw(mulaw: Uint8Array, out: Int16Array, at = 0): number {
  const length = mulaw.length;
  for (let i = 0; i < length; i++) out[at + i] = mulawToPcm[mulaw[i] as number] as number;
  return length;
}

/** Encodes into `out` (at least as long as `pcm`), from `at`. Returns the number of bytes. */
export function encodeMulaw(pcm: Int16Array, out: Uint8Array, at = 0): number {
  const length = pcm.length;
  for (let i = 0; i < length; i++) out[at + i] = pcmToMulaw[(pcm[i] as number) & 0xffff] as number;
  return length;
}

export function decodeAlaw(alaw: Uint8Array, out: Int16Array, at = 0): number {
  const length = alaw.length;
  for (let i = 0; i < length; i++) out[at + i] = alawToPcm[alaw[i] as number] as number;
  return length;
}

export function encodeAlaw(pcm: Int16Array, out: Uint8Array, at = 0): number {
  const length = pcm.length;
  for (let i = 0; i < length; i++) out[at + i] = pcmToAlaw[(pcm[i] as number) & 0xffff] as number;
  return length;
}

/** A-law to mu-law, in place or into `out`. */
export function alawToMulaw(alaw: Uint8Array, out: Uint8Array = alaw): void {
  for (let i = 0; i < alaw.length; i++) out[i] = alawToMulawTable[alaw[i] as number] as number;
}

/** mu-law to A-law, in place or into `out`. */
export function mulawToAlaw(mulaw: Uint8Array, out: Uint8Array = mulaw): void {
  for (let i = 0; i < mulaw.length; i++) out[i] = mulawToAlawTable[mulaw[i] as number] as number;
}
