import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Features, feature, TEMPLATES } from './features.ts';
import { Model, NO_READING, signOf } from './model.ts';
import { numberOf } from './steps.ts';
import { charactersOf } from './text.ts';
import { Trie } from './trie.ts';

const trie = new Trie('', [['先喇', 'sin1 laa3']]);
const weights = (...values: number[]) => values.map(signOf).join('');
const code = (character: string) => character.codePointAt(0) ?? 0;

function read(model: Model, text: string, i: number, base: string | null): string | null {
  const { symbols } = charactersOf(text);
  return model.read(symbols[i] ?? 0, base, false, new Features(symbols).at(i, numberOf(base), null));
}

describe('Model', () => {
  const model = new Model(
    [
      ['喇 laa3 laa1', `<係${weights(-1.5, 1.5)}`, `>。${weights(0, 0.6)}`].join('\t'),
      [`\uE000 ${NO_READING} gaa1`, `b${NO_READING}${weights(-2, 2)}`].join('\t'),
    ],
    trie,
  );

  it('departs from the reading so far when the evidence is more than its start', () => {
    expect(read(model, '係喇', 1, 'laa3')).toBe('laa1');
    expect(read(model, '走喇。', 1, 'laa3')).toBe('laa3');
    expect(read(model, '係喇。', 1, 'laa1')).toBe('laa1');
  });

  it('leaves readings alone that were not learned, and fills in where there is none', () => {
    expect(read(model, '係喇', 1, 'naa4')).toBe('naa4');
    expect(read(model, '\uE000', 0, null)).toBe('gaa1');
  });

  it('knows words by their place in the list', () => {
    const inWord = new Model([['喇 laa3 laa1', `w先喇${weights(-3, 3)}`].join('\t')], trie);
    const value = trie.longest([...'先喇'].map(code), 0, 2).value;
    const features = [feature(TEMPLATES.indexOf('w'), value)];
    expect(inWord.read(code('喇'), 'laa3', true, features)).toBe('laa1');
    expect(inWord.read(code('喇'), 'laa3', true, [])).toBe('laa3');
  });

  it('keeps weights to half a step, within its range', () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (weight) => {
        const learned = new Model([['喇 laa3 laa1', `<係${signOf(0)}${signOf(weight)}`].join('\t')], trie);
        const expected = Math.round(weight / 0.15) * 0.15 > 2 ? 'laa1' : 'laa3';
        expect(read(learned, '係喇', 1, 'laa3')).toBe(expected);
      }),
    );
  });
});
