import { afterAll, beforeAll, expect, it } from 'vitest';
import { VadWorker } from '../../../src/services/audio/vad/vadWorker.ts';
import { stretchesOf } from '../../endpointing/stretches.ts';
import { stream } from '../draw.ts';
import { buzz } from './buzz.ts';

const worker = new VadWorker();
beforeAll(() => worker.start());
afterAll(() => worker.close());

/** What the detector may be off by, ms: its frames are 32 ms long, and it forgives the edges of a sound. */
const NEAR_MS = 80;

it('is a voice to the calls’ own detector, from its beginning to its end, and its pauses are pauses', async () => {
  const runs = [
    { from: 0, to: 400 },
    { from: 900, to: 2_500 },
  ];
  for (const seed of [1, 2, 3]) {
    const quietMs = 1_500;
    const voice = buzz(runs, stream(seed, 'sounds'));
    const line = new Int16Array(quietMs * 8 + voice.length);
    line.set(voice, quietMs * 8);
    const found = await stretchesOf(line, worker);
    expect(found).toHaveLength(runs.length);
    for (const [place, { from, to }] of runs.entries()) {
      expect(Math.abs((found[place]?.onset ?? 0) - quietMs - from)).toBeLessThan(NEAR_MS);
      expect(Math.abs((found[place]?.offset ?? 0) - quietMs - to)).toBeLessThan(NEAR_MS);
    }
  }
});
