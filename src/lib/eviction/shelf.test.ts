import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Held, Owner, Shelf } from './shelf.ts';

const owners = ['u', 'v', 'w'].map((workspace) => new Owner(workspace));

describe('Shelf', () => {
  it('knows the oldest of all and of some, and how heavy it is', () => {
    const step = fc.record({
      which: fc.nat(8),
      does: fc.constantFrom('move', 'take', 'resize'),
      bytes: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const all = owners.flatMap((owner) => [0, 1, 2].map((n) => new Held(`${n}`, n, owner, 5, false)));
        const shelf = new Shelf(0);
        let there: Held[] = [];
        for (const { which, does, bytes } of steps) {
          const held = all[which] as Held;
          const isThere = there.includes(held);
          if (does === 'resize') {
            if (isThere) shelf.resize(held, bytes);
            continue;
          }
          there = there.filter((other) => other !== held);
          if (does === 'move') there.push(held);
          if (does === 'move') (isThere ? shelf.renew : shelf.push).call(shelf, held);
          else if (isThere) shelf.remove(held);
        }
        expect(shelf.entries).toBe(there.length);
        expect(shelf.bytes).toBe(there.reduce((sum, { bytes }) => sum + bytes, 0));
        expect(shelf.oldest(null)).toBe(there[0] ?? null);
        for (const left of owners) {
          const givers = new Set(owners.filter((owner) => owner !== left));
          expect(shelf.oldest(givers)).toBe(there.find(({ owner }) => givers.has(owner)) ?? null);
          expect(shelf.oldest(left.alone)).toBe(there.find(({ owner }) => owner === left) ?? null);
        }
        // The owners are used again.
        for (const held of there) shelf.remove(held);
        expect(shelf.oldest(null)).toBeNull();
      }),
    );
  });
});
