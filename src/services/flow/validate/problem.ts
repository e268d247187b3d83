import type { FlowProblem } from '../../../types/flow.ts';
import type { ErrorCode } from '../../../types/errors/index.ts';
import type { Graph } from '../graph.ts';

/** One rule a file: looks at the whole graph, finds problems, never throws. */
export type Rule = (graph: Graph) => Iterable<FlowProblem>;

interface Place {
  readonly nodeId?: string | undefined;
  readonly edgeId?: string | undefined;
  readonly path?: readonly (string | number)[] | undefined;
}

export function problem(
  code: ErrorCode,
  severity: FlowProblem['severity'],
  message: string,
  { nodeId, edgeId, path }: Place = {},
): FlowProblem {
  return {
    code,
    severity,
    message,
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(edgeId === undefined ? {} : { edgeId }),
    ...(path === undefined ? {} : { path: [...path] }),
  };
}
