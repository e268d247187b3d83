import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeSlug, slugOf } from './slug.ts';

describe('addresses of flows', () => {
  it('are made from names', () => {
    expect(slugOf('Harbour Family Clinic')).toBe('harbour-family-clinic');
    expect(slugOf('Café Zürich!')).toBe('cafe-zu-rich');
    expect(slugOf('海港診所')).toBe('');
  });

  it('are taken by the server, whatever the name, and by nobody else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (name, others) => {
        const first = freeSlug(slugOf(name), others);
        const second = freeSlug(slugOf(name), [...others, first]);
        for (const slug of [first, second]) expect(slug).toMatch(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/);
        expect(second).not.toBe(first);
      }),
    );
  });
});
