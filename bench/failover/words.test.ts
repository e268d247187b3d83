import { describe, expect, it } from 'vitest';
import { wordErrors } from './words.ts';

const EXPECTED = 'You said red apple 12. What else?';

describe('what a caller heard', () => {
  it('is right when every word came once', () => {
    expect(wordErrors(EXPECTED, EXPECTED)).toEqual({ lost: 0, repeated: 0 });
  });

  it('misses what was lost and counts what came twice', () => {
    expect(wordErrors(EXPECTED, 'You said apple 12. What else?')).toEqual({ lost: 1, repeated: 0 });
    expect(wordErrors(EXPECTED, 'You said red apple apple 12. What else?')).toEqual({ lost: 0, repeated: 1 });
    expect(wordErrors(EXPECTED, '')).toEqual({ lost: 7, repeated: 0 });
    expect(wordErrors(EXPECTED, `${EXPECTED} ${EXPECTED}`)).toEqual({ lost: 0, repeated: 7 });
  });

  it('forgives the space at a seam and a word that is begun again, and nothing more', () => {
    expect(wordErrors(EXPECTED, 'You saidred apple 12. What else?')).toEqual({ lost: 0, repeated: 0 });
    expect(wordErrors(EXPECTED, 'You said red apapple 12. What else?')).toEqual({ lost: 0, repeated: 0 });
    expect(wordErrors(EXPECTED, 'You said red ap 12. What else?')).toEqual({ lost: 1, repeated: 1 });
  });
});
