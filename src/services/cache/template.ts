/** An answer without its caller: the values that are theirs become slots, and come back from whoever asks next. */
import type { CacheSlot } from '../../types/cache.ts';
import { isHan } from './words.ts';

export interface Delexicalised {
  readonly template: string;
  /** Variables whose values were found. */
  readonly slots: readonly string[];
}

/** Values shorter than this are found only between other characters than letters and digits. */
const OPEN = '{{';

export function delexicalise(text: string, slots: readonly CacheSlot[]): Delexicalised {
  const plain = text.includes(OPEN) ? text.replaceAll(OPEN, '{ {') : text;
  const forms: { name: string; expression: string; text: string }[] = [];
  for (const { name, forms: own } of slots)
    for (const { expression, text: value } of own)
      if (value.trim() !== '' && mayHold(text, value)) forms.push({ name, expression, text: value });
  if (forms.length === 0) return { template: plain, slots: [] };
  // The longest first: "Siu Ming Chan" before "Chan".
  forms.sort((a, b) => b.text.length - a.text.length);
  let pieces: (string | { expression: string })[] = [plain];
  const found = new Set<string>();
  for (const { name, expression, text: value } of forms) {
    const at = finder(value);
    pieces = pieces.flatMap((piece) => {
      if (typeof piece !== 'string') return [piece];
      const parts: (string | { expression: string })[] = [];
      let from = 0;
      for (const match of piece.matchAll(at)) {
        parts.push(piece.slice(from, match.index), { expression });
        from = match.index + match[0].length;
        found.add(name);
      }
      return from === 0 ? [piece] : [...parts, piece.slice(from)];
    });
  }
  const template = pieces
    .map((piece) => (typeof piece === 'string' ? piece : `{{ ${piece.expression} }}`))
    .join('');
  return { template, slots: [...found].sort() };
}

const BEYOND_ASCII = /[^\p{ASCII}]/u;
const NOT_LETTERS = /^[^\p{L}]*$/u;

/**
 * False where the value cannot stand in the text: most do not, and an expression made for each of them would be the dearest
 * part of a look-up. Only where case is plain enough to compare without one: within ASCII, and for what has no case.
 */
function mayHold(text: string, value: string): boolean {
  const [head = ''] = value.trim().split(/\s/, 1);
  if (isHan(head[0] ?? '') || NOT_LETTERS.test(head)) return text.includes(head[0] ?? '');
  return (
    BEYOND_ASCII.test(text) || BEYOND_ASCII.test(head) || text.toLowerCase().includes(head.toLowerCase())
  );
}

/** As a whole word where it begins or ends with a letter or digit; Chinese has no words to end. */
function finder(value: string): RegExp {
  const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  const edge = (character: string | undefined) =>
    character !== undefined && /[\p{L}\p{N}]/u.test(character) && !/\p{Script=Han}/u.test(character);
  const before = edge(value[0]) ? '(?<![\\p{L}\\p{N}])' : '';
  const after = edge(value.at(-1)) ? '(?![\\p{L}\\p{N}])' : '';
  return new RegExp(before + escaped + after, 'giu');
}

/** The text for this caller; null: a value is missing. */
export function fill(template: string, slots: readonly CacheSlot[]): string | null {
  let missing = false;
  const text = template.replace(/\{\{ (.*?) \}\}/g, (_, expression: string) => {
    for (const { forms } of slots)
      for (const form of forms)
        if (form.expression === expression && form.text.trim() !== '') return form.text;
    missing = true;
    return '';
  });
  return missing ? null : text;
}

/** What is left of a template without its slots. */
export function literalOf(template: string): string {
  return template.replace(/\{\{ .*? \}\}/g, ' ');
}
