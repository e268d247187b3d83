/**
 * What stands before an answer, from the most telling to the least: the words with more or less of what went before, then
 * what went before without the words (the pattern layer: a Markov model of variable order). Each is a key of `Counts`.
 */
export interface Circumstances {
  /** Where the answer holds at all (`scopeKey`). */
  readonly scope: string;
  /** What the call is about so far: the names of what is known, say. Never values of a caller. */
  readonly state: string;
  /** What the agent did before, newest last: its acts, and the outcomes by which nodes were left. */
  readonly trail: readonly string[];
  /** The normalised words, or their sound. */
  readonly key: string;
}

/** Places per turn. The first five hold the words. */
export const PLACES = 10;
export const WORD_PLACES = 5;
/** Words right after the agent's last act: the place of the exact layer and of an entry. */
export const EXACT_PLACE = 3;

const JOIN = '\u001f';

export function placesOf({ scope, state, trail, key }: Circumstances): readonly string[] {
  const [last = '', second = '', third = ''] = [trail.at(-1), trail.at(-2), trail.at(-3)];
  const done = [...new Set(trail)].sort().join('\u001e');
  const place = (kind: string, ...parts: readonly string[]) => [kind, scope, ...parts].join(JOIN);
  return [
    place('a', state, done, last, key),
    place('b', state, second, last, key),
    place('c', state, last, key),
    exactPlace(scope, last, key),
    place('e', key),
    place('f', state, done, last),
    place('g', state, third, second, last),
    place('h', state, second, last),
    place('i', state, last),
    place('j', last),
  ];
}

export function exactPlace(scope: string, last: string, key: string): string {
  return ['x', scope, last, key].join(JOIN);
}
