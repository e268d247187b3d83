/** All rules, in the order in which their problems are shown. */
import type { FlowProblem } from '../../../types/flow.ts';
import type { Graph } from '../graph.ts';
import { distinctAnswers } from './answers.ts';
import { soundEdges } from './edges.ts';
import { readableExpressions } from './expressions.ts';
import { soundGroups } from './groups.ts';
import { uniqueIds } from './ids.ts';
import { linesInEveryLanguage } from './lines.ts';
import { loopsListen } from './loops.ts';
import { connectedOutcomes } from './outcomes.ts';
import type { Rule } from './problem.ts';
import { allReachable } from './reach.ts';
import { carrierSpeaks } from './relay.ts';
import { validSettings } from './settings.ts';
import { exactlyOneStart } from './start.ts';
import { soundSubflows } from './subflows.ts';
import { variablesSet } from './variables.ts';

const rules: readonly Rule[] = [
  exactlyOneStart,
  uniqueIds,
  validSettings,
  soundEdges,
  connectedOutcomes,
  allReachable,
  loopsListen,
  readableExpressions,
  variablesSet,
  linesInEveryLanguage,
  distinctAnswers,
  soundGroups,
  carrierSpeaks,
];

export function problemsOf(graph: Graph): FlowProblem[] {
  return [...ownProblems(graph), ...soundSubflows(graph, (inner) => ownProblems(inner).some(isError))];
}

/** Without a look into flows inside it. */
const ownProblems = (graph: Graph): FlowProblem[] => rules.flatMap((rule) => [...rule(graph)]);
const isError = ({ severity }: FlowProblem) => severity === 'error';
