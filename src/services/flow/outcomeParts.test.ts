import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomesFrom } from '../../types/outcomes.ts';
import { nodeTypes } from './nodes/index.ts';
import { nodeSpecs } from './specs.ts';

const spec = (type: string) => nodeSpecs().find((one) => one.type === type)!;
const entry = fc.record({
  id: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
  label: fc.string({ maxLength: 8 }),
});

describe('outcomes as data', () => {
  it('says where the outcomes of a menu come from', () => {
    expect(spec('menu').outcomeParts).toEqual([
      { each: 'options', labels: ['label'] },
      { id: 'no-input', label: 'Said nothing' },
      { id: 'no-match', label: 'Not understood' },
    ]);
  });

  it('names a rule by its condition when it has no label', () => {
    const { outcomeParts } = spec('branch');
    const rules = [{ id: 'a', label: '', when: 'age > 60' }];
    expect(outcomesFrom(outcomeParts, { rules })).toEqual([
      { id: 'a', label: 'age > 60' },
      { id: 'else', label: 'Else' },
    ]);
  });

  it('knows an outcome that depends on a choice', () => {
    const { outcomeParts, defaults } = spec('global');
    const given = defaults as Record<string, unknown>;
    expect(outcomesFrom(outcomeParts, {}, given)).toHaveLength(1);
    // oxlint-disable-next-line unicorn/no-thenable -- a setting's name in plain JSON, never awaited
    const stays = { then: 'stay' };
    expect(outcomesFrom(outcomeParts, stays, given)).toEqual([]);
  });

  it.each([...nodeTypes.keys()])('%s: a new node has the outcomes that the type says', (type) => {
    const { outcomeParts, outcomes, defaults } = spec(type);
    const data = defaults as Record<string, unknown>;
    if (Object.keys(data).length === 0) return;
    expect(outcomesFrom(outcomeParts, data)).toEqual(outcomes);
  });

  it.each(['menu', 'branch', 'conversation', 'http'])('%s: every list gives what the type gives', (name) => {
    const type = nodeTypes.get(name)!;
    const { outcomeParts, schema } = spec(name);
    const each = outcomeParts.flatMap((part) => ('each' in part ? [part.each] : []));
    const empty = Object.fromEntries(
      Object.entries(schema['properties'] as Record<string, { type?: string }>).flatMap(([key, { type }]) =>
        type === 'array' ? [[key, []]] : [],
      ),
    );
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 6 }), (entries) => {
        const data = { ...empty, ...Object.fromEntries(each.map((key) => [key, entries])) };
        const ids = (list: readonly { id: string }[]) => [...new Set(list.map(({ id }) => id))];
        expect(ids(outcomesFrom(outcomeParts, data))).toEqual(ids(type.outcomes(data)));
      }),
      { numRuns: 50 },
    );
  });
});
