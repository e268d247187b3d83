import { z } from 'zod';
import { validation } from '../../types/api.ts';
import { workflowVersion } from '../../types/workflow.ts';
import { createPrinter, exitCode } from '../output.ts';
import { withServer } from '../withServer.ts';

const published = workflowVersion.omit({ document: true }).extend({ document: z.unknown() });

/** Freezes the draft as the next version; prints what stands in the way when it has errors. */
export async function flowPublish(slug: string, options: { note: string; json?: boolean }): Promise<void> {
  const printer = createPrinter(options.json === true);
  const path = `/api/workflows/${encodeURIComponent(slug)}`;
  await withServer({ store: 'own', note: printer.note }, async ({ api }) => {
    const checked = await api.post(`${path}/validate`, {}, validation);
    if (!checked.ok) {
      const errors = checked.problems.filter(({ severity }) => severity === 'error');
      printer.result({ ok: false, problems: checked.problems }, () =>
        [`${slug} cannot be published:`, ...errors.map(({ message, code }) => `  ${message} [${code}]`)].join(
          '\n',
        ),
      );
      process.exitCode = exitCode.failed;
      return;
    }
    const { document: _document, ...version } = await api.post(
      `${path}/publish`,
      { note: options.note },
      published,
    );
    printer.result({ ok: true, version }, () => `Published version ${version.version} of ${slug}.`);
  });
}
