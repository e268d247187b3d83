/** How loud speech is, and where it sounds: by its samples alone, so that no detector of ours decides the truth. */
import { mulawDecode, mulawEncode } from '../../../src/lib/g711.ts';
import { loudUntil } from '../../endpointing/stretches.ts';

export const SAMPLES_PER_MS = 8;
const FULL_SCALE = 32_768;
/** Everything in stock has this level; a line makes it quieter. */
export const STOCK_DBFS = -23;

export interface Sound {
  readonly from: number;
  readonly to: number;
}

/** First and last 10 ms that are louder than 35 dB under the loudest, ms; the rule of `loudUntil`, from both sides. */
export function soundOf(pcm: Int16Array): Sound {
  const ms = pcm.length / SAMPLES_PER_MS;
  const backwards = pcm.slice(0, Math.floor(ms / 10) * 10 * SAMPLES_PER_MS).toReversed();
  const whole = backwards.length / SAMPLES_PER_MS;
  return { from: whole - loudUntil(backwards, whole, whole), to: loudUntil(pcm, ms, ms) };
}

/** Root mean square of the parts that sound, so that pauses do not make a speaker loud. */
export function activeRms(pcm: Int16Array): number {
  const powers = framePowers(pcm);
  const least = Math.max(...powers, 1) / 10 ** 2.5;
  const active = powers.filter((power) => power > least);
  return Math.sqrt(active.reduce((sum, power) => sum + power, 0) / Math.max(1, active.length));
}

/** Mean square of each 10 ms. */
export function framePowers(pcm: Int16Array): number[] {
  const size = 10 * SAMPLES_PER_MS;
  return Array.from({ length: Math.floor(pcm.length / size) }, (_, frame) => {
    let sum = 0;
    for (const sample of pcm.subarray(frame * size, (frame + 1) * size)) sum += sample * sample;
    return sum / size;
  });
}

export function amplitudeOf(dbfs: number): number {
  return FULL_SCALE * 10 ** (dbfs / 20);
}

export function scaled(pcm: Int16Array, gain: number): Int16Array {
  return pcm.map((sample) => clipped(sample * gain));
}

export function clipped(sample: number): number {
  return Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, Math.round(sample)));
}

/** As the far end of a G.711 line gets it. */
export function overG711(pcm: Int16Array): Int16Array {
  return mulawDecode(mulawEncode(pcm));
}
