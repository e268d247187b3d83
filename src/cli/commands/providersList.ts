import { providerRegistry, providerSettings, reportProviders } from '../../services/providers/index.ts';
import { providerList, type ProviderAccount } from '../../types/api.ts';
import { createPrinter } from '../output.ts';
import { runningServer } from './providersServer.ts';

/** Which providers there are and what is set up: asked of the running server, otherwise read from the environment. */
export async function providersList(options: { json?: boolean }): Promise<void> {
  const printer = createPrinter(options.json === true);
  const server = await runningServer();
  if (!server) printer.note('No server answers: this is what the environment alone sets up.');
  const { providers } = server
    ? await server.get('/api/providers', providerList)
    : { providers: reportProviders(providerRegistry, providerSettings) };
  printer.result({ providers }, () => providers.flatMap(accountLines).join('\n'));
}

/** One line for the provider, one for each field that is set, one for each thing that is wrong or wanting. */
export function accountLines(account: ProviderAccount): string[] {
  const { name, configured, works, fields, problem, missing } = account;
  // An address alone may be all that it needs, and serve nothing yet.
  const serves = works.length === 0 || works.some(({ available }) => available);
  const state = problem ? 'PROBLEM' : configured && serves ? 'ready' : 'not set up';
  const does = works.map(({ work, available }) => (available ? work : `(${work})`)).join(', ');
  const set = fields.filter(({ from }) => from === 'environment' || from === 'store');
  return [
    `${name.padEnd(18)} ${state.padEnd(11)} ${does}`.trimEnd(),
    ...set.map((field) => `  ${field.name.padEnd(16)} ${shown(field)}`),
    ...(problem ? [`  → ${problem.message} ${problem.fix} [${problem.code}]`] : []),
    ...(missing !== null && !problem ? [`  → ${missing}`] : []),
    ...(missing === null && !problem ? works.flatMap(wantingLine) : []),
  ];
}

function wantingLine({ work, unavailable }: ProviderAccount['works'][number]): string[] {
  return unavailable === null ? [] : [`  → ${work}: ${unavailable}`];
}

function shown({ value, secret, from, environment, stored }: ProviderAccount['fields'][number]): string {
  const origin = from === 'environment' ? environment : 'stored';
  const hidden = from === 'environment' && stored ? ', over a stored value' : '';
  return `${secret ? '(secret)' : value} [${origin}${hidden}]`;
}
