import { describe, expect, it } from 'vitest';
import { addUp, countVitest, readVitestReport, summaryLine } from '../../scripts/testCount.mjs';

const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };

describe('the count of npm test', () => {
  it('adds up the runners', () => {
    const one = { passed: 1, failed: 0, skipped: 0 };
    expect(addUp([one, countVitest(report, 0)])).toEqual({ passed: 6, failed: 0, skipped: 2 });
  });
  it('prints the last line', () => {
    expect(summaryLine({ passed: 6, failed: 0, skipped: 0 })).toBe('6 passed, 0 failed');
    expect(summaryLine({ passed: 6, failed: 1, skipped: 2 })).toBe('6 passed, 1 failed, 2 skipped');
  });
  it('counts a file that could not be loaded as a failure', () => {
    const broken = { ...report, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(countVitest(broken, 1).failed).toBe(1);
  });
  it('does not count a failed test twice', () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }] }];
    expect(countVitest({ ...report, numFailedTests: 1, testResults }, 1).failed).toBe(1);
  });
  it('never reports none failed when the runner ended badly', () => {
    expect(countVitest(report, 1).failed).toBe(1);
    expect(readVitestReport('/nowhere/report.json', 0).failed).toBe(1);
  });
});
