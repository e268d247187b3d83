import type { CustomLanguages } from '../../server/languages.ts';
import { languageDetail } from '../../types/apiLanguages.ts';
import { languageRecord, type LanguageRecord } from '../../types/languageRecord.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { ApiClient } from '../apiClient.ts';
import { readJsonFile } from '../files.ts';
import { createPrinter, type Printer } from '../output.ts';
import { languagePath, languageServer, offlineEnvironment } from './languagesServer.ts';
import { sendChange } from './providersServer.ts';

/** Adds the language whose record is in a file, or puts it in the place of the one with the same tag. */
export async function languagesAdd(
  file: string,
  options: { json?: boolean; replace?: boolean },
): Promise<void> {
  const printer = createPrinter(options.json === true);
  const record = await readRecord(file);
  const { tag } = record;
  const saved = await atServerOrStore(
    printer,
    async (server) => {
      if (!options.replace) return (await server.post('/api/languages', record, languageDetail)).record;
      const answer = await sendChange(server.url, { method: 'PUT', path: languagePath(tag), body: record });
      return languageDetail.parse(answer).record;
    },
    (languages) => (options.replace ? languages.update(tag, record) : languages.add(record)),
  );
  printer.result({ ok: true, record: saved }, () => `${saved.tag} ${saved.names.english} is known now.`);
}

export async function languagesRemove(tag: string, options: { json?: boolean }): Promise<void> {
  const printer = createPrinter(options.json === true);
  await atServerOrStore<unknown>(
    printer,
    (server) => sendChange(server.url, { method: 'DELETE', path: languagePath(tag) }),
    (languages) => languages.remove(tag),
  );
  printer.result({ ok: true, removed: tag }, () => `${tag} is removed.`);
}

/** A record, or the whole that `languages show --json` prints, which has one in it. */
async function readRecord(file: string): Promise<LanguageRecord> {
  const json = await readJsonFile(file);
  const shown = typeof json === 'object' && json !== null && 'record' in json;
  const result = languageRecord.safeParse(shown ? json.record : json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new WeaverError('LANGUAGE_RECORD_INVALID', {
    path: issue?.path.join('.') || 'the top',
    reason: issue?.message ?? 'not of the form',
  });
}

/** The running server makes the change, so that its calls have it; without one it is made in the store itself. */
async function atServerOrStore<T>(
  printer: Pick<Printer, 'note'>,
  atServer: (server: ApiClient) => Promise<T>,
  inStore: (languages: CustomLanguages) => Promise<T>,
): Promise<T> {
  const server = await languageServer();
  if (server) return atServer(server);
  printer.note('No server runs: changing what is stored.');
  const { withStoredLanguages } = await import('../../server/languagesOffline.ts');
  return withStoredLanguages(offlineEnvironment(), inStore);
}
