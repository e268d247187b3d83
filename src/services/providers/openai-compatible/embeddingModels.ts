/** How long the vectors of a model are: from OpenAI's table, or from the settings. */
import type { OpenAiHost } from './host.ts';

const ownDimensions: Readonly<Record<string, number>> = {
  'text-embedding-3-small': 1_536,
  'text-embedding-3-large': 3_072,
  'text-embedding-ada-002': 1_536,
};

/** Undefined: nobody knows. */
export function embeddingDimensionsOf(
  host: Pick<OpenAiHost, 'embeddingModel' | 'embeddingDimensions'>,
): number | undefined {
  const own = Object.hasOwn(ownDimensions, host.embeddingModel ?? '')
    ? ownDimensions[host.embeddingModel ?? '']
    : undefined;
  return host.embeddingDimensions ?? own;
}

/** Whether the model answers with shorter vectors when it is asked for them. */
export function shortenable(model: string): boolean {
  return model.startsWith('text-embedding-3-');
}
