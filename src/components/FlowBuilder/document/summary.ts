/** What a card says about its node in two lines: the first words among its settings. */
import type { FlowNode } from '../../../types/flow.ts';
import { shownNames } from '../Inspector/schema/shown.ts';
import type { NodeSpec } from './spec.ts';

const LONGEST = 160;
/** Of what callers may say, the first few. */
const PHRASES = 4;
const language = /^(default|[a-z]{2,3}(-[A-Za-z]{2,4})*(-[0-9]{3})?)$/;

/** '' when nothing is written yet. `languages`: the flow's, first first. */
export function summaryOf(
  node: Pick<FlowNode, 'data'>,
  spec: NodeSpec | undefined,
  languages: readonly string[],
): string {
  // What belongs to another choice is kept, and says nothing.
  const order = spec?.schema.properties ? shownNames(spec.schema, node.data) : Object.keys(node.data);
  for (const name of order) {
    if (name === 'hangUp' || isChoice(spec, name)) continue;
    const words = wordsOf(node.data[name], languages);
    if (words !== '') return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
  }
  return '';
}

/** A setting with a few fixed values says nothing by itself. */
function isChoice(spec: NodeSpec | undefined, name: string): boolean {
  const schema = spec?.schema.properties?.[name];
  return schema?.enum !== undefined || name === 'timezone' || name === 'id';
}

function wordsOf(value: unknown, languages: readonly string[]): string {
  // A single character is a key of the telephone.
  if (typeof value === 'string') return value.trim().length > 1 ? value.trim() : '';
  if (Array.isArray(value))
    return value
      .map((entry) => entryWords(entry, languages))
      .filter((words) => words !== '')
      .join(' · ');
  if (typeof value !== 'object' || value === null) return '';
  const texts = value as Record<string, unknown>;
  const keys = Object.keys(texts);
  if (keys.length === 0 || !keys.every((key) => language.test(key))) return '';
  const key = languages.find((tag) => tag in texts) ?? keys[0] ?? '';
  const text = texts[key];
  if (Array.isArray(text)) return text.slice(0, PHRASES).join(', ');
  return typeof text === 'string' ? text.trim() : '';
}

/** Of an entry of a list: what it is called, else the first text in it. */
function entryWords(entry: unknown, languages: readonly string[]): string {
  if (typeof entry === 'string') return entry;
  if (typeof entry !== 'object' || entry === null) return '';
  const settings = entry as Record<string, unknown>;
  const texts = ['label', 'when', 'variable', 'name', 'language', 'id'].map((name) => settings[name]);
  const own = texts.find((text) => typeof text === 'string' && text !== '');
  return typeof own === 'string' ? own : wordsOf(Object.values(settings)[0], languages);
}
