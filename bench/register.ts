/** Every bench by its name, loaded when it runs. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WeaverError } from '../src/types/errors/index.ts';
import {
  benchOptions,
  commit,
  givenValues,
  parsedOptions,
  runBench,
  thisMachine,
  type Bench,
  type BenchReport,
} from './frame.ts';

export { humanReport } from './frame.ts';

interface Entry {
  readonly description: string;
  load(): Promise<Bench> | Script;
}

/** A bench that is a program of its own and prints its object by itself. */
interface Script {
  readonly script: string;
}

export const benches: Readonly<Record<string, Entry>> = {
  overhead: {
    description:
      'what the engine itself adds to a turn: 40 concurrent calls on one core, zero-latency providers',
    load: async () => (await import('./overhead.ts')).overhead,
  },
  turns: {
    description:
      'how long callers wait: whole calls in virtual time, three clocks, cut-ins, ablation, latency/cut-in curve',
    load: async () => (await import('./turns.ts')).turns,
  },
  failover: {
    description:
      'whole calls while a provider refuses, stalls, breaks, babbles or is slow: answers, words, added delay',
    load: async () => (await import('./failover.ts')).failover,
  },
  'failover-peers': {
    description:
      'the same faults beside LiveKit agents-js’s FallbackAdapter, which it installs outside the lock file',
    load: async () => (await import('./failoverPeers.ts')).failoverPeers,
  },
  peers: {
    description:
      'engine overhead and whole answers beside LiveKit agents-js (installs it) and a ConversationRelay sample server',
    load: async () => (await import('./peers.ts')).peers,
  },
  cache: {
    description:
      'the response cache: hits, wrong hits and bounds beside other rules, in whole calls, and its latency',
    load: async () => (await import('./cacheAnswers.ts')).cache,
  },
  language: {
    description:
      'the language layer: readings and tones, detection, matching by sound, and what they cost (WEAVER_DATA)',
    load: async () => (await import('./languageLayer.ts')).language,
  },
  endpointing: {
    description:
      'when the caller is taken to have finished: latency and false cut-ins beside fixed silences (WEAVER_DATA)',
    load: async () => (await import('./endpointing.ts')).endpointing,
  },
  startup: {
    description: 'start-up time and memory with no provider configured, with one, and with all',
    load: async () => (await import('./startup.ts')).startup,
  },
  soak: {
    description: 'many concurrent media calls on one core for minutes: missed frames, event loop, memory',
    load: async () => (await import('./soak.ts')).soak,
  },
  capacity: {
    description:
      'media calls on one core, whole pipeline with simulated providers, ramped until a limit breaks; memory',
    load: async () => (await import('./capacity.ts')).capacity,
  },
  web: {
    description:
      'the web app in Chromium: first load, LCP, layout shift, INP and dragging in large flows, dashboard',
    load: async () => (await import('./web.ts')).web,
  },
  audio: {
    description: 'what each part of the audio room costs, and how well speech and keys are detected',
    load: async () => (await import('./audio.ts')).audio,
  },
  recogniser: {
    description: 'the embedded recogniser and voices: word errors, CPU, time to the final',
    load: () => ({ script: 'recogniser.ts' }),
  },
  metrics: {
    description: 'what recording a turn and taking a snapshot cost',
    load: () => ({ script: 'metrics.ts' }),
  },
};

/** Runs a bench with the options that followed its name. */
export async function runFromCommandLine(
  name: string,
  { quick, rest }: { quick: boolean; rest: readonly string[] },
): Promise<BenchReport> {
  const entry = benches[name];
  if (!entry) throw new WeaverError('CLI_BENCH_UNKNOWN', { name, known: Object.keys(benches).join(', ') });
  const bench = await entry.load();
  if ('script' in bench) return runScript(name, bench, [...(quick ? ['--quick'] : []), ...rest]);
  return runBench(bench, benchOptions(quick, readValues(bench, rest)));
}

async function runScript(name: string, { script }: Script, args: readonly string[]): Promise<BenchReport> {
  const [date, machine] = [new Date().toISOString(), thisMachine()];
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const own = JSON.parse(await text(child.stdout)) as Pick<BenchReport, 'conditions' | 'results' | 'goals'>;
  return { ...own, bench: name, commit: commit(), date, machine };
}

function readValues(bench: Bench, rest: readonly string[]): Record<string, string> {
  try {
    return givenValues(parseArgs({ args: [...rest], options: parsedOptions(bench) }).values);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WeaverError('CLI_OPTION_INVALID', {
      option: `An option of bench ${bench.name}`,
      value: rest.join(' '),
      reason,
    });
  }
}
