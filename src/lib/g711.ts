/** G.711 mu-law (ITU-T G.711, 14-bit magnitude scaled to 16-bit samples) by look-up tables. */

const BIAS = 132;
const CLIP = 32_635;

/** Mu-law byte of a sample, indexed by the sample's 16 bits, unsigned. Read only. */
export const pcmToMulaw = new Uint8Array(65_536);
/** Sample of a mu-law byte. Read only. */
export const mulawToPcm = new Int16Array(256);
for (let sample = -32_768; sample < 32_768; sample++) pcmToMulaw[sample & 0xffff] = encodeSample(sample);
for (let code = 0; code < 256; code++) mulawToPcm[code] = decodeCode(code);

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function decodeCode(code: number): number {
  const bits = ~code & 0xff;
  const exponent = (bits >> 4) & 0x07;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << exponent) - BIAS;
  return bits & 0x80 ? -magnitude : magnitude;
}

/** Signed 16-bit samples to mu-law bytes. `out`, when given, must be at least as long as `pcm`. */
export function mulawEncode(pcm: Int16Array, out: Uint8Array = new Uint8Array(pcm.length)): Uint8Array {
  for (let i = 0; i < pcm.length; i++) out[i] = pcmToMulaw[pcm[i]! & 0xffff]!;
  return out;
}

/** Mu-law bytes to signed 16-bit samples. `out`, when given, must be at least as long as `mulaw`. */
export function mulawDecode(mulaw: Uint8Array, out: Int16Array = new Int16Array(mulaw.length)): Int16Array {
  for (let i = 0; i < mulaw.length; i++) out[i] = mulawToPcm[mulaw[i]!]!;
  return out;
}
