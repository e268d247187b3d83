import type { FlowProblem } from '../../types/flow.ts';
import { useProblemText } from './problemText.ts';

export const ProblemSentence = ({ problem }: { readonly problem: FlowProblem }) => useProblemText()(problem);
