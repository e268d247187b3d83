import { providerHealthAnswer, type ProviderRank } from '../../types/providerHealth.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { serverOnPort } from '../findServer.ts';
import { createPrinter } from '../output.ts';
import { runningServer } from './providersServer.ts';

/** In which order the running server asks its providers, and how each has been since its start. */
export async function providersHealth(options: { language: string; json?: boolean }): Promise<void> {
  const printer = createPrinter(options.json === true);
  const server = await runningServer();
  if (!server) throw new WeaverError('CLI_SERVER_UNREACHABLE', { url: serverOnPort() });
  const path = `/api/providers/health?language=${encodeURIComponent(options.language)}`;
  const answer = await server.get(path, providerHealthAnswer);
  printer.result(answer, () => answer.order.map(rankLine).join('\n') || 'No provider serves this language.');
}

export function rankLine({
  work,
  rank,
  provider,
  state,
  targetMs,
  p50Ms,
  p95Ms,
  samples,
}: ProviderRank): string {
  const measured =
    samples === 0
      ? 'not measured yet'
      : `P50 ${p50Ms} ms, P95 ${p95Ms} ms over ${samples} (target ${targetMs} ms)`;
  const how = state === 'closed' ? '' : `  ${state}: asked last`;
  return `${work.padEnd(12)} ${rank}. ${provider.padEnd(18)} ${measured}${how}`;
}
