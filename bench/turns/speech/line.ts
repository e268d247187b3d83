/** The line that a caller is on: how loud they are and what else is heard. */
import { dataFolder, readWav } from '../../../src/services/audio/testSupport.ts';
import type { Random } from '../../../src/types/clock.ts';
import { relative } from 'node:path';
import { callerModel, type LineKind } from '../callerModel.ts';
import { normal, pick, stream, weighted } from '../draw.ts';
import { amplitudeOf, clipped, framePowers, overG711, scaled, SAMPLES_PER_MS, STOCK_DBFS } from './levels.ts';
import type { Material } from './material.ts';

export const lineKinds = Object.keys(callerModel.lines.kinds) as readonly LineKind[];

/** A call's line; the same for its whole length. */
export function lineOf(seed: number, call: number): LineKind {
  const shares = lineKinds.map((kind) => callerModel.lines.kinds[kind].share);
  return lineKinds[weighted(stream(seed, 'line', call), shares)] ?? 'quiet';
}

/** What is heard on a line while nobody speaks, for ever. */
export class Background {
  readonly #noise: Int16Array;

  constructor(kind: LineKind, ambience: Int16Array) {
    const { levelDbfs, snrDb } = callerModel.lines.kinds[kind];
    const rms = Math.sqrt(framePowers(ambience).reduce((sum, power, _, all) => sum + power / all.length, 0));
    const random = stream(0, 'line noise', kind);
    const room = snrDb === null ? 0 : amplitudeOf(levelDbfs - snrDb) / Math.max(1, rms);
    // A line is never quite silent.
    this.#noise = ambience.map((sample) => clipped(sample * room + (random.next() - 0.5) * 24));
  }

  get ms(): number {
    return this.#noise.length / SAMPLES_PER_MS;
  }

  /** From `at` on; at its end it begins again. */
  take(at: number, ms: number): Int16Array {
    const noise = this.#noise;
    const first = Math.round(at * SAMPLES_PER_MS);
    return Int16Array.from(
      { length: Math.round(ms * SAMPLES_PER_MS) },
      (_, i) => noise[(first + i) % noise.length] ?? 0,
    );
  }
}

/** Speech as it comes over the line: at the line's level, with what else is heard, in G.711. `onto`: that other sound. */
export function overLine(
  kind: LineKind,
  onto: Int16Array,
  spoken: readonly { readonly samples: Int16Array; readonly at: number }[],
): Int16Array {
  const gain = 10 ** ((callerModel.lines.kinds[kind].levelDbfs - STOCK_DBFS) / 20);
  for (const { samples, at } of spoken) {
    const first = Math.round(at * SAMPLES_PER_MS);
    for (const [i, sample] of scaled(samples, gain).entries())
      if (first + i < onto.length) onto[first + i] = clipped((onto[first + i] ?? 0) + sample);
  }
  return overG711(onto);
}

const AMBIENCE_MS = 60_000;
const VOICES_AT_ONCE = 5;

/** A room full of people, generated: pink noise and voices over one another. */
export function generatedAmbience(materials: readonly Material[]): Int16Array {
  const random = stream(0, 'ambience');
  const length = AMBIENCE_MS * SAMPLES_PER_MS;
  const mixed = pinkNoise(length, random);
  for (let voice = 0; voice < VOICES_AT_ONCE; voice++) {
    for (let at = Math.floor(random.next() * 8_000); at < length;) {
      const { samples } = pick(random, materials);
      for (let i = 0; i < samples.length && at + i < length; i++) mixed[at + i]! += (samples[i] ?? 0) * 0.6;
      at += samples.length + Math.floor(random.next() * 8_000);
    }
  }
  const peak = mixed.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1);
  return Int16Array.from(mixed, (sample) => clipped((sample / peak) * 16_000));
}

/** Paul Kellet's filter of white noise (public domain), at about the level of what is in stock. */
function pinkNoise(length: number, random: Random): Float64Array {
  let [slow, middle, fast] = [0, 0, 0];
  const pink = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const white = normal(random);
    slow = 0.99765 * slow + white * 0.099046;
    middle = 0.963 * middle + white * 0.2965164;
    fast = 0.57 * fast + white * 1.0526913;
    pink[i] = (slow + middle + fast + white * 0.1848) * 800;
  }
  return pink;
}

/** An office and a kitchen, recorded. */
export function recordedAmbience(folder: string): Int16Array {
  const half = (AMBIENCE_MS / 2) * SAMPLES_PER_MS;
  const parts = ['noise_office.ulaw.wav', 'noise_kitchen.ulaw.wav'].map((file) =>
    readWav(relative(dataFolder, folder), 'telephony-8k', file).subarray(0, half),
  );
  const both = new Int16Array(2 * half);
  parts.forEach((part, i) => both.set(part, i * half));
  return both;
}
