/** Finds a text by its key and fills it in. No language of the page needs more: plurals by `Intl`, names in double braces. */

export interface Texts {
  readonly [key: string]: string | Texts;
}

export interface TextOptions {
  /** Chooses among `key_one`, `key_other` …, and stands in the text like any other value. */
  readonly count?: number;
  /** What is said where there is no such text; absent: its key. */
  readonly defaultValue?: string;
  /** The key names no namespace, and double braces in the text are the text’s own. */
  readonly raw?: boolean;
  /** A value for `{{name}}`. */
  readonly [name: string]: unknown;
}

/** Of several keys the first that has a text; `common:save` is one of another namespace. */
export type Translate = (keys: string | readonly string[], options?: TextOptions) => string;

/** `texts`: what is there of a namespace in this language. */
export function translator(
  language: string,
  namespaces: readonly string[],
  texts: (namespace: string) => Texts | undefined,
): Translate {
  const plurals = new Intl.PluralRules(language);
  return (keys, options = {}) => {
    const { count, defaultValue, raw = false } = options;
    const ends = count === undefined ? [''] : [`_${plurals.select(count)}`, '_other', ''];
    const list = typeof keys === 'string' ? [keys] : keys;
    for (const given of list) {
      const [, named, inside = ''] = (!raw && /^(\w+):(.+)$/s.exec(given)) || [];
      const key = named === undefined ? given : inside;
      for (const namespace of named === undefined ? namespaces : [named])
        for (const end of ends) {
          const found = find(texts(namespace) ?? {}, key + end);
          if (found !== undefined) return raw ? found : filled(found, options);
        }
    }
    return raw ? (defaultValue ?? '') : filled(defaultValue ?? list.at(-1) ?? '', options);
  };
}

/** Keys may hold dots of their own: every way to part them is tried. */
function find(texts: Texts, key: string): string | undefined {
  const whole = Object.hasOwn(texts, key) ? texts[key] : undefined;
  if (typeof whole === 'string') return whole;
  for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
    const head = key.slice(0, dot);
    const inside = Object.hasOwn(texts, head) ? texts[head] : undefined;
    const found = typeof inside === 'object' ? find(inside, key.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function filled(text: string, values: TextOptions): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_braces, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined || value === null ? '' : String(value);
  });
}
