import { describe, expect, it } from 'vitest';
import { callsPerCore } from './figures.ts';
import { parseCore } from './machine.ts';

const step = (calls: number, eventLoopP99Ms: number, pacerP99Ms: number, broken: string[] = []) => ({
  calls,
  eventLoopP99Ms,
  pacerP99Ms,
  broken,
});

describe('callsPerCore', () => {
  it('lies where the first figure crosses its limit', () => {
    const steps = [
      step(100, 2, 2),
      step(120, 4, 6),
      step(140, 16, 14, ['event loop P99', 'pacer lateness P99']),
    ];
    expect(callsPerCore(steps)).toBe(130);
  });

  it('forgives a step that broke once and then held', () => {
    expect(callsPerCore([step(40, 30, 2, ['event loop P99']), step(40, 2, 2), step(60, 3, 3)])).toBe(60);
  });

  it('is the last good step when frames were missed, and none when the first step broke', () => {
    expect(callsPerCore([step(40, 2, 2), step(60, 3, 3, ['frames missed'])])).toBe(40);
    expect(callsPerCore([step(20, 30, 2, ['event loop P99'])])).toBe(0);
  });
});

describe('parseCore', () => {
  it('reads busy and stolen seconds of one core, not of all of them', () => {
    const stat =
      'cpu  9 9 9 9 9 9 9 9 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\ncpu1 100 20 30 4000 50 6 4 700 0 0\nintr 1';
    expect(parseCore(stat, 1)).toEqual({ busy: 1.6, steal: 7 });
    expect(parseCore(stat, 2)).toBeNull();
  });
});
