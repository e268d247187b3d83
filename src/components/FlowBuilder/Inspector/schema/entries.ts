/** Entries of lists: a new one, one moved, and what one is called while it is closed. */
import { least } from '../../document/spec.ts';
import type { FieldSchema } from './kinds.ts';
import { isObject } from './paths.ts';

/** With an id of its own, where entries have ids: outcomes go by them. */
export function newEntry(items: FieldSchema, list: string, entries: readonly unknown[]): unknown {
  const made = least(items, list);
  if (!isObject(made) || !('id' in made)) return made;
  const taken = new Set(entries.map((entry) => (isObject(entry) ? entry['id'] : undefined)));
  const base = list === 'statuses' ? 'status' : list.replace(/s$/, '');
  let i = entries.length + 1;
  while (taken.has(`${base}-${i}`)) i++;
  return { ...made, id: `${base}-${i}` };
}

export function moved<T>(entries: readonly T[], from: number, to: number): T[] {
  const next = entries.slice();
  const [entry] = next.splice(from, 1);
  if (entry !== undefined) next.splice(to, 0, entry);
  return next;
}

/** What an entry is called: its name, else its first text. */
export function summaryOf(
  entry: unknown,
  languages: readonly string[],
  valueName: (setting: string, value: unknown) => string,
): string {
  if (!isObject(entry)) return '';
  const named = ['label', 'name', 'variable', 'id', 'language'].map((name) => entry[name]);
  const name = named.find((one): one is string => typeof one === 'string' && one.trim() !== '');
  const kind = typeof entry['kind'] === 'string' ? ` · ${valueName('kind', entry['kind'])}` : '';
  if (name !== undefined) return `${name}${kind}`;
  const texts = Object.values(entry).map((value) => firstText(value, languages));
  return texts.find((text) => text !== '')?.slice(0, 80) ?? '';
}

function firstText(value: unknown, languages: readonly string[]): string {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return typeof value[0] === 'string' ? value[0] : '';
  if (!isObject(value)) return '';
  const key = [...languages, ...Object.keys(value)].find((tag) => value[tag] !== undefined);
  return key === undefined || isObject(value[key]) ? '' : firstText(value[key], languages);
}
