import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mulawDecode, mulawEncode } from '../../../lib/g711.ts';
import { tokensFile } from './moonshineTokens.ts';
import { speechPieces } from './pieces.ts';
import { betweenQuietEnds } from './quietEnds.ts';
import { QuietGate } from './quietGate.ts';
import { wavFormat } from './wav.ts';

const tone = (length: number, hertz: number, rate: number) =>
  Int16Array.from({ length }, (_, i) => Math.round(10_000 * Math.sin((2 * Math.PI * hertz * i) / rate)));

describe('mu-law', () => {
  it('agrees with known points of G.711', () => {
    expect([...mulawEncode(Int16Array.of(0, 32_767, -32_768, 1_000, -1_000))]).toEqual([
      0xff, 0x80, 0x00, 0xce, 0x4e,
    ]);
    expect([...mulawDecode(Uint8Array.of(0xff, 0x80, 0x00, 0x7f))]).toEqual([0, 32_124, -32_124, 0]);
  });

  it('gives every byte back, but for the second zero', () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const back = mulawEncode(mulawDecode(all));
    expect([...back].filter((byte, i) => byte !== i)).toEqual([0xff]);
  });
});

describe('quiet ends', () => {
  const silence = (ms: number) => new Int16Array(ms * 8);
  const join3 = (a: Int16Array, b: Int16Array, c: Int16Array) => Int16Array.from([...a, ...b, ...c]);

  it('are found, with some of them kept', () => {
    const pcm = join3(silence(1_000), tone(4_000, 300, 8000), silence(2_000));
    expect(betweenQuietEnds(pcm, 8000)).toEqual([6_400, 13_600]);
    expect(betweenQuietEnds(silence(500), 8000)).toEqual([0, 0]);
  });

  it('are cut while streaming, whatever the pieces', () => {
    const pcm = join3(silence(300), tone(1_600, 300, 8000), silence(400));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 12 }), (cuts) => {
        const out: number[] = [];
        const gate = new QuietGate(160, 64, (piece) => out.push(...piece));
        let at = 0;
        for (const cut of [...cuts, pcm.length]) {
          gate.push(pcm.subarray(at, at + cut));
          at = Math.min(pcm.length, at + cut);
        }
        gate.end();
        expect(out.length).toBeGreaterThanOrEqual(1_590);
        expect(out.length).toBeLessThanOrEqual(1_600 + 320);
        expect(out.filter((it) => Math.abs(it) > 64)).toEqual([...pcm].filter((it) => Math.abs(it) > 64));
      }),
    );
  });
});

/** Where the samples begin; 0 while that is not known, or when it is no WAV. */
function offsetIn(file: Buffer): number {
  try {
    return wavFormat(file)?.dataOffset ?? 0;
  } catch (error) {
    if (error instanceof Error && error.message.includes('WAV')) return 0;
    throw error;
  }
}

it('reads any bytes as WAV or not at all', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, headed) => {
      const riff = Buffer.from('RIFF....WAVE', 'latin1');
      const file = headed ? Buffer.concat([riff, bytes]) : Buffer.from(bytes);
      expect(offsetIn(file)).toBeLessThanOrEqual(file.length);
    }),
    { numRuns: 5_000 },
  );
});

it('cuts text into pieces without losing any', () => {
  expect(speechPieces('We are open. Do come in.')).toEqual(['We are open.', 'Do come in.']);
  expect(speechPieces('Hello. I am here.')).toEqual(['Hello. I am here.']);
  expect(speechPieces('Dr. Lee is in at 3.30 p.m. today.')).toEqual(['Dr. Lee is in at 3.30 p.m. today.']);
  expect(speechPieces(`Thank you for calling, ${'we will be with you soon '.repeat(3)}`)[0]).toBe(
    'Thank you for calling,',
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const plain = (it: string) => it.replace(/[^\p{L}\p{N}]/gu, '');
      expect(plain(speechPieces(text).join(' '))).toBe(plain(text));
    }),
  );
});

it('writes the token table once, and again when it is damaged', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weaver-tokens-'));
  const path = tokensFile(join(folder, 'deep'));
  const whole = readFileSync(path, 'utf8');
  expect(whole.trimEnd().split('\n')).toHaveLength(32_768);
  const { mtimeMs } = statSync(path);
  tokensFile(join(folder, 'deep'));
  expect(statSync(path).mtimeMs).toBe(mtimeMs);
  writeFileSync(path, whole.slice(0, 1_000));
  tokensFile(join(folder, 'deep'));
  expect(readFileSync(path, 'utf8')).toBe(whole);
  rmSync(folder, { recursive: true });
});
