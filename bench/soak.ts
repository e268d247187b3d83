/** Many calls on one core for a long time: nothing is missed, nothing grows. */
import { type BenchOptions, type Goal, goal, runIfMain } from './frame.ts';
import { runLoad, type LoadResult } from './engine/load.ts';
import { wholeNumber } from './options.ts';
import { regression, round, summarise } from './statistics.ts';

const EVENT_LOOP_P99_MS = 10;
/** What counts as flat: the fitted line of the resident memory over the whole measured time. */
const FLAT_MB = 10;
/** A stall of 100 ms less one frame. */
const GENERATOR_LATE_MS = 80;

export const soak = {
  name: 'soak',
  description:
    'concurrent media calls on one core for minutes: missed frames, holes, event loop, memory, errors',
  options: { minutes: 'measured time (10; quick: 18 s)', calls: 'concurrent calls (100)' },
  async run(options: BenchOptions) {
    const calls = wholeNumber(options.values, 'calls', 100);
    const seconds = options.quick ? 18 : wholeNumber(options.values, 'minutes', 10) * 60;
    const warmUpSeconds = options.quick ? 8 : 60;
    const progress = options.progress(`soak, ${calls} calls`, warmUpSeconds + seconds);
    try {
      const result = await runLoad({
        transport: 'media',
        calls,
        warmUpSeconds,
        seconds,
        callSeconds: [30, 90],
        progress,
      });
      return {
        conditions: {
          calls,
          seconds,
          warmUpSeconds,
          transport: 'media',
          providers: 'zero-latency stand-ins; real voice-activity detection on real speech',
          serverOnOneCore: result.pinned,
          priority: 'raised for server and generator where permitted, so that other programs do not count',
        },
        results: resultsOf(result, calls),
        goals: goalsOf(result),
      };
    } finally {
      progress.stop();
    }
  },
};

function resultsOf(result: LoadResult, calls: number) {
  const { server, counts, violations, generator, callsEnded, framesMissed } = result;
  const values = server.decisionToAudioMs;
  return {
    callsEnded,
    turns: server.turns,
    unanswered: counts.unanswered,
    framesMissed,
    media: server.media,
    holesInAgentSpeechFrames: counts.holes,
    decisionToAudioMs: values.length > 0 ? summarise(values) : null,
    eventLoop: server.eventLoop,
    cpuMillisecondsPerCallSecond: round((server.cpuSeconds * 1000) / (server.seconds * calls)),
    memory: memoryOf(result),
    errors: server.errors,
    violations,
    generator,
  };
}

function memoryOf({ server: { memory, liveHeapMb } }: LoadResult) {
  const line = regression(memory.map(({ seconds, rssMb }) => ({ x: seconds, y: rssMb })));
  return {
    firstRssMb: round(memory[0]?.rssMb ?? 0, 1),
    lastRssMb: round(memory.at(-1)?.rssMb ?? 0, 1),
    maxRssMb: round(Math.max(...memory.map(({ rssMb }) => rssMb)), 1),
    rssMbEachMinute: memory.filter((_, i) => i % 60 === 0).map(({ rssMb }) => Math.round(rssMb)),
    fittedGrowthMb: round(line.last - line.first, 2),
    fittedMbPerHour: round(line.slope * 3600, 1),
    liveHeapGrowthMb: round(liveHeapMb.last - liveHeapMb.first, 2),
  };
}

/**
 * The server says that a stream stalls when no frame came for 100 ms. Where the generator itself was late by about as
 * much, that is its own doing and no error of the server; the results show both figures.
 */
function errorsOf({ server, generator }: LoadResult): Readonly<Record<string, number>> {
  const { AUDIO_STREAM_STALLED: stalled = 0, ...others } = server.errors;
  return generator.maxLateMs >= GENERATOR_LATE_MS ? others : { ...others, AUDIO_STREAM_STALLED: stalled };
}

function goalsOf(result: LoadResult): Goal[] {
  const { counts, violations, framesMissed, server } = result;
  const sum = (by: Readonly<Record<string, number>>) => Object.values(by).reduce((total, n) => total + n, 0);
  return [
    goal('frames of callers missed by the server', '=', 0, framesMissed, 'frames'),
    goal('holes in the agent’s speech, at the caller’s end', '=', 0, counts.holes, 'frames'),
    goal('event loop, P99', '<', EVENT_LOOP_P99_MS, server.eventLoop.p99Ms, 'ms'),
    goal('growth of resident memory after warm-up', '<=', FLAT_MB, memoryOf(result).fittedGrowthMb, 'MB'),
    goal('errors and broken rules', '=', 0, sum(errorsOf(result)) + sum(violations), ''),
  ];
}

await runIfMain(import.meta, soak);
