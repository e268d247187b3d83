import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { twMerge } from 'tailwind-merge';
import { describe, expect, it } from 'vitest';
import { cn } from './cn.ts';

const folder = join(import.meta.dirname, '..');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx') && !file.includes('.test.'))
  .map((file) => readFileSync(join(folder, file), 'utf8'));
/** All words of the sources that tailwind-merge takes for a class of Tailwind: it keeps one of two that are the same. */
const classes = [...new Set(sources.flatMap((text) => [...text.matchAll(/['"]([^'"\n]+)['"]/g)]))]
  .flatMap(([, words = '']) => words.split(' '))
  .filter(
    (word) => /^[a-z[\]&*:_>.#\d()/%,=-]+$/.test(word) && twMerge(`${word} p-0 ${word}`) === `p-0 ${word}`,
  );
const known = [...new Set(classes)];

describe('class names', () => {
  it('lets the later of two win', () => {
    expect(cn('w-full border bg-card', 'w-auto', false, { 'border-dashed': true })).toBe(
      'border bg-card w-auto border-dashed',
    );
  });

  it('agrees with tailwind-merge’s whole table on every pair of classes that the sources use', () => {
    expect(known.length).toBeGreaterThan(300);
    const differing = known.flatMap((first) =>
      known
        .filter((second) => second !== first) // of two that are the same either may stay
        .map((second) => `${first} ${second}`)
        .filter((pair) => cn(pair) !== twMerge(pair)),
    );
    expect(differing, 'a group of classes is missing in the table of cn.ts').toEqual([]);
  });
});
