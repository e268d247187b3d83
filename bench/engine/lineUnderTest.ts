/** The workflow of a server under test, and who hears, thinks and speaks for it. */
import type { ProviderSet } from '../../src/services/performanceOrchestrator.ts';
import type { ServerSetup } from './messages.ts';

export interface LineUnderTest {
  readonly document: unknown;
  readonly providers: ProviderSet;
}

/** Loaded when wanted: what a setup does not use shall not count as its memory. */
export async function lineOf(kind: ServerSetup['providers']): Promise<LineUnderTest> {
  if (kind === 'published') {
    const { publishedLine } = await import('../capacity/publishedLine.ts');
    return publishedLine();
  }
  const { benchDocument } = await import('./workflow.ts');
  const { zeroLatencyProviders } = await import('./zeroProviders.ts');
  return { document: benchDocument, providers: zeroLatencyProviders() };
}
