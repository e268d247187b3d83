import type { FlowProblem } from '../../types/flow.ts';
import type { WorkflowDocument } from '../../types/workflow.ts';
import type { CompiledFlow, CompiledNode } from './compiledFlow.ts';
import { graphOf, type Graph, type SoundNode } from './graph.ts';
import { problemsOf } from './validate/index.ts';

export type CompileResult =
  | { readonly ok: true; readonly flow: CompiledFlow; readonly problems: readonly FlowProblem[] }
  | { readonly ok: false; readonly problems: readonly FlowProblem[] };

/** Problems of severity `error` stop it; warnings come along. Never throws for a parsed document. */
export function compileFlow(document: WorkflowDocument): CompileResult {
  const graph = graphOf(document);
  const problems = problemsOf(graph);
  const [startId] = graph.starts;
  const [first, ...more] = graph.languages;
  if (startId === undefined || first === undefined || problems.some(({ severity }) => severity === 'error'))
    return { ok: false, problems };
  const nodes = new Map([...graph.sound].map(([id, node]) => [id, compileNode(graph, id, node)]));
  const flow: CompiledFlow = {
    document,
    config: document.config,
    languages: [first, ...more],
    startId,
    nodes,
    globals: [...nodes.values()].filter(({ type }) => type.type === 'global'),
    variables: new Map(document.flow.variables.map((variable) => [variable.name, variable])),
    timezone: timezoneOf(nodes.get(startId)),
  };
  return { ok: true, flow, problems };
}

/** Everything that is wrong or doubtful with a workflow. */
export function validateFlow(document: WorkflowDocument): FlowProblem[] {
  return problemsOf(graphOf(document));
}

function compileNode(
  graph: Graph,
  id: string,
  { node, type, data, outcomes, hangUp }: SoundNode,
): CompiledNode {
  const next = new Map((graph.outgoing.get(id) ?? []).map(({ outcome, target }) => [outcome, target]));
  return { id, node, type, data, outcomes, next, hangUp };
}

function timezoneOf(start: CompiledNode | undefined): string {
  const data = start?.data;
  const zone = typeof data === 'object' && data !== null && 'timezone' in data ? data.timezone : undefined;
  return typeof zone === 'string' ? zone : 'UTC';
}
