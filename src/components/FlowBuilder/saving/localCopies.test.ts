// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { testDocument } from '../testing/specs.ts';
import { keepCopy, unsavedCopy } from './localCopies.ts';

const copy = () => ({ document: testDocument(), base: testDocument(), etag: 'd1' });

describe('what is unsaved in this browser', () => {
  beforeEach(() => localStorage.clear());

  it('comes back to its own tab', () => {
    keepCopy('flow', copy(), 'one');
    expect(unsavedCopy('flow', 'one')?.etag).toBe('d1');
    keepCopy('flow', null, 'one');
    expect(unsavedCopy('flow', 'one')).toBeNull();
  });

  it('is not taken from a tab that may be alive', () => {
    keepCopy('flow', copy(), 'one');
    expect(unsavedCopy('flow', 'two')).toBeNull();
  });

  it('is taken over from a tab that is gone, once', () => {
    keepCopy('flow', copy(), 'one');
    const later = Date.now() + 120_000;
    expect(unsavedCopy('flow', 'two', later)?.etag).toBe('d1');
    expect(unsavedCopy('flow', 'three', Date.now() + 1_000)).toBeNull();
    expect(unsavedCopy('flow', 'two')?.etag).toBe('d1');
  });

  it('is of one flow', () => {
    keepCopy('flow', copy(), 'one');
    expect(unsavedCopy('other', 'one')).toBeNull();
  });

  it('is nothing when somebody wrote something else there', () => {
    localStorage.setItem('weaver.unsaved.flow.one', '{"document":');
    expect(unsavedCopy('flow', 'one')).toBeNull();
    localStorage.setItem('weaver.unsaved.flow.one', '{"document":{}}');
    expect(unsavedCopy('flow', 'one')).toBeNull();
  });
});
