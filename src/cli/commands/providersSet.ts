import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { isSecretField } from '../../services/providers/index.ts';
import type { ProviderAccounts } from '../../server/providers.ts';
import { providerAccount, type ProviderChange } from '../../types/api.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { findServer } from '../findServer.ts';
import { createPrinter, type Printer } from '../output.ts';
import { accountLines } from './providersList.ts';
import { pathOf, sendChange } from './providersServer.ts';

/** Seals settings of a provider into the store. `field=-` reads the value from standard input; `field=` removes it. */
export async function providersSet(
  name: string,
  assignments: readonly string[],
  options: { json?: boolean },
): Promise<void> {
  const printer = createPrinter(options.json === true);
  const change = await readChange(assignments, printer);
  const account = await atServerOrStore(
    printer,
    async (url) =>
      providerAccount.parse(await sendChange(url, { method: 'PUT', path: pathOf(name), body: change })),
    (accounts) => accounts.change(name, change),
  );
  printer.result({ ok: true, provider: account }, () => accountLines(account).join('\n'));
}

/** Forgets what is stored of a provider. */
export async function providersRemove(name: string, options: { json?: boolean }): Promise<void> {
  const printer = createPrinter(options.json === true);
  await atServerOrStore<unknown>(
    printer,
    (url) => sendChange(url, { method: 'DELETE', path: pathOf(name) }),
    (accounts) => accounts.remove(name),
  );
  printer.result({ ok: true, removed: name }, () => `What was stored of ${name} is removed.`);
}

/** The running server makes the change, so that its calls have it; without one it is made in the store itself. */
async function atServerOrStore<T>(
  printer: Pick<Printer, 'note'>,
  atServer: (origin: string) => Promise<T>,
  inStore: (accounts: ProviderAccounts) => Promise<T>,
): Promise<T> {
  const origin = await findServer();
  if (origin !== null) return atServer(origin);
  printer.note('No server runs: changing what is stored.');
  const { withStoredAccounts } = await import('../../server/providersOffline.ts');
  // How a server would listen is of no matter here.
  return withStoredAccounts({ ...process.env, PORT: undefined, HOST: undefined }, inStore);
}

/** What is wrong is said without repeating it: an argument may be a key that was put in the wrong place. */
export async function readChange(
  assignments: readonly string[],
  printer: Pick<Printer, 'note'>,
  readSecret: (field: string) => Promise<string> = fromStandardInput,
): Promise<ProviderChange> {
  const pairs = assignments.map((assignment) => {
    const at = assignment.indexOf('=');
    if (at < 1) throw usage('give field=value, for example region=eastasia or key=-');
    return [assignment.slice(0, at), assignment.slice(at + 1)] as const;
  });
  if (pairs.filter(([, value]) => value === '-').length > 1)
    throw usage('standard input holds one value: give field=- once');
  const change: ProviderChange = {};
  for (const [field, value] of pairs) {
    if (isSecretField(field) && value !== '-' && value !== '')
      printer.note(
        `The ${field} now stands in your shell's history; ${field}=- reads it from standard input.`,
      );
    const given = value === '-' ? (await readSecret(field)).trim() : value;
    if (value === '-' && given === '') throw usage('standard input is empty');
    change[field] = given === '' ? null : given;
  }
  return change;
}

function usage(reason: string): WeaverError {
  return new WeaverError('CLI_USAGE', { reason });
}

/** From a pipe or file to its end; from a person one line, which is not shown while it is typed. */
function fromStandardInput(field: string): Promise<string> {
  if (!process.stdin.isTTY) return text(process.stdin);
  process.stderr.write(`${field}: `);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  return new Promise((resolve) => {
    let line = '';
    reader.once('line', (typed) => {
      line = typed;
      reader.close();
    });
    // Also at Ctrl+C and Ctrl+D: then with nothing.
    reader.once('close', () => {
      process.stderr.write('\n');
      resolve(line);
    });
  });
}
