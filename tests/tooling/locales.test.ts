/** The page's texts: every language has every text, with the same values in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../src/locales');
const languages = readdirSync(folder);
const files = readdirSync(join(folder, 'en'));

function textsOf(language: string, file: string): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string') texts.set(path, value);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) walk(inner, path === '' ? name : `${path}.${name}`);
  };
  walk(JSON.parse(readFileSync(join(folder, language, file), 'utf8')), '');
  return texts;
}

/** English tells one from many; Chinese does not. */
const singular = /_one$/;
const valuesIn = (text: string) => [...new Set(text.match(/\{\{\s*\w+/g))].sort();

describe.each(languages.filter((language) => language !== 'en'))('%s', (language) => {
  it.each(files)('%s has the texts of English', (file) => {
    const [english, own] = [textsOf('en', file), textsOf(language, file)];
    const names = (texts: Map<string, string>) =>
      [...texts.keys()].filter((name) => !singular.test(name)).sort();
    expect(names(own)).toEqual(names(english));
    for (const [name, text] of own) {
      expect(text.trim(), name).not.toBe('');
      const same = english.get(name);
      if (same !== undefined) expect(valuesIn(text), name).toEqual(valuesIn(same));
    }
  });

  it('has no file that English has not', () => {
    expect(readdirSync(join(folder, language)).sort()).toEqual([...files].sort());
  });
});
