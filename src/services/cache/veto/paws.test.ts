/** PAWS-X: Chinese sentences of the same words and another meaning. Read through WEAVER_DATA; skipped where it is not. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { vetoes } from './index.ts';

const file = join(resolve(process.env['WEAVER_DATA'] ?? '../shared/data'), 'dialogue/pawsx_zh.dev.jsonl.gz');

interface Pair {
  readonly a: string;
  readonly b: string;
  readonly label: 0 | 1;
}

function bigrams(text: string): Map<string, number> {
  const characters = [...text.replace(/[\s\p{P}]/gu, '')];
  const counts = new Map<string, number>();
  characters.forEach((character, i) => {
    const gram = character + (characters[i + 1] ?? '');
    if (i + 1 < characters.length) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  });
  return counts;
}

function cosine(a: string, b: string): number {
  const [left, right] = [bigrams(a), bigrams(b)];
  const square = (counts: Map<string, number>) => [...counts.values()].reduce((sum, n) => sum + n * n, 0);
  let dot = 0;
  for (const [gram, n] of left) dot += n * (right.get(gram) ?? 0);
  return dot / Math.sqrt(square(left) * square(right) || 1);
}

const present = existsSync(file);

describe.skipIf(!present)(`PAWS-X zh${present ? '' : ` (skipped: no ${file})`}`, () => {
  const pairs = present
    ? gunzipSync(readFileSync(file))
        .toString('utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Pair)
    : [];
  /** Some pairs fell together in translation: one text has one meaning. */
  const told = pairs.filter(({ a, b, label }) => label === 0 && a !== b);
  const vetoed = ({ a, b }: Pair) => vetoes(a, b, 'zh-CN').length > 0;
  const share = (some: readonly Pair[]) => some.filter(vetoed).length / some.length;

  it('tells apart what only looks alike', () => {
    const alike = told.filter(({ a, b }) => cosine(a, b) >= 0.85);
    expect(alike.length).toBeGreaterThan(100);
    expect(share(told)).toBeGreaterThanOrEqual(0.99);
    expect(share(alike)).toBeGreaterThanOrEqual(0.95);
  });

  it('lets some paraphrases of encyclopaedic prose through', () => {
    expect(share(pairs.filter(({ label }) => label === 1))).toBeLessThan(0.95);
  });
});
