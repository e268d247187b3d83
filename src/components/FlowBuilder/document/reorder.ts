/** Steps of a chain in another order. */
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { moveNodes, nodeOf, withNodes } from './edit.ts';
import { targetsOf } from './walk.ts';
import type { NodeSpecs } from './spec.ts';

/**
 * Puts a node before the one that leads to it: `G → P → N → M` becomes `G → N → P → M`. P keeps its other ways, and so does N.
 * The same document when nothing can be exchanged (no way in but one's own, or what leads here is the Start).
 */
export function moveEarlier(document: WorkflowDocument, specs: NodeSpecs, id: string): WorkflowDocument {
  const { edges, nodes } = document.flow;
  const into = edges.find(({ target, source }) => target === id && source !== id);
  const parent = into && nodeOf(document, into.source);
  const node = nodeOf(document, id);
  if (!into || !parent || !node || specs.get(parent.type)?.entered !== true) return document;
  const first = targetsOf(document, specs, node)[0];
  const onward = edges.find(({ source, target }) => source === id && target === first);
  if (!onward) return document;
  const turned = edges.map((edge) => {
    if (edge === into) return { ...edge, target: onward.target };
    if (edge === onward) return { ...edge, target: parent.id };
    return edge.target === parent.id && edge.source !== id ? { ...edge, target: id } : edge;
  });
  const swapped = withNodes(document, nodes, turned);
  if (!parent.position || !node.position) return swapped;
  return moveNodes(
    swapped,
    new Map([
      [id, parent.position],
      [parent.id, node.position],
    ]),
  );
}

/** Puts a node behind the one that its first connected outcome leads to. */
export function moveLater(document: WorkflowDocument, specs: NodeSpecs, id: string): WorkflowDocument {
  const node = nodeOf(document, id);
  const next = node && targetsOf(document, specs, node)[0];
  if (next === undefined || specs.get(node?.type ?? '')?.entered !== true) return document;
  return moveEarlier(document, specs, next);
}
