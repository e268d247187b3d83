import { problem, type Rule } from './problem.ts';

export const exactlyOneStart: Rule = function* ({ starts }) {
  if (starts.length === 0)
    yield problem('FLOW_NO_START', 'error', 'A caller would hear nothing: the flow has no Start.');
  for (const nodeId of starts.slice(1))
    yield problem(
      'FLOW_TWO_STARTS',
      'error',
      'It would be chance which greeting a caller hears: there is a second Start.',
      {
        nodeId,
      },
    );
};
