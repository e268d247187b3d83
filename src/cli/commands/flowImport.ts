import { workflow } from '../../types/workflow.ts';
import { readJsonFile } from '../files.ts';
import { createPrinter } from '../output.ts';
import { withServer } from '../withServer.ts';

/** Stores a workflow file as a new draft. */
export async function flowImport(file: string, options: { slug?: string; json?: boolean }): Promise<void> {
  const printer = createPrinter(options.json === true);
  const document = await readJsonFile(file);
  const body = options.slug === undefined ? { document } : { slug: options.slug, document };
  const made = await withServer({ store: 'own', note: printer.note }, ({ api }) =>
    api.post('/api/workflows/import', body, workflow),
  );
  printer.result({ ok: true, workflow: made }, () => `Imported ${file} as the draft of ${made.slug}.`);
}
