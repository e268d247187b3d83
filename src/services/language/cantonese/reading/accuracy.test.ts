/** Half of three corpora, read through WEAVER_DATA; skipped where it is not. The other halves are kept apart. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCantonese } from './readCantonese.ts';

const folder = path.resolve(process.env['WEAVER_DATA'] ?? '../shared/data', 'language');
const absent = !existsSync(folder);

interface Row {
  readonly text: string;
  readonly syll: readonly (readonly [at: number, character: string, reading: string])[];
}

function accuracy(name: string): { exact: number; tone: number } {
  let [count, exact, tone] = [0, 0, 0];
  for (const line of readFileSync(path.join(folder, `${name}.dev.jsonl`), 'utf8')
    .trim()
    .split('\n')) {
    const { text, syll } = JSON.parse(line) as Row;
    const read = new Map(readCantonese(text).map(({ at, reading }) => [at, reading]));
    let at = 0;
    const offsets = Array.from(text, ({ length }) => (at += length) - length);
    for (const [i, , gold] of syll) {
      const reading = read.get(offsets[i] ?? -1);
      count++;
      if (reading === gold) exact++;
      if (reading?.at(-1) === gold.at(-1)) tone++;
    }
  }
  return { exact: (exact / count) * 100, tone: (tone / count) * 100 };
}

describe.skipIf(absent)(`accuracy${absent ? ` (skipped: no ${folder})` : ''}`, () => {
  it.each([
    ['hkcancor', 97, 98],
    ['wordshk', 97.4, 98.2],
    ['cantomap', 90, 95.14],
  ])('%s: exact %d, tone %d at least', (name, exact, tone) => {
    const reached = accuracy(name);
    expect(reached.exact).toBeGreaterThanOrEqual(exact);
    expect(reached.tone).toBeGreaterThanOrEqual(tone);
  });
});
