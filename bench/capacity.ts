/**
 * How many media calls a core serves: the whole pipeline with simulated providers of published latencies, more and more
 * calls until a limit breaks; and what a server keeps of calls that have ended.
 */
import { churn } from './capacity/churn.ts';
import { brokenStep, callsPerCore, lastGood } from './capacity/figures.ts';
import { LIMITS, ramp, type RampResult } from './capacity/ramp.ts';
import { callerClip, runLoad } from './engine/load.ts';
import type { ServerSetup } from './engine/messages.ts';
import { type Bench, type BenchOptions, type Goal, goal, runIfMain } from './frame.ts';
import { oneOf, wholeNumber } from './options.ts';
import { round, summarise } from './statistics.ts';
import { choices, profileHash } from './turns/profiles.ts';

type Vad = ServerSetup['vad'];
type Part = 'overhead' | 'ramp' | 'churn';

const GOALS = {
  calls: 120,
  overheadP50Ms: 2,
  overheadP99Ms: 10,
  memoryMbPerCall: 3,
  heapBytesPerCall: 1_024,
  churnCalls: 10_000,
} as const;
/** The product's own (WEAVER_VAD). */
const DEFAULT_VAD: Vad = 'neural';
const OVERHEAD_CALLS = 40;

export const capacity: Bench = {
  name: 'capacity',
  description:
    'media calls on one core, whole pipeline with simulated providers, ramped until a limit breaks; memory',
  options: {
    only: 'overhead, ramp or churn (all; quick: overhead and ramp)',
    vad: 'neural or energy (both; quick: neural, the default of the product)',
    from: 'calls of the first step (20; quick 60)',
    step: 'calls more in each step (20; quick 60)',
    most: 'calls at which the ramp ends though nothing broke (400)',
    seconds: 'measured time of a step (20; quick 5)',
    profiles: 'directory for CPU profiles of the server (none)',
    churn: 'short calls (10000)',
    'at-a-time': 'short calls at a time (150)',
    rest: 'seconds until ended calls are forgotten, waited twice (310)',
  },
  async run(options) {
    const setting = settingsOf(options);
    const clip = await callerClip();
    const parts = new Set<Part>(setting.parts);
    const overhead = parts.has('overhead') ? await overheadOf(options) : null;
    const ramps = new Map<Vad, RampResult>();
    if (parts.has('ramp'))
      for (const vad of setting.vads)
        ramps.set(vad, await ramp({ ...setting, vad, clip, progress: options.progress }));
    const churned = parts.has('churn')
      ? await churn({ ...setting.churn, vad: DEFAULT_VAD, clip, progress: options.progress })
      : null;
    const results = Object.fromEntries([...ramps].map(([vad, result]) => [vad, resultsOf(result)]));
    return {
      conditions: conditionsOf(setting.seconds, [...ramps.values()]),
      results: { overhead, ...results, churn: churned },
      goals: [
        ...(parts.has('overhead') ? overheadGoals(overhead) : []),
        ...[...ramps].flatMap(([vad, result]) => rampGoals(vad, result)),
        ...(churned ? [churnGoal(setting.churn.calls, churned.heapBytesPerCall)] : []),
      ],
    };
  },
};

function settingsOf({ quick, values }: BenchOptions) {
  const all: readonly Part[] = quick ? ['overhead', 'ramp'] : ['overhead', 'ramp', 'churn'];
  const both: readonly Vad[] = quick ? ['neural'] : ['neural', 'energy'];
  return {
    parts: values['only'] === undefined ? all : [oneOf<Part>(values, 'only', ['overhead', 'ramp', 'churn'])],
    vads: values['vad'] === undefined ? both : [oneOf<Vad>(values, 'vad', ['neural', 'energy'])],
    from: wholeNumber(values, 'from', quick ? 60 : 20),
    step: wholeNumber(values, 'step', quick ? 60 : 20),
    most: wholeNumber(values, 'most', 400),
    profiles: values['profiles'],
    seconds: wholeNumber(values, 'seconds', quick ? 5 : 20),
    settleSeconds: quick ? 8 : 10,
    churn: {
      calls: wholeNumber(values, 'churn', GOALS.churnCalls),
      atATime: wholeNumber(values, 'at-a-time', 150),
      restSeconds: wholeNumber(values, 'rest', 310),
    },
  };
}

