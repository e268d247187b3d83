/** Tokens and characters that were paid for and thrown away, as the product counts them: speculation and hedges. */
import type { MetricsRegistry } from '../../src/services/metrics/index.ts';

export interface Wasted {
  tokens: number;
  characters: number;
}

export function countWaste(
  { change, work, amount = 0 }: Parameters<MetricsRegistry['recordProviderNews']>[0],
  wasted: Wasted,
): void {
  if (change !== 'waste' && change !== 'speculation') return;
  if (work === 'model') wasted.tokens += amount;
  if (work === 'synthesiser') wasted.characters += amount;
}
