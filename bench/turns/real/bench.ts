/** `bench turns --real`: the same callers in virtual time and through the real server, and how far the two are apart. */
import { goal, type BenchOptions, type Goal } from '../../frame.ts';
import { wholeNumber } from '../../options.ts';
import { round, summarise } from '../../statistics.ts';
import { brief, reportOf, type SetupReport } from '../report.ts';
import type { RunOptions } from '../run.ts';
import type { Clock, Reported } from '../score.ts';
import { runInThread } from '../thread.ts';
import { runReal, type RealResult } from './run.ts';
import { differences } from './stages.ts';

const TURNS = { whole: 500, quick: 60 } as const;
const LINES = { whole: 20, quick: 8 } as const;
/** How far apart the two may be beside what the engine takes, ms. */
const APART_MS = 5;

export async function realBench(base: RunOptions, { quick, values, progress }: BenchOptions) {
  const size = quick ? 'quick' : 'whole';
  const run: RunOptions = {
    ...base,
    turns: wholeNumber(values, 'turns', TURNS[size]),
    lines: wholeNumber(values, 'lines', LINES[size]),
  };
  const virtual = await runInThread(run);
  const turns = progress('turns in wall time', run.turns);
  const real = await runReal({
    ...run,
    answered: (count) => {
      // Calls go on to their end.
      if (count <= run.turns) turns.update(count);
    },
  }).finally(() => turns.stop());
  const options = run;
  const inVirtualTime = reportOf({ name: 'virtual time', what: 'no sockets, no audio', options }, virtual);
  const inWallTime = reportOf(
    { name: 'wall time', what: 'the real server, real sockets', options },
    real.run,
  );
  const overhead = overheadOf(real);
  const apart = clocksApart(inVirtualTime, inWallTime);
  return {
    conditions: { turns: run.turns, lines: run.lines },
    results: {
      virtual: plain(inVirtualTime),
      real: plain(inWallTime),
      difference: { clocks: apart, turnByTurn: differences(virtual.stages, real.stages) },
      overhead,
      machine: machineOf(real),
    },
    goals: goalsOf(apart, overhead.p50Ms, inWallTime),
  };
}

function plain(main: SetupReport) {
  return brief({ main, ablation: [], without: [], curve: [], sensitivity: [] }).main;
}

/** What the engine and the machine add to a turn, none of which virtual time knows. */
function overheadOf({ server, socketMs }: RealResult) {
  const socket = socketMs.length > 0 ? summarise(socketMs) : null;
  const parts = {
    /** The last sample of a frame spoken → the frame in the server's hands. */
    frameDelayMs: server.frameDelayMs,
    /** Decision → first byte, where the audio was there. */
    preparedAnswerMs: server.preparedAnswerMs,
    /** First byte handed to the socket → at the carrier. */
    socketMs: socket,
  };
  const p50Ms = Object.values(parts).reduce((sum, part) => sum + Math.max(0, part?.p50 ?? 0), 0);
  return { p50Ms: round(p50Ms, 3), parts, loopDelayMs: server.loopDelayMs };
}

const clockNames = ['decisionToAudio', 'speechEndToAudio', 'earEstimate'] as const;

function clocksApart(virtual: SetupReport, real: SetupReport) {
  const classes = (['all', 'closed', 'open'] as const).map((name: Reported) => {
    const clocks = clockNames.map((clock) => [
      clock,
      clockApart(virtual.classes[name]?.[clock], real.classes[name]?.[clock]),
    ]);
    return [name, Object.fromEntries(clocks) as Record<(typeof clockNames)[number], ClockApart | null>];
  });
  return Object.fromEntries(classes) as Record<
    'all' | 'closed' | 'open',
    Record<(typeof clockNames)[number], ClockApart | null>
  >;
}

type ClockApart = Record<'p50' | 'mean' | 'p95', { virtual: number; real: number; apart: number }>;

function clockApart(virtual: Clock | undefined, real: Clock | undefined): ClockApart | null {
  const [before, after] = [virtual?.summary, real?.summary];
  if (!before || !after) return null;
  const of = (name: 'p50' | 'mean' | 'p95') => ({
    virtual: before[name],
    real: after[name],
    apart: round(after[name] - before[name], 3),
  });
  return { p50: of('p50'), mean: of('mean'), p95: of('p95') };
}

function machineOf({ run, server, callers }: RealResult) {
  const share = (cpuSeconds: number) => round(cpuSeconds / run.wallSeconds, 3);
  return {
    server: { cpuSeconds: round(server.cpuSeconds, 2), ofACore: share(server.cpuSeconds) },
    callers: { ...callers, cpuSeconds: round(callers.cpuSeconds, 2), ofACore: share(callers.cpuSeconds) },
    notes: server.errors,
  };
}

function goalsOf(apart: ReturnType<typeof clocksApart>, overheadMs: number, real: SetupReport): Goal[] {
  const limit = round(APART_MS + overheadMs, 3);
  const within = (name: string, clock: ClockApart | null) =>
    goal(`${name}, P50: wall time from virtual time`, '<=', limit, clock && Math.abs(clock.p50.apart), 'ms');
  return [
    within('speech end → audio', apart.all.speechEndToAudio),
    within('decision → audio', apart.all.decisionToAudio),
    goal('turns without an answer, in wall time', '=', 0, real.classes.all?.unanswered ?? null, 'turns'),
  ];
}
