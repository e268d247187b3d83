/** Everything that a flow's questions expect to hear, for a carrier that is told once for the whole call. */
import type { LanguageTag } from '../../types/language.ts';
import type { CompiledFlow } from './compiledFlow.ts';
import { pickPhrases } from './localised.ts';

/** In the order of the flow's nodes, each once. */
export function expectedPhrases(flow: CompiledFlow, language: LanguageTag): string[] {
  const phrases = [...flow.nodes.values()].flatMap(({ type, data }) =>
    (type.answers?.(data) ?? []).flatMap((answer) => [...pickPhrases(answer.phrases, language)]),
  );
  return [...new Set(phrases)];
}
