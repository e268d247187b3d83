import type { FlowProblem } from '../../../types/flow.ts';

export type ProblemsByNode = ReadonlyMap<string, readonly FlowProblem[]>;

export function problemsByNode(
  problems: readonly FlowProblem[],
  before: ProblemsByNode = new Map(),
): ProblemsByNode {
  const found = new Map<string, FlowProblem[]>();
  for (const problem of problems) {
    if (problem.nodeId === undefined) continue;
    const list = found.get(problem.nodeId);
    if (list) list.push(problem);
    else found.set(problem.nodeId, [problem]);
  }
  // The same problems as before are the same list: the card stays as it is.
  return new Map([...found].map(([id, list]) => [id, alike(before.get(id), list)]));
}

function alike(
  before: readonly FlowProblem[] | undefined,
  list: readonly FlowProblem[],
): readonly FlowProblem[] {
  const same =
    before?.length === list.length &&
    list.every((one, i) => one.code === before[i]?.code && one.message === before[i].message);
  return same ? before : list;
}
