/**
 * The table of `bench failover` for model and synthesiser without telephone and flow, ours beside LiveKit agents-js's
 * FallbackAdapter: the same hosts, faults, texts and number at a time. From the request to the first output.
 */
import { warmResampler } from '../src/lib/resampler.ts';
import { faultNames, profiles, type FaultName } from './failover/providers.ts';
import { wordErrors } from './failover/words.ts';
import { type BenchOptions, type Goal, goal, runIfMain } from './frame.ts';
import { wholeNumber } from './options.ts';
import { startHosts, strike, type Kind } from './peers/hosts.ts';
import { LIVEKIT_VERSION, startLivekit, type Peer } from './peers/livekit.ts';
import { LIMIT_MS, ours, SAMPLE, theirs, type Result } from './peers/runners.ts';
import { round, summarise } from './statistics.ts';

const kinds = ['model', 'synthesiser'] as const satisfies readonly Kind[];
export const failoverPeers = {
  name: 'failover-peers',
  description: 'model and synthesiser failover beside LiveKit agents-js’s FallbackAdapter (installs it)',
  options: {
    turns: 'turns of each cell (200; quick 20)',
    concurrency: 'at a time (20)',
    seed: 'of the latencies drawn (1)',
  },
  async run(options: BenchOptions) {
    const turns = wholeNumber(options.values, 'turns', options.quick ? 20 : 200);
    const concurrency = wholeNumber(options.values, 'concurrency', 20);
    const seed = wholeNumber(options.values, 'seed', 1);
    await warmResampler();
    const servers = await startHosts(seed);
    const peer = await startLivekit((line) => options.note(line));
    const faults = [null, ...faultNames] as const;
    const progress = options.progress('failover-peers', kinds.length * faults.length * (peer ? 2 : 1));
    let done = 0;
    const table: Row[] = [];
    try {
      for (const kind of kinds)
        for (const fault of faults) {
          const it = servers[kind];
          const texts = Array.from({ length: turns }, (_, n) => `${SAMPLE} ${n}.`);
          for (const who of peer ? (['ours', 'livekit'] as const) : (['ours'] as const)) {
            strike(it, null);
            const runner = who === 'ours' ? ours(kind, it) : theirs(kind, it, peer as Peer);
            // A few good turns first: connections are open, the provider is known.
            await runner.run(texts.slice(0, concurrency), concurrency);
            strike(it, fault);
            const results = await runner.run(texts, concurrency);
            table.push(rowOf(who, kind, fault, results));
            options.note(lineOf(table.at(-1) as Row));
            await runner.close();
            progress.update(++done);
          }
        }
    } finally {
      progress.stop();
      await peer?.stop();
      await servers.close();
    }
    return {
      conditions: {
        turnsOfEachCell: turns,
        concurrency,
        seed,
        clock: 'request → first output (token, audio), in process; no telephone, no flow',
        limitMs: LIMIT_MS,
        hosts: 'simulated OpenAI-compatible hosts on loopback; published latencies below',
        profiles: { model: profiles.model, synthesiser: profiles.synthesiser },
        peer: peer
          ? `@livekit/agents ${LIVEKIT_VERSION}, plugin-openai, FallbackAdapter with its defaults`
          : null,
        labels: 'measured here, with simulated providers',
      },
      results: { table },
      goals: goalsOf(table),
    };
  },
};

interface Row {
  readonly who: 'ours' | 'livekit';
  readonly kind: Kind;
  readonly fault: FaultName | 'none';
  readonly turns: number;
  readonly unanswered: number;
  readonly wordsLost: number;
  readonly wordsRepeated: number;
  readonly firstP50Ms: number | null;
  readonly firstP95Ms: number | null;
  readonly firstMaxMs: number | null;
}

function rowOf(who: Row['who'], kind: Kind, fault: FaultName | null, results: readonly Result[]): Row {
  const first = results.flatMap(({ firstMs }) => (firstMs === null ? [] : [firstMs]));
  const errors = results.map(({ expected, heard }) => wordErrors(wordsOnly(expected), wordsOnly(heard)));
  const figures = first.length > 0 ? summarise(first) : null;
  return {
    who,
    kind,
    fault: fault ?? 'none',
    turns: results.length,
    unanswered: results.length - first.length,
    wordsLost: errors.reduce((sum, { lost }) => sum + lost, 0),
    wordsRepeated: errors.reduce((sum, { repeated }) => sum + repeated, 0),
    firstP50Ms: figures && round(figures.p50, 1),
    firstP95Ms: figures && round(figures.p95, 1),
    firstMaxMs: figures && round(figures.max, 1),
  };
}

/** A full stop at the end of the audio is no word. */
const wordsOnly = (text: string) => text.replaceAll(/[.,:!?]/g, '');

function goalsOf(table: readonly Row[]): Goal[] {
  const own = table.filter(({ who }) => who === 'ours');
  const sum = (key: 'unanswered' | 'wordsLost' | 'wordsRepeated') =>
    own.reduce((all, row) => all + row[key], 0);
  return [
    goal('ours: turns without an answer', '=', 0, sum('unanswered'), 'turns'),
    goal('ours: words lost', '=', 0, sum('wordsLost'), 'words'),
    goal('ours: words repeated', '=', 0, sum('wordsRepeated'), 'words'),
  ];
}

function lineOf({
  who,
  kind,
  fault,
  turns,
  unanswered,
  wordsLost,
  wordsRepeated,
  firstP50Ms,
  firstP95Ms,
}: Row): string {
  return `${kind} ${fault}, ${who}: ${turns} turns, ${unanswered} unanswered, ${wordsLost} words lost, ${wordsRepeated} repeated, first output P50 ${firstP50Ms} P95 ${firstP95Ms} ms`;
}

await runIfMain(import.meta, failoverPeers);
