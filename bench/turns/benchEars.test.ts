import { describe, expect, it } from 'vitest';
import { defaultVadOptions } from '../../src/services/audio/index.ts';
import { constantLatency } from '../../src/services/providers/index.ts';
import { expectation } from '../../src/types/expectation.ts';
import { defaultPatience } from '../../src/types/expectation.ts';
import { BenchEars } from './benchEars.ts';
import { runsOf } from './caller.ts';
import { callerModel } from './callerModel.ts';
import { stream } from './draw.ts';
import type { Token } from './plan.ts';
import { VirtualClock } from './virtualClock.ts';

const free = expectation.parse({ kind: 'free', language: 'en-US', patience: defaultPatience.free });

/** Words of 300 ms each; a number is a pause. */
function said(...parts: readonly (string | number)[]): Token[] {
  let at = 0;
  return parts.flatMap((part) => {
    if (typeof part === 'number') {
      at += part;
      return [];
    }
    const from = at;
    at += 300;
    return [{ text: part, mistaken: null, untilFinal: false, from, to: at }];
  });
}

function setUp() {
  const clock = new VirtualClock();
  const events: { type: string; at: number; value: string | number }[] = [];
  const told = (type: string) => (value: string | number) =>
    void events.push({ type, at: clock.now(), value });
  const sink = {
    speechStart: told('start'),
    speechLasts: () => undefined,
    speechEnd: told('end'),
    partial: told('partial'),
    final: told('final'),
  };
  const ears = new BenchEars({ clock, sink, finalAfter: constantLatency(50), random: stream(1, 'ears') });
  const run = () => clock.run(() => false);
  return { clock, events, ears, run, of: (type: string) => events.filter((event) => event.type === type) };
}

describe('BenchEars', () => {
  it('tells of an end after the hangover, and of the final after the recogniser’s time', async () => {
    const { ears, of, run } = setUp();
    ears.expect(free);
    const tokens = said('hello', 'there');
    ears.speak(tokens, runsOf(tokens));
    await run();
    const [start] = of('start');
    const [end] = of('end');
    expect(start?.value).toBe(0);
    expect(start?.at).toBeGreaterThanOrEqual(defaultVadOptions.minSpeechMs);
    expect(end?.value).toBeGreaterThanOrEqual(600);
    expect(end?.value).toBeLessThanOrEqual(600 + callerModel.detector.frameMs);
    expect(end?.at).toBeCloseTo(Number(end?.value) + defaultVadOptions.hangoverMs, 6);
    expect(of('final')).toEqual([{ type: 'final', at: end!.at + 50, value: 'Hello there.' }]);
    expect(of('partial').at(-1)?.value).toBe('hello there');
  });

  it('hears one stretch where the silence is shorter than the hangover', async () => {
    const { ears, of, run } = setUp();
    ears.expect(free);
    const tokens = said('one', 100, 'two', 500, 'three');
    ears.speak(tokens, runsOf(tokens));
    await run();
    expect(of('start')).toHaveLength(2);
    expect(of('final').map(({ value }) => value)).toEqual(['One two.', 'One two three.']);
  });

  it('tells what a detector has reported when it did, and hears a word whose end came after its reported one', async () => {
    const { ears, of, run } = setUp();
    ears.expect(free);
    const tokens = said('hello', 'thanks');
    const detected = [{ onset: 111, onsetKnown: 180, lastsKnown: 320, offset: 430, offsetKnown: 600 }];
    ears.speak(tokens, runsOf(tokens), { detected });
    await run();
    expect(of('start')).toEqual([{ type: 'start', at: 180, value: 111 }]);
    expect(of('end')).toEqual([{ type: 'end', at: 600, value: 430 }]);
    expect(of('final').map(({ value }) => value)).toEqual(['Hello thanks.']);
  });

  it('keeps the words of a new turn apart from those before it', async () => {
    const { clock, ears, of, run } = setUp();
    ears.expect(free);
    const tokens = said('first', 800, 'second');
    ears.speak(tokens, runsOf(tokens));
    clock.after(900, () => ears.expect(free));
    await run();
    expect(of('final').map(({ value }) => value)).toEqual(['First.', 'Second.']);
  });

  it('has no words while nothing is expected, and a cough has none either', async () => {
    const { ears, of, run } = setUp();
    const tokens = said('hello');
    ears.speak(tokens, runsOf(tokens));
    await run();
    expect(of('final')).toEqual([]);
    expect(of('start')).toHaveLength(1);
    ears.expect(free);
    // Later than the pre-roll.
    ears.speak([], [{ from: 400, to: 520 }]);
    await run();
    expect(of('final').map(({ value }) => value)).toEqual(['']);
  });
});
