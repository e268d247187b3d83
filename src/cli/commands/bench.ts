import { existsSync } from 'node:fs';
import { WeaverError } from '../../types/errors/index.ts';
import { createPrinter } from '../output.ts';

/** Benches live beside the sources and are not part of the package; only their outline is known here. */
interface BenchModule {
  readonly benches: Readonly<Record<string, { readonly description: string }>>;
  runFromCommandLine(name: string, options: { quick: boolean; rest: readonly string[] }): Promise<object>;
  humanReport(report: object): string;
}

export async function bench(
  name: string | undefined,
  options: { quick?: boolean; json?: boolean },
  rest: readonly string[],
): Promise<void> {
  const printer = createPrinter(options.json === true);
  const { benches, runFromCommandLine, humanReport } = await loadBenches();
  if (name === undefined) {
    const known = Object.entries(benches).map(([key, { description }]) => ({ name: key, description }));
    printer.result({ benches: known }, () =>
      known.map((b) => `${b.name.padEnd(14)} ${b.description}`).join('\n'),
    );
    return;
  }
  if (!Object.hasOwn(benches, name)) {
    throw new WeaverError('CLI_BENCH_UNKNOWN', { name, known: Object.keys(benches).join(', ') });
  }
  const report = await runFromCommandLine(name, { quick: options.quick === true, rest });
  printer.result(report, () => humanReport(report));
}

async function loadBenches(): Promise<BenchModule> {
  const register = new URL('../../../bench/register.ts', import.meta.url);
  if (!import.meta.url.endsWith('.ts') || !existsSync(register))
    throw new WeaverError('CLI_BENCH_NEEDS_SOURCES');
  return (await import(register.href)) as BenchModule;
}
