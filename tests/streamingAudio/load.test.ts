import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Ears } from '../../src/services/audio/ears.ts';
import { encodeMulaw } from '../../src/services/audio/mulaw.ts';
import { hasData, LaggingClock, manifest, readWav } from '../../src/services/audio/testSupport.ts';
import type { NeuralVad } from '../../src/services/audio/vad/neuralVad.ts';
import { sharedWheel } from '../../src/services/audio/wheel.ts';
import { closeAudio, warmAudio } from '../../src/services/streamingAudioProcessor.ts';
import { ListeningRecogniser, question } from './audioCall.ts';

beforeAll(() => warmAudio());
afterAll(() => closeAudio());

const FRAME = 160;
/** The caller's words, which take 5.9 s with their pauses, again and again. */
const CALL_MS = 36_000;

/** One call on a machine whose event loop lags as the script says. */
async function hear(lighterUnderLoad: boolean, lagAt: (ms: number) => number) {
  const clock = new LaggingClock();
  const recogniser = new ListeningRecogniser();
  const log: string[] = [];
  const levels: number[] = [];
  const rows: { level: number; lighter: boolean; asked: number }[] = [];
  const ears = new Ears(
    {
      clock,
      recogniser,
      language: 'en-US',
      vad: 'neural',
      noiseReduction: 'off',
      detectDtmf: false,
      reorder: false,
      lighterUnderLoad,
      trouble: (code) => log.push(code),
    },
    {
      speechStart: () => log.push('start'),
      speechEnd: () => log.push('end'),
      partial: () => undefined,
      final: () => log.push('final'),
      key: () => undefined,
      stalled: () => undefined,
      failed: () => log.push('failed'),
    },
  );
  const vad = ears.vad as NeuralVad;
  const wheel = sharedWheel(clock);
  const tick = (nowMs: number) => ears.tick(nowMs);
  wheel.add(tick);
  wheel.load.onChange(({ level }) => levels.push(level));
  ears.expect(question);
  const clip = manifest().find(({ source }) => source === 'speech-to-intent')!;
  const words = readWav('telephony-8k', clip.file);
  const frame = new Uint8Array(FRAME);
  for (let i = 0; i < CALL_MS / 20; i++) {
    clock.lagMs = lagAt(i * 20);
    clock.advance(20);
    const at = (i % Math.floor(words.length / FRAME)) * FRAME;
    encodeMulaw(words.subarray(at, at + FRAME), frame);
    ears.audio(frame, i * 20);
    // Real answers of the real thread, within the same moment of virtual time.
    while (vad.waiting > 0) await new Promise((resolve) => setImmediate(resolve));
    rows.push({ level: wheel.load.level, lighter: ears.lighter, asked: vad.counts.asked });
  }
  wheel.remove(tick);
  ears.close();
  return { log, levels, rows, recogniser };
}

describe.skipIf(!hasData)('a call on an overloaded machine', () => {
  /** Overloaded from the fifth second to the tenth. */
  const script = (ms: number) => (ms >= 5_000 && ms < 10_000 ? 25 : 0);

  it('changes its detector and comes back, and the caller is heard all the same', async () => {
    const plain = await hear(true, () => 0);
    const heard = await hear(true, script);
    expect(plain.levels).toEqual([]);
    expect(heard.levels).toEqual([1, 2, 1, 0]);
    // The level is read when a frame of the detector is whole: 32 ms.
    const gate = heard.rows.filter(({ level }) => level === 2).slice(2);
    expect(gate.length * 20).toBeGreaterThan(10_000);
    expect(gate.every(({ lighter }) => lighter)).toBe(true);
    expect(gate.at(-1)!.asked).toBe(gate[0]!.asked);
    expect(heard.rows.at(-1)!.asked).toBeGreaterThan(gate[0]!.asked);
    expect(heard.rows.at(-1)!.lighter).toBe(false);
    // As many words, begun and ended in the same order, and no trouble of the call's own.
    expect(plain.log.filter((line) => line === 'end').length).toBeGreaterThanOrEqual(5);
    expect(heard.log).toEqual(plain.log);
    expect(heard.recogniser.log).toEqual(plain.recogniser.log);
    const share = heard.recogniser.heard.length / plain.recogniser.heard.length;
    expect(Math.abs(1 - share)).toBeLessThan(0.02);
  }, 60_000);

  it('keeps its detector where the workflow says so', async () => {
    const { levels, rows } = await hear(false, script);
    expect(levels).toEqual([1, 2, 1, 0]);
    expect(rows.some(({ lighter }) => lighter)).toBe(false);
    const overloaded = rows.filter(({ level }) => level === 2);
    expect(overloaded.at(-1)!.asked).toBeGreaterThan(overloaded[2]!.asked);
  }, 60_000);
});
