/** Syllables in classes, so that two which no merger joins are told apart by one look. */
import type { Reading } from '../sound.ts';
import { mergers } from './cost.ts';

const numbers = new Map<string, number>();

/** Words of other scripts are near each other letter by letter: all of them are of class 0. */
export const WORDS = 0;

export function classOf(
  kind: string,
  reading: Reading | null,
  initial: string,
  final: string,
  text: string,
): number {
  if (reading === null || kind === 'word') return WORDS;
  const name =
    kind === 'figure'
      ? `figure ${text}`
      : `${reading} ${leader(reading, 'initials', initial)} ${leader(reading, 'finals', final)}`;
  const known = numbers.get(name);
  if (known !== undefined) return known;
  // Figures are without end; those that do not fit share one class, which costs time and nothing else.
  if (numbers.size >= MAX_CLASSES) return OTHERS;
  numbers.set(name, numbers.size + 2);
  return numbers.size + 1;
}

const MAX_CLASSES = 20_000;
const OTHERS = 1;

const leaders = new Map<string, ReadonlyMap<string, string>>();

/** One of all that are merged with it, directly or by way of others. */
function leader(reading: Reading, part: 'initials' | 'finals', sound: string): string {
  const key = `${reading} ${part}`;
  let known = leaders.get(key);
  if (known === undefined) {
    known = joined(mergers(reading)[part]);
    leaders.set(key, known);
  }
  return known.get(sound) ?? sound;
}

function joined(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  const root = (sound: string): string => {
    const next = out.get(sound) ?? sound;
    return next === sound ? sound : root(next);
  };
  for (const [a, b] of pairs) out.set(root(a), root(b));
  return new Map([...new Set(pairs.flat())].map((sound) => [sound, root(sound)]));
}
