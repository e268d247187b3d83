import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alawToMulaw,
  decodeAlaw,
  decodeMulaw,
  encodeAlaw,
  encodeMulaw,
  MULAW_SILENCE,
  mulawToAlaw,
} from './mulaw.ts';

const encode = (sample: number) => {
  const out = new Uint8Array(1);
  encodeMulaw(Int16Array.of(sample), out);
  return out[0] as number;
};
const decode = (byte: number) => {
  const out = new Int16Array(1);
  decodeMulaw(Uint8Array.of(byte), out);
  return out[0] as number;
};

describe('mu-law', () => {
  it.each([
    [0, 0xff, 0],
    [8, 0xfe, 8],
    [-8, 0x7e, -8],
    [100, 0xf2, 104],
    [1000, 0xce, 988],
    [-1000, 0x4e, -988],
    [8031, 0xa0, 7932],
    [32767, 0x80, 32124],
    [-32768, 0x00, -32124],
  ])('codes %i as the vectors of twilio-protocol §7 say', (sample, byte, decoded) => {
    expect(encode(sample)).toBe(byte);
    expect(decode(byte)).toBe(decoded);
  });

  it('is silent at 0xFF', () => expect(decode(MULAW_SILENCE)).toBe(0));

  it('gives every byte back, but for the second zero', () => {
    for (let byte = 0; byte < 256; byte++) expect(encode(decode(byte))).toBe(byte === 0x7f ? 0xff : byte);
  });

  it('errs by at most half a step, keeps sign and order, over all samples', () => {
    const pcm = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
    const coded = new Uint8Array(pcm.length);
    const back = new Int16Array(pcm.length);
    encodeMulaw(pcm, coded);
    decodeMulaw(coded, back);
    let worst = 0;
    let disorder = 0;
    for (let i = 0; i < pcm.length; i++) {
      const sample = Math.max(-32_635, Math.min(32_635, pcm[i] as number));
      const step = 2 ** Math.max(3, Math.floor(Math.log2(Math.abs(sample) + 132)) - 4);
      worst = Math.max(worst, Math.abs(sample - (back[i] as number)) / step);
      if (i > 0 && (back[i] as number) < (back[i - 1] as number)) disorder++;
    }
    expect(disorder).toBe(0);
    expect(worst).toBeLessThanOrEqual(0.5);
  });

  it('codes 60,000 random frames of any length to a fixed point', () => {
    fc.assert(
      fc.property(fc.int16Array({ maxLength: 64, size: 'max' }), fc.nat(8), (pcm, at) => {
        const coded = new Uint8Array(pcm.length + at);
        const once = new Int16Array(pcm.length);
        const twice = new Int16Array(pcm.length);
        encodeMulaw(pcm, coded, at);
        decodeMulaw(coded.subarray(at), once);
        const again = new Uint8Array(pcm.length);
        encodeMulaw(once, again);
        decodeMulaw(again, twice);
        expect(twice).toEqual(once);
      }),
      { numRuns: 60_000 },
    );
  });
});

describe('A-law', () => {
  it.each([
    [0, 0xd5, 8],
    [-1, 0x55, -8],
    [32767, 0xaa, 32256],
    [-32768, 0x2a, -32256],
    [1000, 0xfa, 1008],
    [16, 0xd4, 24],
  ])('codes %i', (sample, byte, decoded) => {
    const coded = new Uint8Array(1);
    const back = new Int16Array(1);
    encodeAlaw(Int16Array.of(sample), coded);
    decodeAlaw(coded, back);
    expect([coded[0], back[0]]).toEqual([byte, decoded]);
  });

  it('gives every byte back', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const pcm = new Int16Array(256);
    const again = new Uint8Array(256);
    decodeAlaw(bytes, pcm);
    encodeAlaw(pcm, again);
    expect(again).toEqual(bytes);
  });

  it('goes to mu-law and back with the noise of one more coding', () => {
    const alaw = Uint8Array.from({ length: 256 }, (_, i) => i);
    const before = new Int16Array(256);
    decodeAlaw(alaw, before);
    alawToMulaw(alaw);
    mulawToAlaw(alaw);
    const after = new Int16Array(256);
    decodeAlaw(alaw, after);
    before.forEach((sample, i) => {
      expect(Math.abs(sample - (after[i] as number))).toBeLessThanOrEqual(
        Math.max(16, Math.abs(sample) / 12),
      );
    });
  });
});