function conditionsOf(secondsOfAStep: number, ramps: readonly RampResult[]) {
  return {
    secondsOfAStep,
    limits: LIMITS,
    defaultVad: DEFAULT_VAD,
    line: 'the line of bench turns: closed questions and a conversation; calls of 30 to 90 s, replaced as they end',
    providers: choices.fast,
    profileHash,
    simulated: 'in the server’s process: their sockets cost nothing here; no embedder',
    speech: 'an embedded voice, about a quarter of the time; what is recognised fits the question',
    aBrokenStep:
      'is measured once more, twice where other programs use over a tenth of its core: they break a limit too',
    serverOnOneCore: ramps.every(({ pinned }) => pinned),
    priority: 'raised for server and generator where permitted',
  };
}

async function overheadOf({ quick, progress: progressOf }: BenchOptions) {
  const [warmUpSeconds, seconds] = quick ? [4, 6] : [10, 30];
  const progress = progressOf(`overhead at ${OVERHEAD_CALLS} calls`, warmUpSeconds + seconds);
  const load = { transport: 'media', calls: OVERHEAD_CALLS, callSeconds: [20, 60] } as const;
  const { server } = await runLoad({ ...load, warmUpSeconds, seconds, progress });
  progress.stop();
  const values = server.decisionToAudioMs;
  return {
    calls: OVERHEAD_CALLS,
    providers: 'zero latency',
    decisionToAudioMs: values.length > 0 ? summarise(values) : null,
  };
}

function overheadGoals(overhead: Awaited<ReturnType<typeof overheadOf>> | null): Goal[] {
  const figures = overhead?.decisionToAudioMs ?? null;
  const { overheadP50Ms, overheadP99Ms } = GOALS;
  const name = `engine overhead per turn at ${OVERHEAD_CALLS} calls`;
  return [
    goal(`${name}, P50`, '<=', overheadP50Ms, figures?.p50 ?? null, 'ms'),
    goal(`${name}, P99`, '<=', overheadP99Ms, figures?.p99 ?? null, 'ms'),
  ];
}

function resultsOf(result: RampResult) {
  const { steps, idle, pinned: _pinned, ...rest } = result;
  const good = lastGood(steps);
  return {
    callsPerCore: callsPerCore(steps),
    lastGoodStep: good?.calls ?? null,
    brokenBy: brokenStep(steps)?.broken ?? [],
    idle: { rssMb: round(idle.rssMb, 1), heapMb: round(idle.heapMb, 1) },
    atLastGoodStep: good && {
      cpuMsPerCallSecond: good.cpuMsPerCallSecond,
      rssMbPerCall: round((good.rssMb - idle.rssMb) / good.calls, 3),
      heapMbPerCall: round((good.liveHeapMb - idle.heapMb) / good.calls, 3),
    },
    ...rest,
    steps,
  };
}

function rampGoals(vad: Vad, result: RampResult): Goal[] {
  const { callsPerCore: calls, atLastGoodStep: good } = resultsOf(result);
  return [
    goal(`media calls on one core, ${vad} detector`, '>=', GOALS.calls, calls, 'calls'),
    goal(`memory of a call, ${vad} detector`, '<=', GOALS.memoryMbPerCall, good?.rssMbPerCall ?? null, 'MB'),
    goal(`places where callers’ frames were missed, ${vad} detector`, '=', 0, result.gaps, ''),
  ];
}

/** Of fewer calls than that, what the server compiles meanwhile says more than what it keeps. */
function churnGoal(calls: number, bytes: number | null): Goal {
  const { heapBytesPerCall, churnCalls } = GOALS;
  const value = calls >= churnCalls ? bytes : null;
  return goal('live heap kept of an ended call, once forgotten', '<', heapBytesPerCall, value, 'bytes');
}

await runIfMain(import.meta, capacity);
