import { runChecks, type CheckResult } from '../doctor/index.ts';
import { createPrinter, exitCode } from '../output.ts';

/** Checks this machine and its settings, and says what to do about each thing that is not as it should be. */
export async function doctor(options: { json?: boolean }): Promise<void> {
  const printer = createPrinter(options.json === true);
  const checks = await runChecks((name) => printer.note(`Checking ${name}…`));
  const ok = checks.every(({ state }) => state !== 'failed');
  printer.result({ ok, checks }, () => describe(checks, ok));
  if (!ok) process.exitCode = exitCode.failed;
}

const signs = { ok: 'ok     ', note: 'note   ', failed: 'FAILED ' } as const;

function describe(checks: readonly CheckResult[], ok: boolean): string {
  const lines = checks.flatMap(({ name, state, says, fix }) => [
    `${signs[state]} ${name}: ${says}`,
    ...(fix === undefined ? [] : [`         → ${fix}`]),
  ]);
  return [...lines, '', ok ? 'Ready to answer calls.' : 'Something must be mended first.'].join('\n');
}
