import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mulawDecode, mulawEncode } from '../../../src/lib/g711.ts';
import type { Clock } from '../../../src/types/clock.ts';
import type { Spell } from '../playout.ts';
import { Telephone } from './line.ts';

function setUp(samples: Int16Array) {
  let now = 0;
  const clock: Clock = { now: () => now, wall: () => now, after: () => null, cancel: () => undefined };
  const spells: Spell[] = [];
  const said: number[] = [];
  let cleared = 0;
  const telephone = new Telephone({
    clock,
    sound: {
      quiet: (_from, length) => new Uint8Array(length).fill(0xff),
      speech: () => mulawEncode(samples),
    },
    said: ({ fromMs }) => void said.push(fromMs),
    watch: {
      began: (spell) => void spells.push(spell),
      cleared: () => void cleared++,
      closed: () => undefined,
    },
  });
  return { telephone, spells, said, cleared: () => cleared, at: (ms: number) => void (now = ms) };
}

describe('a caller’s telephone', () => {
  it('property: what is said at a moment is in the frames from that sample on, whole, wherever frames begin', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 4_000 }),
        fc.integer({ min: 1, max: 900 }),
        (tenths, length) => {
          const { telephone, said, at } = setUp(Int16Array.from({ length }, () => 8_031));
          const stream: number[] = [];
          const spokenAt = 1_000 + tenths / 10;
          let spoken = false;
          for (let frame = 1; frame <= 60; frame++) {
            const tick = 1_000 + frame * 20;
            if (!spoken && spokenAt < tick) {
              at(spokenAt);
              telephone.speak([], []);
              spoken = true;
            }
            at(tick);
            stream.push(...mulawDecode(telephone.callerFrame()));
          }
          const first = stream.findIndex((sample) => sample > 7_000);
          expect(first).toBe(Math.round((spokenAt - 1_000) * 8));
          expect(stream.filter((sample) => sample > 7_000)).toHaveLength(length);
          expect(said[0]).toBe(first / 8);
        },
      ),
    );
  });

  it('hears the agent from the first byte after silence to the end of what was sent, or to the cut', () => {
    const { telephone, spells, cleared, at } = setUp(new Int16Array(0));
    at(100);
    telephone.agentSent(new Uint8Array(800));
    at(150);
    telephone.agentSent(new Uint8Array(800));
    expect(spells).toEqual([{ from: 100, to: 300 }]);
    at(310);
    expect(telephone.playing).toBe(false);
    telephone.agentSent(new Uint8Array(8_000));
    at(400);
    telephone.agentCut();
    expect(spells).toEqual([
      { from: 100, to: 300 },
      { from: 310, to: 400 },
    ]);
    expect([cleared(), telephone.playing]).toEqual([1, false]);
    telephone.agentCut();
    expect(cleared()).toBe(1);
  });
});
