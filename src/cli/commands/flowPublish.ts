import { preparation, publishAnswer, validation, type Preparation } from '../../types/api.ts';
import { z } from 'zod';
import type { ApiClient } from '../apiClient.ts';
import { createPrinter, exitCode } from '../output.ts';
import { createProgress, type Progress } from '../progress.ts';
import { withServer } from '../withServer.ts';

const published = publishAnswer.omit({ document: true }).extend({ document: z.unknown() });

export interface PublishOptions {
  readonly note: string;
  readonly json?: boolean;
  /** False: the lines are left to the server. */
  readonly wait: boolean;
}

/** Freezes the draft as the next version; prints what stands in the way when it has errors. */
export async function flowPublish(slug: string, options: PublishOptions): Promise<void> {
  const printer = createPrinter(options.json === true);
  const path = `/api/workflows/${encodeURIComponent(slug)}`;
  await withServer({ store: 'own', note: printer.note }, async ({ api, startedHere }) => {
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
    const {
      document: _document,
      preparation: { events },
      ...version
    } = await api.post(`${path}/publish`, { note: options.note }, published);
    printer.note(
      `Version ${version.version} of ${slug} is published and answers; its lines are being synthesised.`,
    );
    // A server of this command's own ends with it, and what it was making with it.
    const prepared = options.wait || startedHere ? await followed(api, events) : null;
    printer.result({ ok: true, version, ...(prepared && { preparation: prepared }) }, () =>
      [`Published version ${version.version} of ${slug}.`, ...(prepared ? summary(prepared) : [])].join('\n'),
    );
  });
}

/** Shows how far it has come until it is done; null: the server did not say. */
async function followed(api: ApiClient, events: string): Promise<Preparation | null> {
  let progress: Progress | undefined;
  let last: Preparation | null = null;
  await api.events(events, preparation, (state) => {
    last = state;
    const { done, total, language, voice } = state;
    if (total === 0) return;
    progress ??= createProgress('Lines synthesised', total, { everyPercent: 10 });
    progress.update(done, [language, voice].filter((part) => part !== null).join(' '));
  });
  progress?.stop();
  return last;
}

function summary({ state, done, total, failed, failures, code }: Preparation): string[] {
  if (state === 'failed')
    return [`Its lines could not be synthesised [${code ?? 'unknown'}]; calls make them as they go.`];
  if (done < total) return [`${done - failed} of ${total} pieces of its lines are synthesised so far.`];
  if (failed === 0) return [`All ${done} pieces of its lines are synthesised.`];
  return [
    `${done - failed} of ${done} pieces of its lines are synthesised; calls make the others as they go:`,
    ...failures.map(
      ({ language, voice, code: reason, clauses }) =>
        `  ${clauses} in ${language}${voice === null ? '' : `, voice ${voice}`} [${reason}]`,
    ),
  ];
}
