/** What adapters cost at start: with no account, with one, with all; and what making them costs when a call needs them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startAllProviders } from '../src/simulator/providers/index.ts';
import { type BenchOptions, goal, runIfMain } from './frame.ts';
import { wholeNumber } from './options.ts';
import { round, summarise } from './statistics.ts';

const SAME_MS = 50;
const SAME_MB = 10;

interface Start {
  readonly ready: { readonly ms: number; readonly cpuMs: number; readonly rssMb: number };
  readonly loadedBefore: number;
  readonly made: { readonly ms: number; readonly cpuMs: number; readonly rssMb: number };
}

export const startup = {
  name: 'startup',
  description: 'start-up time and memory with no provider configured, with one, and with all',
  options: { runs: 'starts of each (9; quick 3)' },
  async run(options: BenchOptions) {
    const runs = wholeNumber(options.values, 'runs', options.quick ? 3 : 9);
    const providers = await startAllProviders();
    const configured = {
      none: {},
      one: Object.fromEntries(Object.entries(providers.env).filter(([name]) => name.startsWith('DEEPGRAM_'))),
      all: providers.env,
    } as const;
    const names = ['none', 'one', 'all'] as const;
    const starts: Record<keyof typeof configured, Start[]> = { none: [], one: [], all: [] };
    const progress = options.progress('startup', runs * names.length);
    try {
      // In turn, so that what else the machine does falls on all alike.
      for (let run = 0; run < runs; run++)
        for (const [i, name] of names.entries()) {
          starts[name].push(await startOnce(configured[name]));
          progress.update(run * names.length + i + 1);
        }
    } finally {
      progress.stop();
      await providers.close();
    }
    const results = Object.fromEntries(names.map((name) => [name, summaryOf(starts[name])]));
    const [none, all] = [results['none'], results['all']];
    return {
      conditions: {
        runs,
        order: 'interleaved',
        figures: 'medians',
        clock: 'start of the process → it listens',
      },
      results,
      goals: [
        goal('parts made before a call needs them', '=', 0, all?.partsMadeAtStart ?? null, 'parts'),
        goal(
          'start with all configured, against none, CPU',
          '<=',
          SAME_MS,
          difference(all?.startCpuMs, none?.startCpuMs),
          'ms',
        ),
        goal('the same, memory', '<=', SAME_MB, difference(all?.startRssMb, none?.startRssMb), 'MB'),
      ],
    };
  },
};

/** Not `spawnSync`: the simulated providers answer from this process. */
async function startOnce(env: Readonly<Record<string, string>>): Promise<Start> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'startup/child.ts')], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 120_000,
  });
  const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (status !== 0) throw new Error('the server did not start: see above');
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Start;
}

function summaryOf(starts: readonly Start[]) {
  const median = (of: (start: Start) => number) => round(summarise(starts.map(of)).p50, 1);
  return {
    startMs: median(({ ready }) => ready.ms),
    startCpuMs: median(({ ready }) => ready.cpuMs),
    startRssMb: median(({ ready }) => ready.rssMb),
    partsMadeAtStart: Math.max(...starts.map(({ loadedBefore }) => loadedBefore)),
    makingThemMs: median(({ made }) => made.ms),
    makingThemCpuMs: median(({ made }) => made.cpuMs),
    rssWithThemMb: median(({ made }) => made.rssMb),
  };
}

function difference(a: number | undefined, b: number | undefined): number | null {
  return a === undefined || b === undefined ? null : round(a - b, 1);
}

await runIfMain(import.meta, startup);
