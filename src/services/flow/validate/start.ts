import { problem, type Rule } from './problem.ts';

export const exactlyOneStart: Rule = function* ({ starts }) {
  if (starts.length === 0) yield problem('FLOW_NO_START', 'error', {});
  for (const nodeId of starts.slice(1)) yield problem('FLOW_TWO_STARTS', 'error', {}, { nodeId });
};
