import { expect, test } from 'vitest';
import { performanceSettings } from '../../types/workflowConfig.ts';
import { switchesOf } from './callSwitches.ts';

const sids = Array.from({ length: 500 }, (_, at) => `CA${at}`);
const performance = performanceSettings.parse({
  failoverEnabled: false,
  trial: { of: ['cache', 'failover'], share: 0.25 },
});
const workflow = { id: 'w', slug: 'w', version: 3 };

test('a trial withholds what is on from some calls, one thing from each', () => {
  const all = sids.map((sid) => switchesOf(sid, performance, { workflow }));
  const without = all.filter(({ cache }) => !cache);
  expect(without.length).toBeGreaterThan(80);
  expect(without.length).toBeLessThan(170);
  expect(without.every(({ speculation, languageOptimization }) => speculation && languageOptimization)).toBe(
    true,
  );
  expect(all.every(({ failover }) => !failover)).toBe(true);
});

test('drafts go with everything', () => {
  const options = { workflow: { ...workflow, version: 0 } };
  expect(sids.every((sid) => switchesOf(sid, performance, options).cache)).toBe(true);
});

test('options win over the workflow', () => {
  const options = { workflow, cacheEnabled: false, failoverEnabled: true, speculation: false };
  const found = sids.map((sid) => switchesOf(sid, performance, options));
  expect(found.some(({ cache, speculation }) => cache || speculation)).toBe(false);
  expect(found.some(({ failover }) => failover)).toBe(true);
});
