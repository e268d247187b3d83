import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changed, filterNames, filtersOf, requestOf, searchOf } from './filters.ts';

describe('filters of the call list', () => {
  it('are the same after a way through the address (property)', () => {
    const filters = fc.dictionary(fc.constantFrom(...filterNames), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(filters, (some) => {
        expect(filtersOf(searchOf(some))).toEqual({ ...some });
      }),
    );
  });

  it('leave out what is no filter, and what was emptied', () => {
    expect(filtersOf('?end=failed&x=1&language=')).toEqual({ end: 'failed' });
    expect(changed({ end: 'failed', errors: 'true' }, 'end', '')).toEqual({ errors: 'true' });
  });

  it('ask for whole days of the reader', () => {
    const params = new URLSearchParams(requestOf({ from: '2026-11-26', to: '2026-11-26' }));
    const hours = Date.parse(params.get('to') ?? '') - Date.parse(params.get('from') ?? '');
    expect(hours).toBe(24 * 3_600_000);
    expect(requestOf({ number: ' +852 2123' })).toBe('number=%2B8522123');
  });
});
