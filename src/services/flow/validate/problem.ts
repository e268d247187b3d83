import type { FlowProblem } from '../../../types/flow.ts';
import {
  sentenceText,
  type FlowSentence,
  type Said,
  type SentenceParams,
} from '../../../types/flowSentences.ts';
import type { Graph, SoundNode } from '../graph.ts';

/** One rule a file: looks at the whole graph, finds problems, never throws. */
export type Rule = (graph: Graph) => Iterable<FlowProblem>;

export interface Place {
  readonly nodeId?: string | undefined;
  readonly edgeId?: string | undefined;
  readonly path?: readonly (string | number)[] | undefined;
}

export function problem<S extends FlowSentence>(
  sentence: S,
  severity: FlowProblem['severity'],
  params: SentenceParams<S>,
  place: Place = {},
): FlowProblem {
  return problemOf({ sentence, params }, severity, place);
}

/** The same of a sentence that was chosen elsewhere. */
export function problemOf(
  { sentence, params = {} }: Said,
  severity: FlowProblem['severity'],
  { nodeId, edgeId, path }: Place = {},
): FlowProblem {
  return {
    code: codeOf(sentence),
    severity,
    message: sentenceText(sentence, params),
    sentence,
    ...(Object.keys(params).length === 0 ? {} : { params: { ...params } }),
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(edgeId === undefined ? {} : { edgeId }),
    ...(path === undefined ? {} : { path: [...path] }),
  };
}

const codeOf = (sentence: FlowSentence) => sentence.replace(/\..*/, '');

/** What a node is called: its English title, and its type for the page. */
export const kindOf = ({ type }: SoundNode) => ({ title: type.title, nodeType: type.type });
