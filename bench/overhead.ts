/** What the engine itself adds to a turn: decision → audio with providers that answer at once. */
import { type BenchOptions, type Goal, goal, runIfMain } from './frame.ts';
import { runLoad, type LoadResult } from './engine/load.ts';
import { wholeNumber } from './options.ts';
import { round, summarise } from './statistics.ts';

const GOALS = { p50Ms: 2, p99Ms: 10 } as const;

export const overhead = {
  name: 'overhead',
  description: 'engine overhead per turn at 40 concurrent calls on one core, zero-latency providers',
  options: { calls: 'concurrent calls (40)', seconds: 'measured time of each transport (60; quick 9)' },
  async run(options: BenchOptions) {
    const calls = wholeNumber(options.values, 'calls', 40);
    const seconds = wholeNumber(options.values, 'seconds', options.quick ? 9 : 60);
    const warmUpSeconds = options.quick ? 6 : 15;
    const run = async (transport: 'media' | 'relay') => {
      const progress = options.progress(`overhead, ${transport}`, warmUpSeconds + seconds);
      try {
        return await runLoad({ transport, calls, warmUpSeconds, seconds, callSeconds: [20, 60], progress });
      } finally {
        progress.stop();
      }
    };
    const media = await run('media');
    const relay = await run('relay');
    return {
      conditions: {
        calls,
        secondsOfEachTransport: seconds,
        warmUpSeconds,
        providers: 'zero-latency stand-ins: figures are the engine’s own',
        priority: 'raised for server and generator where permitted, so that other programs do not count',
        serverOnOneCore: media.pinned && relay.pinned,
        clock: 'decision → first byte of the answer handed to the socket',
      },
      results: { media: resultsOf(media, calls), relay: resultsOf(relay, calls) },
      goals: [...goalsOf('media', media), ...goalsOf('relay', relay)],
    };
  },
};

function resultsOf(result: LoadResult, calls: number) {
  const { server, counts, violations, generator, callsEnded } = result;
  const values = result.server.decisionToAudioMs;
  return {
    turns: server.turns,
    turnsCutByHangUp: server.turns - values.length,
    decisionToAudioMs: values.length > 0 ? summarise(values) : null,
    cpuMillisecondsPerCallSecond: round((server.cpuSeconds * 1000) / (server.seconds * calls)),
    eventLoop: server.eventLoop,
    callsEnded,
    unanswered: counts.unanswered,
    errors: server.errors,
    violations,
    generator,
  };
}

function goalsOf(transport: string, result: LoadResult): Goal[] {
  const values = result.server.decisionToAudioMs;
  const figures = values.length > 0 ? summarise(values) : null;
  return [
    goal(`${transport}: engine overhead per turn, P50`, '<=', GOALS.p50Ms, figures?.p50 ?? null, 'ms'),
    goal(`${transport}: engine overhead per turn, P99`, '<=', GOALS.p99Ms, figures?.p99 ?? null, 'ms'),
  ];
}

await runIfMain(import.meta, overhead);
