export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests?: number;
  numTodoTests?: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}
export function addUp(counts: Count[]): Count;
export function summaryLine(count: Count): string;
export function readVitestReport(file: string, exitCode: number): Count;
export function countVitest(report: VitestReport, exitCode: number): Count;
