import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { search } from './search.ts';

const types = [
  { name: 'Collect', aliases: ['collect'], text: 'Asks for values one by one, and confirms them.' },
  { name: 'Keypad menu', aliases: ['menu'], text: 'Keys or words.' },
  { name: 'Sub-flow', aliases: ['subflow'], text: 'Runs another flow as one node of this one.' },
  { name: '子流程', aliases: ['subflow', 'Sub-flow'], text: '' },
  { name: 'Flexible group', aliases: ['group'], text: 'A frame for steps in any order; no sub-flow.' },
];
const found = (query: string) => search(query, types).map(({ name }) => name);

describe('a palette', () => {
  it('bug: three letters of a name found another node first, whose text had them somewhere', () => {
    expect(found('sub')).toEqual(['Sub-flow', '子流程', 'Flexible group']);
  });

  it('knows a word in the middle, Chinese, full-width letters, and several words in any order', () => {
    expect(found('menu')).toEqual(['Keypad menu']);
    expect(found('流程')).toEqual(['子流程']);
    expect(found('ＭＥＮＵ')).toEqual(['Keypad menu']);
    expect(found('one collect')).toEqual(['Collect']);
    expect(found('collect nothing')).toEqual([]);
  });

  it('shows everything as it is before anything is typed, and never what does not have every word', () => {
    expect(search('  ', types)).toEqual(types);
    fc.assert(
      fc.property(fc.string(), (query) => {
        const words = query.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
        for (const { name, aliases, text } of search(query, types))
          for (const word of words) expect([name, ...aliases, text].join('\n').toLowerCase()).toContain(word);
      }),
    );
  });
});
