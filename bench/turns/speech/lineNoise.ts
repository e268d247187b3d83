/** Noise of a call's line that the detector takes for a voice, as often as it did in a minute of that line. */
import type { Clock } from '../../../src/types/clock.ts';
import { stream } from '../draw.ts';
import { SAMPLES_PER_MS } from './levels.ts';
import type { Detected } from './features.ts';
import { lineOf } from './line.ts';
import type { Stock } from './stock.ts';

export interface LineNoiseOptions {
  readonly clock: Clock;
  readonly caller: { lineNoise(detected: Detected): void; readonly over: boolean };
  readonly stock: Stock;
  readonly seed: number;
  readonly call: number;
}

const LEAST_MS = 1;

export function lineNoise({ clock, caller, stock, seed, call }: LineNoiseOptions): void {
  const triggers = stock.triggers[lineOf(seed, call)];
  if (triggers.length === 0) return;
  const minute = stock.ambience.length / SAMPLES_PER_MS;
  const began = clock.now() - stream(seed, 'line noise', call).next() * minute;
  const next = (): void => {
    if (caller.over) return;
    const at = (clock.now() - began) % minute;
    // Not the one that has just come: sums of times are a little off.
    const wait = ({ onset }: Detected) => (onset - at > LEAST_MS ? onset - at : onset - at + minute);
    const trigger = triggers.reduce((first, other) => (wait(other) < wait(first) ? other : first));
    const { onset, onsetKnown, lastsKnown, offset, offsetKnown } = trigger;
    clock.after(wait(trigger), () => {
      caller.lineNoise({
        onset: 0,
        onsetKnown: onsetKnown - onset,
        lastsKnown: lastsKnown === null ? null : lastsKnown - onset,
        offset: offset - onset,
        offsetKnown: offsetKnown - onset,
      });
      next();
    });
  };
  next();
}
