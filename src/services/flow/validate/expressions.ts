import { WeaverError } from '../../../types/errors/index.ts';
import type { FlowProblem } from '../../../types/flow.ts';
import { parseExpression } from '../expression.ts';
import type { SoundNode } from '../graph.ts';
import type { DataPath } from '../nodeType.ts';
import { parseTemplate } from '../template.ts';
import { problem, type Place, type Rule } from './problem.ts';

/** Conditions, assignments and templates can be read. */
export const readableExpressions: Rule = function* (graph) {
  for (const node of graph.sound.values()) {
    for (const { path, read } of readings(node)) {
      const result = read();
      if (result instanceof WeaverError) yield unreadable(result, { nodeId: node.node.id, path });
    }
  }
};

function unreadable({ code, detail }: WeaverError, place: Place): FlowProblem {
  const { reason, limit, what } = detail as { reason?: string; limit?: number; what?: string };
  if (code === 'FLOW_EXPRESSION_TOO_LONG')
    return problem('FLOW_EXPRESSION_TOO_LONG', 'error', { limit: limit ?? 0 }, place);
  if (code === 'FLOW_EXPRESSION_FORBIDDEN')
    return problem('FLOW_EXPRESSION_FORBIDDEN', 'error', { what: what ?? '' }, place);
  return problem('FLOW_EXPRESSION_SYNTAX', 'error', { reason: reason ?? code }, place);
}

export interface Reading {
  readonly path: DataPath;
  /** Free names, without those that the node gives; or why it cannot be read. */
  read(): readonly string[] | WeaverError;
}

/** Everything of a node that reads variables. */
export function readings({ type, data }: SoundNode): Reading[] {
  const lines = (type.lines?.(data) ?? []).flatMap(({ path, text, gives }) =>
    Object.entries(text ?? {}).map(([language, line]) => ({
      path: [...path, language],
      gives,
      read: () => parseTemplate(line).names,
    })),
  );
  const sources = (type.sources?.(data) ?? []).map(({ path, kind, source, gives }) => ({
    path,
    gives,
    read: () => (kind === 'expression' ? parseExpression(source).names : parseTemplate(source).names),
  }));
  return [...lines, ...sources].map(({ path, gives = [], read }) => ({
    path,
    read() {
      try {
        return read().filter((name) => !gives.includes(name));
      } catch (error) {
        if (error instanceof WeaverError) return error;
        throw error;
      }
    },
  }));
}
