import { workflowDocument } from '../../types/workflow.ts';
import { writeTextFile } from '../files.ts';
import { createPrinter } from '../output.ts';
import { withServer } from '../withServer.ts';

export interface FlowExportOptions {
  readonly version?: number;
  readonly output?: string;
  readonly json?: boolean;
}

/** Writes a workflow as a file, or prints it: the document is JSON in either form. */
export async function flowExport(slug: string, options: FlowExportOptions): Promise<void> {
  const printer = createPrinter(options.json === true);
  const query = options.version === undefined ? '' : `?version=${options.version}`;
  const document = await withServer({ store: 'own', note: printer.note }, ({ api }) =>
    api.get(`/api/workflows/${encodeURIComponent(slug)}/export${query}`, workflowDocument),
  );
  const text = JSON.stringify(document, null, 2);
  if (options.output === undefined) {
    printer.result(document, () => text);
    return;
  }
  await writeTextFile(options.output, `${text}\n`);
  printer.result({ ok: true, file: options.output }, () => `Exported ${slug} to ${options.output}.`);
}
