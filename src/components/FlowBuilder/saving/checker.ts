/** Asks the server what is wrong with the document, a moment after each change; what is on its way is dropped for the newer. */
import type { FlowProblem } from '../../../types/flow.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';

const PAUSE_MS = 300;
const RETRY_MS = 5_000;

export interface CheckerPorts {
  check(document: WorkflowDocument, signal: AbortSignal): Promise<readonly FlowProblem[]>;
  onProblems(problems: readonly FlowProblem[]): void;
  onChecking(): void;
  /** The server could not be asked. It is asked again. */
  onStale(): void;
}

export interface Checker {
  changed(document: WorkflowDocument): void;
  close(): void;
}

export function startChecker({ check, onProblems, onChecking, onStale }: CheckerPorts): Checker {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | null = null;

  const run = async (document: WorkflowDocument) => {
    const own = new AbortController();
    asking = own;
    try {
      const problems = await check(document, own.signal);
      if (!own.signal.aborted) onProblems(problems);
    } catch {
      if (own.signal.aborted) return;
      onStale();
      timer = setTimeout(() => void run(document), RETRY_MS);
    }
  };
  const stop = () => {
    clearTimeout(timer);
    asking?.abort();
  };
  return {
    changed(document) {
      stop();
      onChecking();
      timer = setTimeout(() => void run(document), PAUSE_MS);
    },
    close: stop,
  };
}
