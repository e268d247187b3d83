/**
 * A save that would throw most of a flow away is asked about first: a page that lost its state must not write that over what
 * people made (ragflow#18771, langflow#11181).
 */
import type { WorkflowDocument } from '../../../types/workflow.ts';

const FEW = 4;
const MOST_LOST = 0.5;

export interface Shrink {
  readonly before: number;
  readonly after: number;
}

/** What would be lost, when it is more than half of the nodes, or all of them; null: an ordinary change. */
export function shrinkOf(saved: WorkflowDocument, next: WorkflowDocument): Shrink | null {
  const [before, after] = [saved.flow.nodes.length, next.flow.nodes.length];
  const emptied = after === 0 && before > 0;
  const shrunk = before >= FEW && after < before * (1 - MOST_LOST);
  return emptied || shrunk ? { before, after } : null;
}
