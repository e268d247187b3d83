import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../types/clock.ts';
import { DtmfDetector } from './dtmf.ts';
import { dtmfTones } from './dtmfTones.ts';
import { decodeMulaw, encodeMulaw } from './mulaw.ts';
import { dataFolder, hasData, manifest, readWav } from './testSupport.ts';

function keysIn(pcm: Int16Array, piece = 160): string {
  let keys = '';
  const detector = new DtmfDetector((digit) => (keys += digit));
  for (let at = 0; at < pcm.length; at += piece) detector.push(pcm.subarray(at, at + piece), at / 8);
  return keys;
}

function throughMulaw(pcm: Int16Array): Int16Array {
  const coded = new Uint8Array(pcm.length);
  encodeMulaw(pcm, coded);
  const out = new Int16Array(pcm.length);
  decodeMulaw(coded, out);
  return out;
}

describe('DtmfDetector', () => {
  it('hears every key once, over mu-law, and a key pressed twice twice', () => {
    expect(keysIn(throughMulaw(dtmfTones('1234567890*#ABCD1155')))).toBe('1234567890*#ABCD1155');
  });

  it('hears any row of keys in any chunks, from 50 ms of tone and 40 ms of pause on', () => {
    const keys = fc.stringMatching(/^[0-9*#]{1,8}$/);
    const options = fc.record({
      toneMs: fc.integer({ min: 55, max: 200 }),
      pauseMs: fc.integer({ min: 45, max: 200 }),
      amplitude: fc.integer({ min: 800, max: 15_000 }),
    });
    fc.assert(
      fc.property(keys, options, fc.integer({ min: 1, max: 400 }), (row, tones, piece) => {
        expect(keysIn(throughMulaw(dtmfTones(row, tones)), piece)).toBe(row);
      }),
      { numRuns: 150 },
    );
  });

  it('hears keys in noise of 15 dB below them, and none in a tone too short', () => {
    const random = seededRandom(3);
    const pcm = dtmfTones('159#', { toneMs: 100, pauseMs: 80, amplitude: 8_000 });
    for (let i = 0; i < pcm.length; i++) pcm[i] = (pcm[i] as number) + (random.next() - 0.5) * 4_900;
    expect(keysIn(pcm)).toBe('159#');
    expect(keysIn(dtmfTones('5', { toneMs: 20, pauseMs: 100, amplitude: 8_000 }))).toBe('');
  });

  it('ignores a single tone, and two tones far apart in level', () => {
    const single = Int16Array.from(
      { length: 4_000 },
      (_, i) => 9_000 * Math.sin((2 * Math.PI * 770 * i) / 8_000),
    );
    expect(keysIn(single)).toBe('');
    const twisted = single.map((s, i) => s + 900 * Math.sin((2 * Math.PI * 1336 * i) / 8_000));
    expect(keysIn(twisted)).toBe('');
  });

  it.skipIf(!hasData)('hears the recorded keys', () => {
    for (const file of readdirSync(join(dataFolder, 'dtmf')).filter((name) => name.endsWith('.wav'))) {
      const name = file.slice(5, -4);
      expect(keysIn(readWav('dtmf', file))).toBe({ pound: '#', star: '*' }[name] ?? name);
    }
  });

  it.skipIf(!hasData)('takes no speech or noise for a key', () => {
    let seconds = 0;
    let keys = '';
    for (const { file } of manifest()) {
      const pcm = readWav('telephony-8k', file);
      seconds += pcm.length / 8_000;
      keys += keysIn(pcm, 1_600);
    }
    expect(seconds).toBeGreaterThan(1_200);
    expect(keys).toBe('');
  });
});
