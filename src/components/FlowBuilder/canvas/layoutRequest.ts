/** A document as the layout wants it. */
import type { WorkflowDocument } from '../../../types/workflow.ts';
import type { NodeSpecs } from '../document/spec.ts';
import { contentOf, isArea } from './cards.ts';
import { outcomeX } from './geometry.ts';
import type { LayoutRequest } from './layout.ts';

/** Without problems: a card that says what is wrong grows into the gap below it, and the layout stays the same. */
export function layoutRequest(document: WorkflowDocument, specs: NodeSpecs): LayoutRequest {
  const languages = document.config.languages.map(({ language }) => language);
  const nodes = document.flow.nodes.filter(({ type }) => !isArea(specs.get(type)));
  const start = nodes.find(({ type }) => type === 'start') ?? nodes[0];
  const contents = nodes.map((node) => contentOf(node, [], specs, languages));
  const handles = new Map(
    contents.flatMap(({ data: { node, outcomes }, size }) =>
      outcomes.map(({ id }, i) => [`${node.id} ${id}`, outcomeX(i, outcomes.length, size.width)] as const),
    ),
  );
  return {
    nodes: contents.map(({ data: { node }, size }) => ({ id: node.id, ...size })),
    edges: document.flow.edges.map(({ id, source, outcome, target }) => ({
      id,
      source,
      target,
      from: handles.get(`${source} ${outcome}`) ?? 0,
    })),
    ...(start ? { anchor: { id: start.id, at: start.position ?? { x: 0, y: 0 } } } : {}),
  };
}
