/** Adding up what the runners of `npm test` report. Apart from the script so that it can be tested. */
import { readFileSync } from 'node:fs';

export function addUp(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const count of counts) for (const key of Object.keys(total)) total[key] += count[key];
  return total;
}

export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Counts of a vitest JSON report. A file that could not be loaded has no tests to count, and an unhandled error belongs to
 * no test: each counts as one failure, so that a run that ended badly can never add up to none failed.
 */
export function readVitestReport(file, exitCode) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }; // no report: the runner itself broke
  }
  return countVitest(report, exitCode);
}

export function countVitest(report, exitCode) {
  const brokenFiles = report.testResults.filter(
    (result) =>
      result.status === 'failed' && !result.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}
