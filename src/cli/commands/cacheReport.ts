import { judgedAnswer, type CacheStanding } from '../../types/api.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { createPrinter } from '../output.ts';
import { withServer } from '../withServer.ts';

export interface CacheReportCommand {
  readonly approve?: boolean;
  readonly undo?: boolean;
  readonly json?: boolean;
}

const done = {
  reported: 'The answer is reported as wrong: it is not served any more.',
  authored: 'The answer is approved: it is served to these words from now on, whatever calls say.',
  learned: 'The answer counts by its evidence alone again.',
} as const satisfies Record<CacheStanding, string>;

/** An operator's word on an answer: it is wrong; or, with `approve`, it is right. */
export async function cacheReport(
  entry: string,
  answer: string,
  { approve = false, undo = false, json = false }: CacheReportCommand,
): Promise<void> {
  if (approve && undo) throw new WeaverError('CLI_USAGE', { reason: 'give --approve or --undo, not both' });
  const printer = createPrinter(json);
  const standing: CacheStanding = approve ? 'authored' : undo ? 'learned' : 'reported';
  const path = `/api/cache/entries/${encodeURIComponent(entry)}/answers/${encodeURIComponent(answer)}`;
  const judged = await withServer({ store: 'own', note: printer.note }, ({ api }) =>
    api.post(path, { standing }, judgedAnswer),
  );
  printer.result({ ok: true, ...judged }, () => done[standing]);
}
