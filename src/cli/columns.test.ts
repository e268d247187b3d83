import { expect, it } from 'vitest';
import { padded, widthOf } from './columns.ts';

it.each([
  ['abc', 3],
  ['廣東話（香港）', 14],
  ['한국어', 6],
  ['čeština', 7],
  ['c\u030cas', 3], // a letter and its mark
  ['🇭🇰', 2],
  ['a\u200e', 1],
  ['', 0],
])('%s is %i wide', (text, width) => expect(widthOf(text)).toBe(width));

it('puts cells one under the other', () => {
  expect(padded([['a', '廣', 'x'], ['bbb', 'c', 'y'], ['d']])).toEqual(['a    廣  x', 'bbb  c   y', 'd']);
});
