import { cacheReport, type CacheReport } from '../../types/api.ts';
import { createPrinter } from '../output.ts';
import { withServer } from '../withServer.ts';
import { decisionSentence, refusalSentence } from './cacheReasons.ts';

/** How the response cache has done, and how far each workflow is. */
export async function cacheStats(options: { json?: boolean }): Promise<void> {
  const printer = createPrinter(options.json === true);
  const report = await withServer({ store: 'own', note: printer.note }, ({ api, startedHere }) => {
    if (startedHere)
      printer.note('What callers did is counted by the server that answers them: these counts are new.');
    return api.get('/api/cache/stats', cacheReport);
  });
  printer.result(report, () => statsLines(report).join('\n'));
}

const MEGABYTE = 1024 * 1024;

export function statsLines(report: CacheReport): string[] {
  const { entries, answers, scopes, limits, vectorBytes, asked, learned, evicted } = report;
  const { audits, auditsWrong, refusedWrites, embedding } = report;
  const unread =
    'What had been learned cannot be read: the cache begins anew and forgets when the server stops. [STORE_CORRUPT]';
  const refused = `The store refused ${refusedWrites} writes: see the log of the server.`;
  return [
    `${entries} entries of at most ${limits.entries} (${limits.policy}), ${answers} answers at ${scopes} places; ` +
      `${megabytes(vectorBytes)} of vectors, at most ${megabytes(limits.bytes)}.`,
    ...(report.keeping === 'memory' ? [unread] : []),
    ...(refusedWrites > 0 ? [refused] : []),
    `Since the start: asked ${asked} times, learned ${learned} times, ${evicted} entries forgotten for space or age; ` +
      `${embedding.computed} texts embedded, ${embedding.failed} attempts failed.`,
    ...layerLines(report.layers),
    ...counted('Not answered, because:', report.misses, decisionSentence),
    ...counted('Not kept: answers that', report.refusals, refusalSentence),
    `${audits} hits were generated as well; ${auditsWrong} of them were wrong.`,
    ...report.workflows.flatMap(workflowLines),
  ];
}

function layerLines(layers: CacheReport['layers']): string[] {
  const order = ['exact', 'semantic', 'pattern', 'contextual', 'miss'];
  const rows = Object.entries(layers).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  if (rows.length === 0) return [];
  const head = `  ${'layer'.padEnd(12)}${'hits'.padStart(9)}${'P50 ms'.padStart(10)}${'P99 ms'.padStart(10)}`;
  return [
    head,
    ...rows.map(([name, { hits, p50Ms, p99Ms }]) => {
      const cells = [String(hits).padStart(9), ms(p50Ms).padStart(10), ms(p99Ms).padStart(10)];
      return `  ${name.padEnd(12)}${cells.join('')}`;
    }),
  ];
}

function counted(
  head: string,
  counts: Readonly<Record<string, number>>,
  sentence: (reason: string) => string,
): string[] {
  const rows = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  if (rows.length === 0) return [];
  return [
    head,
    ...rows.map(([reason, count]) => `${String(count).padStart(8)}  ${sentence(reason)} [${reason}]`),
  ];
}

type Workflow = CacheReport['workflows'][number];

function workflowLines(workflow: Workflow): string[] {
  const { slug, workflowId, entries, mode, labels, labelsNeeded, wrongAmongHits, agreeing } = workflow;
  const missing = Math.max(0, labelsNeeded - labels);
  const far =
    mode === 'certified'
      ? `${labels} verified look-ups`
      : missing > 0
        ? `${labels} verified look-ups, about ${missing} more for a certificate`
        : `${labels} verified look-ups: enough, but too many of them were wrong for a certificate so far`;
  const same =
    agreeing === null
      ? 'Nothing is answered because calls agree: too often they agreed on what was wrong.'
      : `The same words are answered once ${agreeing} calls agree.`;
  return [
    `${slug ?? `${workflowId} (removed)`}: ${mode}, ${entries} entries; ${far}; at most ${percent(wrongAmongHits)} of hits may be wrong.`,
    `  ${same}`,
    ...modelLine('by spelling', workflow.plain),
    ...modelLine('by meaning', workflow.embedded),
    ...languageLines(workflow.languages),
  ];
}

function modelLine(name: string, model: Workflow['plain']): string[] {
  if (!model) return [];
  const { certified, threshold, passed, wrong, labels } = model;
  if (!certified) return [`  ${name}: not certified with ${labels} look-ups.`];
  return [
    `  ${name}: certified from ${threshold?.toFixed(3)} on; ${wrong} of ${passed} calibration look-ups that pass it were wrong.`,
  ];
}

/** Said where somebody might expect more: a language whose sentences nothing here understands. */
function languageLines(languages: Workflow['languages']): string[] {
  const names = new Intl.DisplayNames('en', {
    type: 'language',
    style: 'short',
    languageDisplay: 'standard',
    fallback: 'code',
  });
  const without = languages
    .filter(({ embedder }) => embedder === null)
    .map(({ language }) => names.of(language));
  return [...new Set(without)].map(
    (name) => `  ${name} is matched by characters and sound; configure an embedder for matches by meaning.`,
  );
}

const ms = (value: number): string => (value < 0.1 ? value.toFixed(3) : value.toFixed(1));
const percent = (share: number): string => `${Math.round(share * 1e4) / 100} %`;
const megabytes = (bytes: number): string => `${Math.round((bytes / MEGABYTE) * 10) / 10} MB`;
