/** What differs between two documents, in nodes: enough to choose between two of them. */
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { same } from './merge.ts';

export interface Difference {
  readonly what: 'added' | 'removed' | 'changed';
  /** Null: the setup or the variables. */
  readonly node: { readonly id: string; readonly type: string; readonly label?: string | undefined } | null;
}

/** From `before` to `after`. Places do not count; connections count to the node that they leave. */
export function differencesOf(before: WorkflowDocument, after: WorkflowDocument): Difference[] {
  const [old, now] = [before, after].map(
    ({ flow }) => new Map(flow.nodes.map((node) => [node.id, node])),
  ) as [NodeMap, NodeMap];
  const found: Difference[] = [];
  for (const [id, node] of now) {
    const was = old.get(id);
    if (!was) found.push({ what: 'added', node });
    else if (!same(content(before, was), content(after, node))) found.push({ what: 'changed', node });
  }
  for (const [id, node] of old) if (!now.has(id)) found.push({ what: 'removed', node });
  const setup = ({ config, flow }: WorkflowDocument) => ({ config, variables: flow.variables });
  if (!same(setup(before), setup(after))) found.push({ what: 'changed', node: null });
  return found;
}

type NodeMap = Map<string, WorkflowDocument['flow']['nodes'][number]>;

function content(
  { flow }: WorkflowDocument,
  { position: _place, ...node }: WorkflowDocument['flow']['nodes'][number],
) {
  const ways = flow.edges
    .filter(({ source }) => source === node.id)
    .map(({ outcome, target }) => `${outcome} ${target}`);
  return { node, ways: ways.sort() };
}
