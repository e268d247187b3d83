/** A voice without words: pulses through three resonances, one vowel a syllable. The calls' own detector takes it for a voice. */
import type { Random } from '../../../src/types/clock.ts';
import { normal, pick, uniform } from '../draw.ts';

const RATE = 8_000;
const SYLLABLE_MS = 190;
/** First three formants of five vowels, Hz (Peterson and Barney 1952, men). */
const vowels = [
  [730, 1_090, 2_440],
  [530, 1_840, 2_480],
  [270, 2_290, 3_010],
  [570, 840, 2_410],
  [300, 870, 2_240],
] as const;
const widths = [80, 100, 140] as const;
const PEAK = 9_000;

interface Run {
  readonly from: number;
  readonly to: number;
}

/** A voice in each run, silence between them; as long as the last run. */
export function buzz(runs: readonly Run[], random: Random): Int16Array {
  const out = new Int16Array(Math.round((Math.max(0, ...runs.map(({ to }) => to)) / 1_000) * RATE));
  for (const { from, to } of runs) {
    const at = Math.round((from / 1_000) * RATE);
    out.set(stretch(Math.min(out.length - at, Math.round(((to - from) / 1_000) * RATE)), random), at);
  }
  return out;
}

/** A burst of breath. */
export function cough(ms: number, random: Random): Int16Array {
  const length = Math.round((ms / 1_000) * RATE);
  return Int16Array.from({ length }, (_, at) => 4_000 * normal(random) * Math.exp((-3 * at) / length));
}

function stretch(length: number, random: Random): Int16Array {
  const sound = new Float64Array(length);
  const pitch = uniform(random, 105, 135);
  const syllable = Math.round((SYLLABLE_MS / 1_000) * RATE);
  let phase = 0;
  let filters = vowel(random);
  let loudest = 1;
  for (let at = 0; at < length; at++) {
    if (at % syllable === 0 && at > 0) filters = vowel(random);
    phase += (pitch * (1 + 0.08 * Math.sin(at / 2_600))) / RATE;
    const pulse = phase >= 1 ? 1 : 0;
    phase %= 1;
    const breath = 0.02 * (random.next() - 0.5);
    // Softer between syllables, never silent; no click at either end.
    const swell = 0.45 + 0.55 * Math.sin((Math.PI * (at % syllable)) / syllable);
    const edge = Math.min(1, at / 80, (length - at) / 80);
    const value = filters.reduce((sum, filter) => sum + filter(pulse + breath), 0) * swell * edge;
    sound[at] = value;
    loudest = Math.max(loudest, Math.abs(value));
  }
  return Int16Array.from(sound, (value) => (value / loudest) * PEAK);
}

function vowel(random: Random): ((input: number) => number)[] {
  return pick(random, vowels).map((hertz, place) => resonance(hertz, widths[place] ?? 100));
}

/** Two poles. */
function resonance(hertz: number, width: number): (input: number) => number {
  const radius = Math.exp((-Math.PI * width) / RATE);
  const [a, b] = [2 * radius * Math.cos((2 * Math.PI * hertz) / RATE), -radius * radius];
  let [one, two] = [0, 0];
  return (input) => {
    const out = input + a * one + b * two;
    two = one;
    one = out;
    return out;
  };
}
