/** G.711 mu-law by table: what a telephone line carries, and what the socket does. */
const BIAS = 132;
const CLIP = 32_635;

const toPcm = Float32Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS;
  return (bits & 0x80 ? 0 - magnitude : magnitude) / 32_768;
});

export function mulawSample(code: number): number {
  return toPcm[code & 0xff] ?? 0;
}

/** A sample of -1 to 1; louder ones are clipped. */
export function mulawCode(sample: number): number {
  const scaled = Math.round(sample * 32_768);
  const sign = scaled < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(scaled), CLIP) + BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}
