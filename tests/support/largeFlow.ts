/** Flows of any size for tests and benches of the builder: valid, connected, with menus that branch and lead back. */
import type { FlowEdge, FlowNode } from '../../src/types/flow.ts';
import type { WorkflowDocument } from '../../src/types/workflow.ts';

const COLUMN = 6;

/** `nodes` ≥ 2. Every fifth node is a menu of two options; what does not fit below leads to the end. */
export function largeFlow(nodes: number, name = `Flow of ${nodes}`): WorkflowDocument {
  const ids = Array.from({ length: nodes }, (_, i) =>
    i === 0 ? 'start' : i === nodes - 1 ? 'end' : `n${i}`,
  );
  const menu = (i: number) => i > 0 && i < nodes - 1 && i % 5 === 0;
  const at = (i: number) => ids[Math.min(i, nodes - 1)] ?? 'end';
  const edges: FlowEdge[] = [];
  const connect = (source: string, outcome: string, target: string) =>
    edges.push({ id: `${source}-${outcome}`, source, outcome, target });
  ids.slice(0, -1).forEach((id, i) => {
    if (!menu(i)) return connect(id, 'next', at(i + 1));
    connect(id, 'one', at(i + 1));
    connect(id, 'two', at(i + 7));
    connect(id, 'no-input', id);
    connect(id, 'no-match', 'end');
  });
  return {
    format: 'call-flow-weaver/workflow',
    formatVersion: 1,
    config: { name, languages: [{ language: 'en-US' }] } as unknown as WorkflowDocument['config'],
    flow: { nodes: ids.map((id, i) => nodeOf(id, i, nodes, menu(i))), edges, variables: [] },
  };
}

function nodeOf(id: string, i: number, count: number, menu: boolean): FlowNode {
  // A short one is a column, so that all of it is in view.
  const columns = count > COLUMN ? 8 : 1;
  const position = { x: (i % columns) * 320, y: Math.floor(i / columns) * 180 };
  if (i === 0) return { id, type: 'start', data: { greeting: { 'en-US': 'Welcome.' } }, position };
  if (i === count - 1) return { id, type: 'end', data: { line: { 'en-US': 'Goodbye.' } }, position };
  if (!menu)
    return {
      id,
      type: 'say',
      label: `Line ${i}`,
      data: { lines: { 'en-US': `This is line ${i}.` } },
      position,
    };
  const option = (option: string, word: string) => ({
    id: option,
    label: word,
    phrases: { 'en-US': [word] },
  });
  return {
    id,
    type: 'menu',
    label: `Menu ${i}`,
    data: { prompt: { 'en-US': `Question ${i}?` }, options: [option('one', 'yes'), option('two', 'no')] },
    position,
  };
}
