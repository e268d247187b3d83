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

/** Of docs/terms.md: what a language does not say. */
function refused(column: number): string[] {
  const rows = readFileSync(join(folder, '../../docs/terms.md'), 'utf8').matchAll(
    /^\| (?!English|-)(.+) \|$/gm,
  );
  return [...rows]
    .flatMap(([, row = '']) => (row.split('|')[column] ?? '').trim().split('、'))
    .filter(Boolean);
}

const everyText = (language: string) =>
  files.flatMap((file) =>
    [...textsOf(language, file)].map(([key, text]) => [`${file} ${key}`, text] as const),
  );

describe.each([
  ['zh-HK', 3],
  ['zh-CN', 4],
] as const)('%s', (language, column) => {
  it('says one word for one thing (docs/terms.md)', () => {
    const words = refused(column);
    expect(words.length).toBeGreaterThan(30);
    const found = everyText(language).flatMap(([key, text]) =>
      words.filter((word) => text.includes(word)).map((word) => `${key}: ${word}`),
    );
    expect(found).toEqual([]);
  });

  it('has full-width punctuation', () => {
    const half = /[\p{Script=Han}）」”][,:;?!(]|[,;:?!)](?=\p{Script=Han})|\([^()]*\p{Script=Han}|……/u;
    expect(everyText(language).filter(([, text]) => half.test(text))).toEqual([]);
  });
});

it('zh-CN is written in simplified characters, zh-HK in traditional ones', () => {
  // What is written alike is no witness.
  const witness = /[設這個來電說話為時與還過對錄聲線檔點]/;
  expect(everyText('zh-CN').filter(([, text]) => witness.test(text))).toEqual([]);
  expect(
    everyText('zh-HK').filter(([, text]) => /[设这个来电说话为时与还过对录声线档点]/.test(text)),
  ).toEqual([]);
});
