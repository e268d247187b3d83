/**
 * Writes what the Cantonese reader ships: `words.json`, to-jyutping's word list with the first reading of each entry, and
 * `learned.json`, weights learned from HKCanCor. Run by hand after an update of either, with the data beside the project:
 *
 *     WEAVER_DATA=../shared/data node scripts/language/trainCantonese.ts [--check]
 *
 * `--check` writes nothing and prints accuracy on sentences, and on conversations, that were left out.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Features } from '../../src/services/language/cantonese/reading/features.ts';
import { MORE_WORDS } from '../../src/services/language/cantonese/reading/moreWords.ts';
import { Model } from '../../src/services/language/cantonese/reading/model.ts';
import { numberOf, readWithoutModel } from '../../src/services/language/cantonese/reading/steps.ts';
import { isTranscript } from '../../src/services/language/cantonese/reading/style.ts';
import { charactersOf } from '../../src/services/language/cantonese/reading/text.ts';
import { Trie } from '../../src/services/language/cantonese/reading/trie.ts';
import { learn, type Example } from './learnReadings.ts';
import { firstReadings } from './wordList.ts';

const folder = path.resolve(import.meta.dirname, '../../src/services/language/cantonese/reading');
const data = process.env['WEAVER_DATA'] ?? path.resolve(import.meta.dirname, '../../../shared/data');

interface Row {
  readonly text: string;
  readonly file: string;
  readonly syll: readonly (readonly [at: number, character: string, reading: string])[];
}

const words = firstReadings(readFileSync(createRequire(import.meta.url).resolve('to-jyutping'), 'utf8'));
const trie = new Trie(words, MORE_WORDS);
const rows = readFileSync(path.join(data, 'language/hkcancor.dev.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);
const examples = new Map(rows.map((row) => [row, examplesOf(row)]));

/** 懶音: these speakers said l for n and dropped ng; a voice should not. */
function isLazy(a: string, b: string): boolean {
  const fold = (syllable: string) =>
    syllable
      .replace(/^n(?!g)/, 'l')
      .replace(/^ng(?=[aeiou])/, '')
      .replace(/^([gk])w/, '$1');
  return fold(a) === fold(b);
}

function examplesOf(row: Row): Example[] {
  const { symbols, spelt } = charactersOf(row.text);
  const { readings, words } = readWithoutModel(symbols, trie);
  const features = new Features(symbols);
  const transcript = isTranscript(spelt);
  return row.syll.map(([i, , gold]) => {
    const base = readings[i] ?? null;
    const word = words[i] ?? null;
    return {
      character: symbols[i] ?? 0,
      word:
        word === null ? null : String.fromCodePoint(...symbols.subarray(word.from, word.from + word.length)),
      base,
      gold: base !== null && isLazy(base, gold) ? base : gold,
      said: gold,
      features: features.at(i, numberOf(base), word),
      group: row.file,
      transcript,
    };
  });
}

/** HKCanCor writes 哩 for 呢 ni1 and 噉 for 咁 gam2, so its 呢 and 咁 tell nothing of others': left to the rules. */
const UNLIKE_OTHERS = new Set(Array.from('呢咁', (character) => character.codePointAt(0)));

function learnFrom(these: readonly Row[]): string[] {
  return learn(
    these.flatMap((row) => examples.get(row) ?? []).filter(({ character }) => !UNLIKE_OTHERS.has(character)),
  );
}

function check(model: Model, these: readonly Row[]): string {
  let [count, exact, tone] = [0, 0, 0];
  for (const example of these.flatMap((row) => examples.get(row) ?? [])) {
    const { character, base, word, features, said } = example;
    const reading =
      example.transcript && model.has(character)
        ? model.read(character, base, word !== null, features)
        : base;
    count++;
    if (reading === said) exact++;
    if (reading?.at(-1) === said.at(-1)) tone++;
  }
  return `${count} syllables, exact ${((exact / count) * 100).toFixed(2)}, tone ${((tone / count) * 100).toFixed(2)}`;
}

const FOLDS = 3;
function foldOf(key: string): number {
  return (createHash('sha256').update(key).digest()[5] ?? 0) % FOLDS;
}

if (process.argv.includes('--check')) {
  for (const key of ['text', 'file'] as const)
    for (let fold = 0; fold < FOLDS; fold++) {
      const out = rows.filter((row) => foldOf(row[key]) === fold);
      const model = new Model(learnFrom(rows.filter((row) => foldOf(row[key]) !== fold)), trie);
      console.log(`left out by ${key}: ${check(model, out)}`);
    }
} else {
  write('words.json', {
    source: 'to-jyutping 3.1.1, of rime-cantonese: the first reading of each entry',
    licence: 'BSD-2-Clause (to-jyutping), CC BY 4.0 (rime-cantonese)',
    words,
  });
  write('learned.json', {
    source: 'learned from HKCanCor (Luke & Wong 2015) by scripts/language/trainCantonese.ts; see model.ts',
    licence: 'CC BY 4.0',
    characters: learnFrom(rows),
  });
}

function write(name: string, content: object): void {
  writeFileSync(path.join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
}
