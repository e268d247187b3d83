import type { FlowProblem } from '../../types/flow.ts';
import { parseDocument, validateFlow } from '../../services/flow/index.ts';
import { readJsonFile } from '../files.ts';
import { createPrinter, exitCode } from '../output.ts';

/** Checks a workflow file, without a server. */
export async function flowValidate(file: string, options: { json?: boolean }): Promise<void> {
  const document = parseDocument(await readJsonFile(file));
  const problems = validateFlow(document);
  const ok = !problems.some((problem) => problem.severity === 'error');
  createPrinter(options.json === true).result({ ok, file, problems }, () => describe(file, ok, problems));
  if (!ok) process.exitCode = exitCode.failed;
}

function describe(file: string, ok: boolean, problems: readonly FlowProblem[]): string {
  const lines = problems.map(({ severity, code, message, nodeId, path }) => {
    const where = [nodeId, ...(path ?? [])].filter((part) => part !== undefined).join('.');
    return `${severity === 'error' ? 'error  ' : 'warning'} ${where && `${where}: `}${message} [${code}]`;
  });
  return [...lines, `${file}: ${ok ? 'can be published' : 'cannot be published'}`].join('\n');
}
