/**
 * Writes `mandarin/data/readings.txt` and `words.txt` from pinyin-pro's dictionaries (MIT): the readings of each character and the
 * words that are read otherwise than their characters say. Its own reader takes 7 to 14 µs a character; these tables a tenth.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { numbered } from '../../src/services/language/mandarin/pinyin.ts';

export const mandarinData = join(import.meta.dirname, '../../src/services/language/mandarin/data');

/** Its data has no public door; the version is pinned, and the files are read here only, when the tables are made. */
async function dictionary(name: string): Promise<Record<string, unknown>> {
  return (await import(`pinyin-pro/dist/esm/data/${name}.mjs`)) as Record<string, unknown>;
}

const FIRST_HAN = 0x2e80;
const LAST_HAN = 0x33479;

export async function readingLines(): Promise<string[]> {
  const { default: table } = await dictionary('dict1');
  const { get } = table as { get(character: string): string | undefined };
  const characters = new Map<string, string>();
  for (let code = FIRST_HAN; code <= LAST_HAN; code++) {
    const character = String.fromCodePoint(code);
    const readings = get.call(table, character);
    if (readings === undefined || readings === '') continue;
    const key = readings.split(' ').map(numbered).join(' ');
    characters.set(key, (characters.get(key) ?? '') + character);
  }
  return [...characters].map(([readings, written]) => `${readings}\t${written}`).sort();
}

/** 一 and 不 by their own tone: what becomes of it is the business of sandhi. */
const OWN_TONE: Readonly<Record<string, string>> = { 一: 'yi1', 不: 'bu4' };

export async function wordLines(): Promise<string[]> {
  const words = new Map<string, string>();
  for (const name of ['dict2', 'dict3', 'dict4', 'dict5'])
    for (const [word, spelt] of Object.entries(
      (await dictionary(name))['default'] as Record<string, string>,
    )) {
      const syllables = spelt.trim().split(/\s+/u).map(numbered);
      if (syllables.length !== [...word].length) continue;
      words.set(word, [...word].map((character, i) => OWN_TONE[character] ?? syllables[i]).join(' '));
    }
  return [...words].map(([word, spelt]) => `${word}\t${spelt}`).sort();
}

export async function writeLexicon(): Promise<void> {
  const source =
    '# From pinyin-pro 3.29.4, MIT License, Copyright (c) 2022-present zh-lx. Written by scripts/language.';
  writeFileSync(join(mandarinData, 'readings.txt'), `${[source, ...(await readingLines())].join('\n')}\n`);
  writeFileSync(join(mandarinData, 'words.txt'), `${[source, ...(await wordLines())].join('\n')}\n`);
}
