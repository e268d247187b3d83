/** Speech as the calls' own detector hears it: where it begins and ends, and when that is known. Media milliseconds. */
import { NeuralVad } from '../../src/services/audio/vad/neuralVad.ts';
import type { VadWorker } from '../../src/services/audio/vad/vadWorker.ts';
import { systemClock } from '../../src/types/clock.ts';

export interface Stretch {
  readonly onset: number;
  readonly onsetKnown: number;
  readonly offset: number;
  readonly offsetKnown: number;
}

/** Frames as a carrier sends them. */
const FRAME = 160;
const QUIET_MS = 600;

/** A stretch that the recording cuts off ends with it. */
export async function stretchesOf(pcm: Int16Array, worker: VadWorker): Promise<Stretch[]> {
  const found: Stretch[] = [];
  let open: { onset: number; onsetKnown: number } | undefined;
  let nowMs = 0;
  const sink = {
    onset(onset: number) {
      open = { onset, onsetKnown: nowMs };
    },
    offset(offset: number) {
      if (open) found.push({ ...open, offset, offsetKnown: nowMs });
      open = undefined;
    },
  };
  // The bench is faster than a call: the detector is waited for, frame by frame, so that its thread's time is not in it.
  const vad = new NeuralVad(systemClock, worker, sink, { patienceMs: 60_000 });
  const padded = new Int16Array(pcm.length + QUIET_MS * 8);
  padded.set(pcm);
  for (let at = 0; at < padded.length; at += FRAME) {
    nowMs = (at + FRAME) / 8;
    vad.push(padded.subarray(at, at + FRAME), at / 8);
    while (vad.waiting > 0) await new Promise((resolve) => setImmediate(resolve));
  }
  vad.close();
  return found;
}

/**
 * Where it is last louder than 35 dB under its loudest, in the `lookBackMs` before `ms`: an acoustic end that no detector of
 * ours decided.
 */
export function loudUntil(pcm: Int16Array, ms: number, lookBackMs = 1_500): number {
  const powers: number[] = [];
  const end = Math.floor(ms / 10) * 10;
  for (let at = end; at > Math.max(0, end - lookBackMs); at -= 10) {
    let sum = 0;
    for (const sample of pcm.subarray((at - 10) * 8, at * 8)) sum += sample * sample;
    powers.push(sum);
  }
  const least = Math.max(...powers) / 10 ** 3.5;
  return end - 10 * powers.findIndex((power) => power > least);
}
