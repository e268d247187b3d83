import { expect, test } from 'vitest';
import ablation from './ablation.json' with { type: 'json' };
import data from '../published.json' with { type: 'json' };
import { isSourced, publishedGroups, type PublishedBar } from './published.ts';

test('every bar has a source with an address, a date and a definition in each language', () => {
  expect(publishedGroups.length).toBeGreaterThan(0);
  for (const { bars, definition } of data.groups) {
    for (const language of ['en', 'zh-HK', 'zh-CN'] as const)
      expect(definition[language].length).toBeGreaterThan(20);
    for (const bar of bars) {
      expect(isSourced(bar as PublishedBar), bar.name).toBe(true);
      expect(bar.ms).toBeGreaterThan(0);
    }
  }
});

test('a bar without a source, an address or a date is not shown', () => {
  const [first] = data.groups[0]?.bars ?? [];
  const bar = first as PublishedBar;
  for (const part of ['source', 'url', 'date'] as const)
    expect(isSourced({ ...bar, [part]: '' }), part).toBe(false);
  expect(isSourced({ ...bar, url: 'http://example.com' })).toBe(false);
});

test('one definition an axis: no product is twice in a group but for another statistic of it', () => {
  const ids = publishedGroups.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { bars } of publishedGroups) {
    const names = bars.map(({ name, detail }) => `${name} ${detail}`);
    expect(new Set(names).size).toBe(names.length);
  }
});

test('figures of the bench name the command, the commit and the date they come from', () => {
  expect(ablation.command).toContain('bench turns');
  expect(ablation.commit).toMatch(/^[0-9a-f]{7}/);
  expect(ablation.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});
