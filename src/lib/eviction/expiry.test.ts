import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/support/manualClock.ts';
import { Expiry } from './expiry.ts';

describe('Expiry', () => {
  it('gives keys when their time has come, once', () => {
    const clock = new ManualClock();
    const expiry = new Expiry(clock);
    const start = clock.wall();
    expiry.set('late', start + 200);
    expiry.set('soon', start + 100);
    expiry.set('never', null);
    expect([expiry.expired(), expiry.size, expiry.nextMs]).toEqual([[], 2, start + 100]);
    clock.advance(100);
    expect(expiry.expired()).toEqual(['soon']);
    expect(expiry.expired()).toEqual([]);
    clock.advance(1_000);
    expect([expiry.expired(), expiry.size, expiry.nextMs]).toEqual([['late'], 0, undefined]);
  });

  it('a use moves the end', () => {
    const clock = new ManualClock();
    const expiry = new Expiry(clock);
    expiry.set('key', clock.wall() + 100);
    expiry.set('key', clock.wall() + 300);
    clock.advance(200);
    expect(expiry.expired()).toEqual([]);
    expiry.set('key', null);
    clock.advance(200);
    expect([expiry.expired(), expiry.size]).toEqual([[], 0]);
  });

  it('gives what a list that is looked through would give, in order', () => {
    const key = fc.constantFrom(...'abcdefghij');
    const step = fc.oneof(
      fc.record({ key, inMs: fc.option(fc.nat(100)) }),
      fc.record({ remove: key }),
      fc.record({ pass: fc.nat(60), limit: fc.constantFrom(1, 3, Infinity) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100, size: 'max' }), (steps) => {
        const clock = new ManualClock();
        const expiry = new Expiry(clock);
        const ends = new Map<string, number>();
        for (const each of steps) {
          if ('key' in each) {
            const atMs = each.inMs === null ? null : clock.wall() + each.inMs;
            expiry.set(each.key, atMs);
            if (atMs === null) ends.delete(each.key);
            else ends.set(each.key, atMs);
          } else if ('remove' in each) expect(expiry.remove(each.remove)).toBe(ends.delete(each.remove));
          else {
            clock.advance(each.pass);
            const due = [...ends.values()].filter((atMs) => atMs <= clock.wall()).toSorted((a, b) => a - b);
            const gone = expiry.expired(each.limit);
            expect(gone.map((name) => ends.get(name))).toEqual(due.slice(0, each.limit));
            for (const name of gone) ends.delete(name);
          }
          expect(expiry.size).toBe(ends.size);
        }
      }),
    );
  });
});
