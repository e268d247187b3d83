/** Texts with `{{ expression }}` in them. */
import type { WeaverError } from '../../types/errors/index.ts';
import type { JsonValue } from '../../types/json.ts';
import { parseExpression, type Expression, type Scope } from './expression.ts';

export interface Template {
  readonly parts: readonly (string | Expression)[];
  readonly names: readonly string[];
  /** Whether there is nothing to fill in. */
  readonly plain: boolean;
}

const MAX_CACHED = 2_000;
const cache = new Map<string, Template>();
const secretPlaceholder = /^secret\.[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/**
 * `{{secret.NAME}}` stays as it is: the runtime puts the secret in, so that it never reaches the flow's state.
 * @throws WeaverError FLOW_EXPRESSION_*
 */
export function parseTemplate(text: string): Template {
  const known = cache.get(text);
  if (known) return known;
  const made = makeTemplate(text);
  if (cache.size >= MAX_CACHED) {
    const oldest = cache.keys().next();
    if (!oldest.done) cache.delete(oldest.value);
  }
  cache.set(text, made);
  return made;
}

function makeTemplate(text: string): Template {
  const parts: (string | Expression)[] = [];
  let from = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', from)) {
    const close = text.indexOf('}}', open);
    if (close < 0) break;
    if (open > from) parts.push(text.slice(from, open));
    const source = text.slice(open + 2, close).trim();
    parts.push(secretPlaceholder.test(source) ? `{{${source}}}` : parseExpression(source));
    from = close + 2;
  }
  if (from < text.length) parts.push(text.slice(from));
  const names = new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : part.names)));
  return { parts, names: [...names], plain: parts.every((part) => typeof part === 'string') };
}

/** Fills a template in; a part that fails is left empty and reported. */
export function render(
  template: Template,
  scope: Scope,
  failed: (error: WeaverError) => void,
  encode: (value: string) => string = (value) => value,
): string {
  let text = '';
  for (const part of template.parts) {
    if (typeof part === 'string') text += part;
    else {
      const result = attempt(part, scope, failed);
      text += encode(toText(result));
    }
  }
  return text;
}

function attempt(part: Expression, scope: Scope, failed: (error: WeaverError) => void): JsonValue {
  try {
    return part.evaluate(scope);
  } catch (error) {
    failed(error as WeaverError); // evaluate throws nothing else
    return null;
  }
}

/** A value as it is read out: lists with commas, nothing for null. */
export function toText(value: JsonValue): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(toText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
