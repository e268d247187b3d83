import type { FlowProblem } from '../../../types/flow.ts';
import type { Graph, SoundNode } from '../graph.ts';
import { pickPhrases } from '../localised.ts';
import type { NodeAnswer } from '../nodeType.ts';
import { normalise } from '../words.ts';
import { problem, type Rule } from './problem.ts';

/** Every answer can be chosen in every language, and no two answers are chosen by the same words or key. */
export const distinctAnswers: Rule = function* (graph) {
  for (const node of graph.sound.values()) {
    const answers = node.type.answers?.(node.data) ?? [];
    for (const group of groups(answers)) {
      yield* missing(graph, node, group);
      yield* clashes(graph, node, group);
    }
  }
};

/** Answers to one question: those whose path differs only in its last index. */
function groups(answers: readonly NodeAnswer[]): NodeAnswer[][] {
  const byQuestion = new Map<string, NodeAnswer[]>();
  for (const answer of answers) {
    const question = answer.path.slice(0, answer.path[0] === 'fields' ? 3 : 0).join('.');
    const list = byQuestion.get(question);
    if (list) list.push(answer);
    else byQuestion.set(question, [answer]);
  }
  return [...byQuestion.values()];
}

function* missing(
  graph: Graph,
  { node, type }: SoundNode,
  answers: readonly NodeAnswer[],
): Generator<FlowProblem> {
  for (const { path, id, phrases, digit } of answers) {
    if (digit !== undefined) continue;
    // With a model, an outcome without examples can still be reached.
    const severity = type.type === 'conversation' ? 'warning' : 'error';
    const silent = graph.languages.filter((language) => pickPhrases(phrases, language).length === 0);
    if (silent.length === graph.languages.length)
      yield problem('FLOW_PHRASES_MISSING', severity, { id }, { nodeId: node.id, path });
    else
      for (const language of silent)
        yield problem(
          'FLOW_PHRASES_MISSING.language',
          'warning',
          { language, id },
          { nodeId: node.id, path },
        );
  }
}

function* clashes(graph: Graph, { node }: SoundNode, answers: readonly NodeAnswer[]): Generator<FlowProblem> {
  const keys = new Map<string, string>();
  for (const { id, digit, path } of answers) {
    if (digit === undefined) continue;
    const other = keys.get(digit);
    if (other !== undefined && other !== id)
      yield problem('FLOW_PHRASES_CLASH.key', 'error', { digit, id, other }, { nodeId: node.id, path });
    keys.set(digit, id);
  }
  for (const language of graph.languages) {
    const spoken = new Map<string, string>();
    for (const { id, phrases, path } of answers) {
      for (const phrase of pickPhrases(phrases, language)) {
        const said = normalise(phrase);
        const other = spoken.get(said);
        if (other !== undefined && other !== id)
          yield problem('FLOW_PHRASES_CLASH', 'warning', { phrase, other, id }, { nodeId: node.id, path });
        spoken.set(said, id);
      }
    }
  }
}
