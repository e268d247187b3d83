/** Whose evidence an answer rests on: told apart by hashes, so that one caller's answer is never another's. */
import type { CacheQuestion } from '../../types/cache.ts';
import { shortHash } from './hash.ts';

/** Callers, and values of each of their variables, that must differ before an answer counts as everybody's. */
export const DIFFERENT_CALLERS = 3;

/** As it is written down with an observation: `caller|name=value,name=value`, all of it hashed. */
export function evidenceOf(caller: string, { slots }: Pick<CacheQuestion, 'slots'>): string {
  const values = slots
    .filter(({ personal }) => personal)
    .map(({ name, forms }) => `${shortHash(name)}=${shortHash(forms[0]?.text ?? '')}`)
    .sort();
  return `${shortHash(caller)}|${values.join(',')}`;
}

interface Evidence {
  readonly caller: string;
  readonly values: ReadonlyMap<string, string>;
}

const memo = new Map<string, Evidence>();
const REMEMBERED = 20_000;

function read(text: string): Evidence {
  const known = memo.get(text);
  if (known) return known;
  const [caller = '', rest = ''] = text.split('|');
  const pairs = rest === '' ? [] : rest.split(',').map((pair) => pair.split('=') as [string, string]);
  const evidence = { caller, values: new Map(pairs) };
  if (memo.size >= REMEMBERED) memo.clear();
  memo.set(text, evidence);
  return evidence;
}

/**
 * Whether an answer that was given on this evidence may be given to somebody else (`asker` in the same form; absent: to
 * anybody). It may when of nobody who got it anything was known, or when enough callers got it of whom nothing was known; else
 * when enough other callers got it, and of each thing that was known of them there were as many different values.
 */
export function isEverybodys(evidence: Iterable<string>, asker?: string): boolean {
  const all = [...evidence].map(read);
  if (all.every(({ values }) => values.size === 0)) return all.length > 0;
  const own = asker === undefined ? null : read(asker);
  const others = all.filter(({ caller }) => caller !== own?.caller);
  const known = others.filter(({ values }) => values.size > 0);
  if (distinct(others.filter(({ values }) => values.size === 0)) >= DIFFERENT_CALLERS) return true;
  if (distinct(known) < DIFFERENT_CALLERS) return false;
  const names = new Set(known.flatMap(({ values }) => [...values.keys()]));
  return [...names].every((name) => {
    const values = new Set(known.flatMap(({ values: of }) => of.get(name) ?? []));
    return values.size >= DIFFERENT_CALLERS;
  });
}

function distinct(evidence: readonly Evidence[]): number {
  return new Set(evidence.map(({ caller }) => caller)).size;
}
