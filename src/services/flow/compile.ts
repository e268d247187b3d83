import type { FlowProblem } from '../../types/flow.ts';
import type { WorkflowDocument } from '../../types/workflow.ts';
import type { CompiledFlow, CompiledNode } from './compiledFlow.ts';
import { graphOf } from './graph.ts';
import { emptyLibrary, type FlowLibrary } from './library.ts';
import { linked } from './link.ts';
import { problemsOf } from './validate/index.ts';
import { noTextMessages } from './validate/messages.ts';

export type CompileResult =
  | { readonly ok: true; readonly flow: CompiledFlow; readonly problems: readonly FlowProblem[] }
  | { readonly ok: false; readonly problems: readonly FlowProblem[] };

/**
 * Problems of severity `error` stop it; warnings come along. Never throws for a parsed document.
 *
 * @param library flows that it runs as steps (`loadLibrary`); without it there are none
 */
export function compileFlow(document: WorkflowDocument, library: FlowLibrary = emptyLibrary): CompileResult {
  const graph = graphOf(document, library);
  const problems = problemsOf(graph);
  const [startId] = graph.starts;
  const [first, ...more] = graph.languages;
  if (startId === undefined || first === undefined || problems.some(({ severity }) => severity === 'error'))
    return { ok: false, problems };
  const { nodes, groups, scope } = linked(graph, startId);
  for (const { type, data } of nodes.values()) type.ready?.(data, [first, ...more]);
  const globals = [...nodes.values()].filter(({ type }) => type.type === 'global');
  const flow: CompiledFlow = {
    document,
    config: document.config,
    languages: [first, ...more],
    startId,
    nodes,
    globals: globals.sort((a, b) => b.scope.prefix.length - a.scope.prefix.length),
    groups,
    variables: scope.variables,
    timezone: timezoneOf(nodes.get(startId)),
  };
  return { ok: true, flow, problems };
}

/** What the server can do for a flow, where that is known. */
export interface FlowSurroundings {
  /** Whether it has an account of a carrier to send them from. */
  readonly textMessages: boolean;
}

/** Everything that is wrong or doubtful with a workflow. Without a library, flows inside it are not looked at. */
export function validateFlow(
  document: WorkflowDocument,
  library?: FlowLibrary,
  surroundings: FlowSurroundings = { textMessages: true },
): FlowProblem[] {
  const graph = graphOf(document, library);
  return [...problemsOf(graph), ...(surroundings.textMessages ? [] : noTextMessages(graph))];
}

function timezoneOf(start: CompiledNode | undefined): string {
  const data = start?.data;
  const zone = typeof data === 'object' && data !== null && 'timezone' in data ? data.timezone : undefined;
  return typeof zone === 'string' ? zone : 'UTC';
}
