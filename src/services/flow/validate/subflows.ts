import type { FlowProblem } from '../../../types/flow.ts';
import type { Said } from '../../../types/flowSentences.ts';
import { graphOf, type Graph } from '../graph.ts';
import { MAX_SUBFLOW_DEPTH, referenceKey, referencesOf, type FlowLibrary } from '../library.ts';
import type { FlowReference } from '../library.ts';
import { ownKey } from '../localised.ts';
import { subflow, type SubflowSettings } from '../nodes/subflow.ts';
import { problem, problemOf } from './problem.ts';

/** Of a flow with everything inside it. The same flow in two places counts twice. */
export const MAX_LINKED_NODES = 5_000;

/** Flows inside this one exist, come to an end, and fit where they stand. */
export function* soundSubflows(graph: Graph, isBroken: (graph: Graph) => boolean): Generator<FlowProblem> {
  const room = { nodes: MAX_LINKED_NODES };
  for (const [nodeId, { type, data }] of graph.sound) {
    if (type.type !== subflow.type) continue;
    const settings = data as SubflowSettings;
    if (settings.workflow === '') continue; // its own check says so
    yield* freeIds(graph, nodeId);
    if (!graph.library) {
      yield problem(
        'FLOW_SUBFLOW_UNCHECKED',
        'warning',
        { workflow: settings.workflow },
        { nodeId, path: ['workflow'] },
      );
      continue;
    }
    const found = trouble(graph.library, settings, graph.library.self, room, isBroken);
    const path = [found?.sentence === 'FLOW_SUBFLOW_MISSING.version' ? 'version' : 'workflow'];
    if (found) yield problemOf(found, 'error', { nodeId, path });
    else yield* fitting(graph, nodeId, settings, graph.library);
  }
}

/** What keeps a flow from being put in its place. `inside`: the flows around it. */
function trouble(
  library: FlowLibrary,
  reference: FlowReference,
  inside: readonly string[],
  room: { nodes: number },
  isBroken: (graph: Graph) => boolean,
  depth = 1,
): Said | null {
  const { workflow, version } = reference;
  if (inside.includes(workflow)) return { sentence: 'FLOW_SUBFLOW_RECURSION', params: { workflow } };
  const document = library.documents.get(referenceKey(reference));
  // Deeper than this nothing was loaded.
  if (depth > MAX_SUBFLOW_DEPTH || (room.nodes -= document?.flow.nodes.length ?? 0) < 0)
    return { sentence: 'FLOW_SUBFLOW_TOO_LARGE', params: {} };
  if (!document)
    return version === undefined
      ? { sentence: 'FLOW_SUBFLOW_MISSING.flow', params: { workflow } }
      : { sentence: 'FLOW_SUBFLOW_MISSING.version', params: { workflow, version } };
  for (const inner of referencesOf(document)) {
    const found = trouble(library, inner, [...inside, workflow], room, isBroken, depth + 1);
    if (found) return found;
  }
  const graph = graphOf(document, library);
  const [start = ''] = graph.starts;
  if (isBroken(graph) || !graph.outgoing.has(start))
    return { sentence: 'FLOW_SUBFLOW_BROKEN', params: { workflow } };
  return null;
}

function* fitting(
  { languages }: Graph,
  nodeId: string,
  settings: SubflowSettings,
  library: FlowLibrary,
): Generator<FlowProblem> {
  const document = library.documents.get(referenceKey(settings));
  if (!document) return;
  const { inputs, outputs, workflow } = settings;
  const declared = new Set(document.flow.variables.map(({ name }) => name));
  for (const [list, names] of [['inputs', inputs] as const, ['outputs', outputs] as const])
    for (const [i, { name }] of names.entries())
      if (!declared.has(name))
        yield problem(
          'FLOW_VARIABLE_UNDECLARED.inside',
          'error',
          { workflow, name },
          { nodeId, path: [list, i, 'name'] },
        );
  const spoken = document.config.languages.map(({ language }) => language);
  for (const language of languages.filter((tag) => ownKey(spoken, tag) === undefined))
    yield problem('FLOW_SUBFLOW_LANGUAGE', 'warning', { language, workflow }, { nodeId, path: ['workflow'] });
  yield* fittingWays(nodeId, settings, graphOf(document, library));
}

/** An End without a name of its own is called by what it is recorded as; only a name is a promise. */
function* fittingWays(
  nodeId: string,
  { ways, workflow }: SubflowSettings,
  inner: Graph,
): Generator<FlowProblem> {
  const exits = new Map<string, boolean>();
  for (const { type, data } of inner.sound.values()) {
    if (type.type !== 'end') continue;
    const { outcome, reason } = data as { outcome?: string; reason: string };
    exits.set(outcome ?? reason, outcome !== undefined);
  }
  for (const [exit, isNamed] of exits)
    if (isNamed && !ways.some(({ id }) => id === exit))
      yield problem('FLOW_SUBFLOW_WAY', 'warning', { workflow, exit }, { nodeId, path: ['ways'] });
  for (const [i, { id }] of ways.entries())
    if (!exits.has(id))
      yield problem(
        'FLOW_SUBFLOW_WAY.unused',
        'warning',
        { id, workflow },
        { nodeId, path: ['ways', i, 'id'] },
      );
}

/** Nodes inside are known by `node/inner-node`. */
function* freeIds({ ids }: Graph, nodeId: string): Generator<FlowProblem> {
  for (const id of ids)
    if (id.startsWith(`${nodeId}/`)) yield problem('FLOW_RESERVED_NAME.inside', 'error', {}, { nodeId: id });
}
