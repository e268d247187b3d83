/** A sound graph as compiled nodes, with the nodes of flows inside it under ids of their own (`node/inner-node`). */
import type { CompiledNode } from './compiledFlow.ts';
import { graphOf, type Graph, type SoundNode } from './graph.ts';
import type { FlexGroup } from './groups.ts';
import { referenceKey } from './library.ts';
import { membersOf } from './nodes/frame.ts';
import { subflow, type SubflowSettings } from './nodes/subflow.ts';
import type { FlowScope } from './scope.ts';

export interface Linked {
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  readonly groups: readonly FlexGroup[];
  /** Of the call's own flow. */
  readonly scope: FlowScope;
}

/** The graph's problems must be known: what is missing is left out here. */
export function linked(graph: Graph, startId: string): Linked {
  const nodes = new Map<string, CompiledNode>();
  const groups: FlexGroup[] = [];
  const scope = scopeOf(graph, startId, '');
  addFlow(graph, scope);
  return { nodes, groups, scope };

  function addFlow(flow: Graph, own: FlowScope): void {
    for (const [id, node] of flow.sound) {
      if (node.type.type === 'frame') groups.push(...groupOf(own.prefix + id, node, own.prefix));
      // An inner flow is entered behind its Start.
      if (node.type.category === 'canvas' || (own.caller && node.type.type === 'start')) continue;
      const inner = node.type.type === subflow.type ? addInner(flow, id, node, own) : undefined;
      nodes.set(own.prefix + id, compileNode(flow, id, node, own, inner));
    }
  }

  function addInner(flow: Graph, id: string, { data }: SoundNode, own: FlowScope): FlowScope | undefined {
    const settings = data as SubflowSettings;
    const document = flow.library?.documents.get(referenceKey(settings));
    const child = document && graphOf(document, flow.library);
    const start = child?.starts[0];
    const first = child?.outgoing.get(start ?? '')?.[0]?.target;
    if (!child || first === undefined) return undefined;
    const nodeId = own.prefix + id;
    const prefix = `${nodeId}/`;
    const scope: FlowScope = {
      ...scopeOf(child, prefix + first, prefix),
      caller: { nodeId, settings, scope: own },
    };
    addFlow(child, scope);
    return scope;
  }
}

function scopeOf({ document }: Graph, firstId: string, prefix: string): FlowScope {
  return {
    prefix,
    variables: new Map(document.flow.variables.map((variable) => [variable.name, variable])),
    firstId,
  };
}

function compileNode(
  graph: Graph,
  id: string,
  { node, type, data, outcomes, hangUp }: SoundNode,
  scope: FlowScope,
  inner: FlowScope | undefined,
): CompiledNode {
  const ways = graph.outgoing.get(id) ?? [];
  return {
    id: scope.prefix + id,
    node,
    type,
    data,
    outcomes,
    scope,
    ...(inner ? { inner } : {}),
    next: new Map(ways.map(({ outcome, target }) => [outcome, scope.prefix + target])),
    hangUp,
  };
}

function groupOf(id: string, { data }: SoundNode, prefix: string): FlexGroup[] {
  const members = membersOf(data).map(({ node, phrases, then }) => ({
    nodeId: prefix + node,
    phrases,
    returns: then === 'resume',
  }));
  return members.length === 0 ? [] : [{ id, members }];
}
