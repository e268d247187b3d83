import { cachePurgeAnswer, type CachePurgeAnswer, type CachePurgeRequest } from '../../types/api.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { createPrinter } from '../output.ts';
import { withServer } from '../withServer.ts';

export interface CachePurgeCommand extends Omit<CachePurgeRequest, 'all'> {
  readonly all?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Lets the response cache forget. */
export async function cachePurge(options: CachePurgeCommand): Promise<void> {
  const printer = createPrinter(options.json === true);
  const request = purgeRequest(options);
  const answer = await withServer({ store: 'own', note: printer.note }, ({ api }) =>
    api.post('/api/cache/purge', request, cachePurgeAnswer),
  );
  printer.result({ ok: true, ...answer }, () => purgeLine(answer));
}

/** @throws WeaverError CLI_USAGE */
export function purgeRequest({ all, yes, json: _json, ...what }: CachePurgeCommand): CachePurgeRequest {
  const named = Object.keys(what).length;
  if (!all && named === 0)
    throw usage('say what to forget: --workflow, --node, --text, --call, --caller, or --all');
  const alone = [all, what.call, what.caller].filter((one) => one !== undefined && one !== false).length;
  if (alone > 1 || (alone === 1 && named > (all ? 0 : 1)))
    throw usage('--call, --caller and --all stand alone');
  if (!all) return what;
  if (!yes) throw usage('this forgets everything that was ever learned, certificates included; add --yes');
  return { all: true };
}

export function purgeLine({ entries, observations, labels, audio, calls }: CachePurgeAnswer): string {
  const whose = calls === undefined ? '' : ` of ${calls} calls`;
  return `Forgotten${whose}: ${entries} entries, ${observations} pieces of evidence, ${labels} verified look-ups, ${audio} recordings.`;
}

function usage(reason: string): WeaverError {
  return new WeaverError('CLI_USAGE', { reason });
}
