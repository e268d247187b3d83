import { ownKey } from '../localised.ts';
import { problem, type Rule } from './problem.ts';

/** Every line is there in every language that the workflow speaks. */
export const linesInEveryLanguage: Rule = function* (graph) {
  for (const { node, type, data } of graph.sound.values()) {
    for (const { path, text, required } of type.lines?.(data) ?? []) {
      const written = Object.entries(text ?? {}).filter(([, line]) => line.trim() !== '');
      const keys = written.map(([key]) => key);
      if (keys.length === 0) {
        if (required) yield problem('FLOW_LINE_MISSING', 'error', {}, { nodeId: node.id, path });
        continue;
      }
      if (keys.includes('default')) continue;
      for (const language of graph.languages) {
        if (ownKey(keys, language) === undefined)
          yield problem(
            'FLOW_LINE_MISSING.language',
            'warning',
            { language },
            { nodeId: node.id, path: [...path, language] },
          );
      }
    }
  }
};
