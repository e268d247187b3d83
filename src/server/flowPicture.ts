import { nodeSpecs } from '../services/flow/index.ts';
import type { FlowPicture } from '../types/apiFlowCards.ts';
import type { FlowNode } from '../types/flow.ts';
import type { WorkflowDocument } from '../types/workflow.ts';

/** Without notes and frames. */
export function stepsOf({ flow }: WorkflowDocument): FlowNode[] {
  const canvas = new Set(nodeSpecs().flatMap(({ type, category }) => (category === 'canvas' ? [type] : [])));
  return flow.nodes.filter(({ type }) => !canvas.has(type));
}

/** The graph, small. */
export function pictureOf(document: WorkflowDocument): FlowPicture {
  const steps = stepsOf(document);
  const order = new Map(steps.map(({ id }, i) => [id, i]));
  // Two outcomes that lead to one step are one line.
  const lines = new Map<string, readonly [number, number]>();
  for (const { source, target } of document.flow.edges) {
    const [from, to] = [order.get(source), order.get(target)];
    if (from !== undefined && to !== undefined) lines.set(`${from} ${to}`, [from, to]);
  }
  return {
    steps: steps.map(({ type, position = { x: 0, y: 0 } }) => ({ x: position.x, y: position.y, type })),
    ways: [...lines.values()],
  };
}
