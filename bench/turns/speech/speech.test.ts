import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultNeuralVadOptions } from '../../../src/services/audio/vad/neuralVad.ts';
import type { Subject } from '../callerModel.ts';
import { stream } from '../draw.ts';
import { planTurn, type PlannedTurn } from '../plan.ts';
import { decide, FRAME_MS } from './features.ts';
import { hasHumanSpeech } from './human.ts';
import { soundOf } from './levels.ts';
import { lineKinds, lineOf } from './line.ts';
import { runsOf } from './runs.ts';
import { Speaker } from './spoken.ts';
import { openStock } from './stock.ts';

const SIZE = 12;
const subjects: readonly Subject[] = [
  'yes-no',
  'choice',
  'digits',
  'date-time',
  'phone',
  'question',
  'story',
];

function plans(count: number): PlannedTurn[] {
  return Array.from({ length: count }, (_, i) => {
    const subject = subjects[i % subjects.length] ?? 'story';
    return planTurn(subject, i % 3 === 0 ? 'zh-HK' : 'en-US', 'harsh', stream(11, 'plan', i));
  });
}

// A stock of a dozen stretches takes seconds to make, once.
describe('a speaker with the embedded voices', { timeout: 180_000 }, () => {
  let speaker: Speaker;
  beforeAll(async () => {
    speaker = await Speaker.open({ voices: 'embedded', size: SIZE });
  }, 180_000);
  afterAll(() => speaker.close());

  it('says a planned turn: its words in order, in as many stretches, its end where the sound ends', () => {
    for (const [i, plan] of plans(40).entries()) {
      const { tokens, durationMs, placed } = speaker.arranged(plan, i);
      expect(tokens.map(({ text }) => text)).toEqual(plan.tokens.map(({ text }) => text));
      expect(placed).toHaveLength(runsOf(plan.tokens).length);
      expect(tokens.at(-1)?.to).toBeCloseTo(durationMs, 6);
      for (const [at, { from, to }] of tokens.entries()) {
        expect(to).toBeGreaterThan(from);
        expect(from).toBeGreaterThan((tokens[at - 1]?.to ?? 0) - 1e-6);
      }
      const last = speaker.samples({ ...speaker.arranged(plan, i) });
      expect(Math.abs(soundOf(last).to - durationMs)).toBeLessThanOrEqual(40);
    }
  });

  it('pauses for as long as was planned, to half a frame of the detector', () => {
    for (const [i, plan] of plans(40).entries()) {
      const { placed } = speaker.arranged(plan, i);
      const planned = runsOf(plan.tokens);
      for (let at = 1; at < placed.length; at++) {
        const [before, after] = [placed[at - 1]!, placed[at]!];
        const silence = after.at + after.stretch.from - before.at - before.stretch.to;
        const pause = planned[at]![0]!.from - planned[at - 1]!.at(-1)!.to;
        expect(Math.abs(silence - pause)).toBeLessThanOrEqual(FRAME_MS / 2 + 1e-6);
      }
    }
  });

  it('is heard, put together, as the detector hears the whole of it', async () => {
    const apart: number[] = [];
    let alike = 0;
    const turns = plans(14);
    for (const [i, plan] of turns.entries()) {
      const [arranged, whole] = [speaker.arranged(plan, i), await speaker.spoken(plan, i)];
      expect(whole.tokens).toEqual(arranged.tokens);
      if (whole.detected.length !== arranged.detected.length) continue;
      alike++;
      for (const [at, { offset }] of arranged.detected.entries())
        apart.push(Math.abs(offset - whole.detected[at]!.offset));
    }
    expect(alike / turns.length).toBeGreaterThan(0.8);
    expect(apart.toSorted((a, b) => a - b)[Math.floor(apart.length / 2)]).toBeLessThanOrEqual(FRAME_MS);
  });

  it('is the same for one seed, from a stock that is the same however often it is made', async () => {
    const [plan] = plans(1);
    expect(speaker.arranged(plan!, 4, 'room')).toEqual(speaker.arranged(plan!, 4, 'room'));
    const folder = mkdtempSync(join(tmpdir(), 'weaver-stock-'));
    try {
      const again = await openStock({ voices: 'embedded', size: SIZE, file: join(folder, 'again.bin') });
      expect(again.hash).toBe(speaker.stock.hash);
      expect(await openStock({ voices: 'embedded', size: SIZE, file: join(folder, 'again.bin') })).toEqual(
        again,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the lines of callers', () => {
  it('are as many of each kind as is declared, and one for each call', () => {
    const kinds = Array.from({ length: 3_000 }, (_, call) => lineOf(2, call));
    for (const kind of lineKinds) expect(kinds).toContain(kind);
    expect(kinds.filter((kind) => kind === 'quiet').length / kinds.length).toBeCloseTo(0.7, 1);
    expect(lineOf(2, 77)).toBe(kinds[77]);
  });
});

describe('edges from opinions', () => {
  const { hangoverMs } = defaultNeuralVadOptions;

  it('are known when the carrier’s frame is there, in order, and silences shorter than the hangover are none', () => {
    const opinion = fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(opinion, { maxLength: 120 }),
        fc.integer({ min: -31, max: 0 }),
        fc.integer({ min: 0, max: 19 }),
        (opinions, gridMs, carrierMs) => {
          const found = decide(opinions, gridMs, carrierMs);
          for (const [i, { onset, onsetKnown, offset, offsetKnown }] of found.entries()) {
            expect(onsetKnown).toBeGreaterThan(onset);
            expect(offsetKnown).toBeGreaterThanOrEqual(offset + hangoverMs);
            expect(offsetKnown).toBeGreaterThan(onsetKnown);
            for (const known of [onsetKnown, offsetKnown]) expect((known - carrierMs) % 20).toBeCloseTo(0, 9);
            const next = found[i + 1];
            if (next) expect(next.onset - offset).toBeGreaterThanOrEqual(hangoverMs);
          }
        },
      ),
    );
  });
});

describe('recordings of people', () => {
  it.runIf(!hasHumanSpeech())('are missed with a line that says so', async () => {
    await expect(Speaker.open({ voices: 'human' })).rejects.toMatchObject({ code: 'CLI_OPTION_INVALID' });
  });

  it('are missed where the folder has none', async () => {
    await expect(Speaker.open({ voices: 'human', data: import.meta.dirname })).rejects.toMatchObject({
      code: 'CLI_OPTION_INVALID',
    });
  });
});
