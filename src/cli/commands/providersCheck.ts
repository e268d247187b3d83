import {
  checkProvider,
  providerRegistry,
  providerSettings,
  reportProviders,
} from '../../services/providers/index.ts';
import {
  providerCheckList,
  providerList,
  type ProviderAccount,
  type ProviderCheck,
} from '../../types/api.ts';
import { languageTag } from '../../types/language.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { createPrinter, exitCode, type Printer } from '../output.ts';
import { pathOf, runningServer } from './providersServer.ts';

export interface CheckCommand {
  readonly language?: string;
  readonly json?: boolean;
}

/**
 * Uses providers for real, and says of each what it did, how fast, and what to do where it failed. Ends with 1 when one
 * that is set up fails, or when the one that was asked for did not work.
 */
export async function providersCheck(name: string | undefined, options: CheckCommand): Promise<void> {
  const printer = createPrinter(options.json === true);
  const { language } = options;
  if (language !== undefined && !languageTag.safeParse(language).success)
    throw new WeaverError('CLI_OPTION_INVALID', {
      option: '--language',
      value: language,
      reason: 'a tag such as en-US or zh-HK',
    });
  const checks = await withChecker(printer, (checker) => checkEach(checker, name, language, printer));
  const tried = checks.filter(({ ok }) => ok !== null);
  const ok = tried.every((check) => check.ok === true) && (name === undefined || tried.length > 0);
  printer.result({ ok, checks }, () => checkLines(checks).join('\n'));
  if (!ok) process.exitCode = exitCode.failed;
}

/** Who does it: the running server, which has the stored settings, or this process with the environment's. */
interface Checker {
  list(): Promise<ProviderAccount[]>;
  check(name: string, language: string | undefined): Promise<ProviderCheck[]>;
}

async function withChecker<T>(printer: Printer, use: (checker: Checker) => Promise<T>): Promise<T> {
  const server = await runningServer();
  if (server) {
    return use({
      list: async () => (await server.get('/api/providers', providerList)).providers,
      check: async (name, language) =>
        (await server.post(`${pathOf(name)}/check`, { language }, providerCheckList)).checks,
    });
  }
  printer.note('No server answers: checking what the environment alone sets up.');
  try {
    return await use({
      list: async () => reportProviders(providerRegistry, providerSettings),
      check: (name, language) =>
        checkProvider(providerRegistry, name, { language, settings: providerSettings }),
    });
  } finally {
    await providerRegistry.close();
  }
}

/** One request for each provider: the person sees where it stands. */
async function checkEach(
  checker: Checker,
  name: string | undefined,
  language: string | undefined,
  printer: Printer,
): Promise<ProviderCheck[]> {
  const accounts = await checker.list();
  const wanted = name === undefined ? accounts : accounts.filter((account) => account.name === name);
  if (wanted.length === 0) {
    const known = accounts.map((account) => account.name).join(', ');
    throw new WeaverError('CLI_PROVIDER_UNKNOWN', { name, known });
  }
  const checks: ProviderCheck[] = [];
  for (const { name: provider, works, configured } of wanted) {
    if (works.length === 0) continue;
    if (configured) printer.note(`Checking ${provider}…`);
    checks.push(...(await checker.check(provider, language)));
  }
  return checks;
}

const signs = { true: 'ok', false: 'FAILED', null: '-' } as const;

export function checkLines(checks: readonly ProviderCheck[]): string[] {
  if (checks.length === 0) return ['There is nothing to check.'];
  const head = row('provider', 'work', '', 'first ms', 'total ms', 'says');
  return [head, ...checks.flatMap((check, at) => (repeats(checks, at) ? [] : linesOf(check)))];
}

/** A provider that is not set up is named once, not once for each thing that it could do. */
function repeats(checks: readonly ProviderCheck[], at: number): boolean {
  const { provider, ok, fix } = checks[at] ?? {};
  return (
    ok === null &&
    fix !== null &&
    checks.slice(0, at).some((it) => it.provider === provider && it.ok === null && it.fix === fix)
  );
}

function linesOf(check: ProviderCheck): string[] {
  const { provider, work, ok, firstOutputMs, totalMs, voices, says, fix, code } = check;
  const names = voices && voices.names.length > 0 ? `: ${voices.names.join(', ')}` : '';
  const more = voices && voices.count > voices.names.length ? ', …' : '';
  const ms = (value: number | null) => (value === null ? '' : String(value));
  const below = (text: string) => `${' '.repeat(SAYS_AT)}${text}`;
  return [
    row(provider, work, signs[`${ok}`], ms(firstOutputMs), ms(totalMs), says),
    ...(voices ? [below(`${voices.count} voices${names}${more}`)] : []),
    ...(fix === null ? [] : [below(`→ ${fix}${code === undefined ? '' : ` [${code}]`}`)]),
  ];
}

/** Where the sentences begin, and what belongs to them on the lines below. */
const SAYS_AT = 60;

function row(provider: string, work: string, sign: string, first: string, total: string, says: string) {
  const cells = [provider.padEnd(18), work.padEnd(12), sign.padEnd(7), first.padStart(8), total.padStart(9)];
  return `${cells.join(' ').padEnd(SAYS_AT)}${says}`.trimEnd();
}
