import { cacheEntryPage, type ExportedEntry } from '../../types/api.ts';
import type { ApiClient } from '../apiClient.ts';
import { writeTextFile } from '../files.ts';
import { createPrinter } from '../output.ts';
import { withServer } from '../withServer.ts';

export interface CacheExportCommand {
  readonly workflow?: string;
  readonly version?: number;
  readonly node?: string;
  readonly text?: string;
  readonly output?: string;
  readonly json?: boolean;
}

/** What the response cache holds, one JSON object a line; callers' words are in it. */
export async function cacheExport(options: CacheExportCommand): Promise<void> {
  const { output, json = false, workflow, version, node, text } = options;
  const printer = createPrinter(json);
  const entries = await withServer({ store: 'own', note: printer.note }, ({ api }) =>
    allEntries(api, { workflow, version, node, text }),
  );
  const lines = entries.map((entry) => JSON.stringify(entry));
  if (output === undefined) {
    if (json) printer.result({ entries }, () => '');
    else if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
    return;
  }
  await writeTextFile(output, lines.map((line) => `${line}\n`).join(''));
  printer.result(
    { ok: true, file: output, entries: entries.length },
    () => `${entries.length} entries are in ${output}.`,
  );
}

/** In pages: a server with calls on the line is not held up by a large answer. */
const PAGE = '500';

type Filter = Readonly<Record<'workflow' | 'version' | 'node' | 'text', string | number | undefined>>;

async function allEntries(api: ApiClient, filter: Filter): Promise<ExportedEntry[]> {
  const query = new URLSearchParams({ limit: PAGE });
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, String(value));
  const entries: ExportedEntry[] = [];
  for (;;) {
    const page = await api.get(`/api/cache/entries?${query}`, cacheEntryPage);
    entries.push(...page.entries);
    if (page.nextCursor === null) return entries;
    query.set('cursor', page.nextCursor);
  }
}
