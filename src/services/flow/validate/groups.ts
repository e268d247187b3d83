import type { FlowProblem } from '../../../types/flow.ts';
import type { Graph, SoundNode } from '../graph.ts';
import { hasPhrases, membersOf, type GroupMember } from '../nodes/frame.ts';
import { kindOf, problem, type Rule } from './problem.ts';

/** A flexible group: its steps exist, each is named once, and there is something to choose between. */
export const soundGroups: Rule = function* (graph) {
  for (const node of graph.sound.values()) {
    const flexible = node.type.type === 'frame' && (node.data as { flex: boolean }).flex;
    if (!flexible) continue;
    const members = membersOf(node.data);
    yield* soundMembers(graph, node, members);
    yield* choice(graph, node, members);
  }
};

function* soundMembers(
  graph: Graph,
  { node }: SoundNode,
  members: readonly GroupMember[],
): Generator<FlowProblem> {
  const seen = new Set<string>();
  for (const [i, member] of members.entries()) {
    const place = { nodeId: node.id, path: ['members', i, 'node'] };
    const step = graph.sound.get(member.node);
    if (step?.type.entered === false)
      yield problem('FLOW_MEMBER_UNKNOWN.entry', 'error', kindOf(step), place);
    else if (!graph.ids.has(member.node)) yield problem('FLOW_MEMBER_UNKNOWN', 'error', {}, place);
    else if (seen.has(member.node)) yield problem('FLOW_DUPLICATE_ID.member', 'error', {}, place);
    seen.add(member.node);
  }
}

function* choice(graph: Graph, { node }: SoundNode, members: readonly GroupMember[]): Generator<FlowProblem> {
  const sound = members.filter((member) => graph.sound.get(member.node)?.type.entered === true);
  const asked = sound.filter(({ phrases }) => hasPhrases(phrases));
  if (asked.length < 2)
    yield problem('FLOW_GROUP_TOO_SMALL', 'warning', {}, { nodeId: node.id, path: ['members'] });
  const listening = sound.filter((member) => {
    const step = graph.sound.get(member.node);
    return step?.type.listens(step.data) === true;
  });
  if (asked.length >= 2 && listening.length === 0)
    yield problem('FLOW_GROUP_TOO_SMALL.deaf', 'warning', {}, { nodeId: node.id, path: ['members'] });
}
