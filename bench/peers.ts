/**
 * Ours beside LiveKit agents-js and a ConversationRelay server in the way of Twilio's samples: the same turns, the same
 * scripted latencies, the same run. docs/peers.md says how, and what differs.
 */
import { type BenchOptions, type Goal, goal, runIfMain } from './frame.ts';
import { WeaverError } from '../src/types/errors/index.ts';
import { wholeNumber } from './options.ts';
import { merge, rowOf, runCell, type Cell, type CellRun, type Row } from './peers/cells.ts';
import { livekitFolder, LIVEKIT_VERSION } from './peers/livekit.ts';
import { CpuPressure } from './peers/pressure.ts';
import { contenders, isRelay, Pool, type Contender } from './peers/processes.ts';
import { CARRIER_SILENCE_MS, modes, SAME_SILENCE_MS, SCRIPT_LENGTH } from './peers/script.ts';
import { choices, profileHash, profileReport } from './turns/profiles.ts';

/** Up to so many calls at a time, contenders run side by side: together they leave the cores idle most of the time. */
const SIDE_BY_SIDE_CALLS = 10;
/** One call alone takes minutes for its turns: two such calls, in processes of their own. */
const COPIES_OF_ONE = 2;
const ROUNDS = 3;
const WARM_UP_TURNS = 3;
const CALLS = '1,10,40';
const QUICK_CALLS = '1,10';

export const peers = {
  name: 'peers',
  description:
    'engine overhead and answers beside LiveKit agents-js and a ConversationRelay sample (installs it)',
  options: {
    turns: 'turns of each cell, at least (300; quick 30)',
    calls: `calls at a time, by commas (${CALLS}; quick ${QUICK_CALLS})`,
    seed: 'of the latencies drawn (1)',
  },
  async run(options: BenchOptions) {
    const turns = wholeNumber(options.values, 'turns', options.quick ? 30 : 300);
    const levels = levelsOf(options.values['calls'] ?? (options.quick ? QUICK_CALLS : CALLS));
    const seed = wholeNumber(options.values, 'seed', 1);
    const livekit = await livekitFolder((line) => options.note(line));
    const pool = new Pool(seed, livekit);
    const cells = levels.flatMap((calls) => cellsOf(calls, pool));
    const progress = options.progress('peers', cells.length);
    const runs = new Map<Cell, CellRun>();
    const pressure = new CpuPressure();
    try {
      await warmUp(pool, Math.max(...levels), seed);
      for (const part of partsOf(cells, turns, seed, options.quick)) {
        const done = await Promise.all(
          part.cells.map(async (cell) => [cell, await runCell(pool, cell, part.share)] as const),
        );
        for (const [cell, run] of done)
          runs.set(cell, merge([...(runs.has(cell) ? [runs.get(cell)!] : []), run]));
        progress.update(runs.size);
      }
    } finally {
      progress.stop();
      await pool.close();
    }
    const table = levels.flatMap((calls) =>
      modes.flatMap((mode) =>
        contenders.map((contender) => {
          const cell = cells.find(
            (it) => it.contender === contender && it.mode === mode && it.calls === calls,
          );
          return rowOf(cell ?? { contender, mode, calls }, (cell && runs.get(cell)) ?? null);
        }),
      ),
    );
    for (const row of table) options.note(lineOf(row));
    if (pressure.busy)
      options.note('The machine was busy with other work: times, and tails above all, are its own.');
    const conditions = conditionsOf(turns, seed, levels, livekit !== null);
    return {
      conditions: { ...conditions, cpuPressure: pressure.share, busy: pressure.busy },
      results: { table },
      goals: goalsOf(table, Math.max(...levels)),
    };
  },
};

function levelsOf(given: string): readonly number[] {
  const levels = given.split(',').map(Number);
  if (levels.every((level) => Number.isInteger(level) && level > 0)) return levels;
  const reason = 'whole numbers above 0, by commas';
  throw new WeaverError('CLI_OPTION_INVALID', { option: '--calls', value: given, reason });
}

/** With one call, LiveKit's two layouts are one. */
function cellsOf(calls: number, pool: Pool): Cell[] {
  const present = contenders.filter((it) => pool.takesPart(it) && !(it === 'livekitEach' && calls === 1));
  return modes.flatMap((mode) => present.map((contender) => ({ contender, mode, calls })));
}

interface Part {
  readonly cells: readonly Cell[];
  readonly share: { seed: number; turns: number; first: number; copies: number };
}

/** What runs at the same time, in order. */
function* partsOf(cells: readonly Cell[], turns: number, seed: number, quick: boolean): Generator<Part> {
  const one = cells.filter(({ calls }) => calls === 1);
  if (one.length > 0) yield { cells: one, share: { seed, turns, first: 0, copies: COPIES_OF_ONE } };
  const rounds = quick ? 1 : ROUNDS;
  for (const calls of new Set(cells.map((cell) => cell.calls).filter((level) => level > 1)))
    for (let round = 0; round < rounds; round++) {
      const each = Math.ceil(Math.ceil(turns / calls) / rounds) * calls;
      const share = { seed, turns: each, first: round * each, copies: 1 };
      for (const together of roundOf(cells, calls, round)) yield { cells: together, share };
    }
}

/** Each round begins with another contender, so that none always comes first. */
function roundOf(cells: readonly Cell[], calls: number, round: number): Cell[][] {
  return modes.flatMap((mode) => {
    const own = cells.filter((cell) => cell.calls === calls && cell.mode === mode);
    const turned = [...own.slice(round % own.length), ...own.slice(0, round % own.length)];
    return calls <= SIDE_BY_SIDE_CALLS ? [turned] : turned.map((cell) => [cell]);
  });
}

/** Every process has answered a few turns before any counts: the first ones compile. */
async function warmUp(pool: Pool, mostCalls: number, seed: number): Promise<void> {
  const warm = (contender: Contender, mode: Cell['mode'], count: number) =>
    runCell(
      pool,
      { contender, mode, calls: 1 },
      { seed, turns: count * WARM_UP_TURNS, first: 0, copies: count },
    );
  // One call of each mode at the same time takes as many processes as modes, twice.
  const media = modes.length * COPIES_OF_ONE;
  await Promise.all(
    contenders
      .filter((it) => pool.takesPart(it))
      .flatMap((contender) => {
        if (isRelay(contender)) return modes.map((mode) => warm(contender, mode, COPIES_OF_ONE));
        if (contender === 'livekitEach') return [];
        return [warm(contender, 'defaults', contender === 'livekit' ? Math.max(mostCalls, media) : media)];
      }),
  );
}

function conditionsOf(turns: number, seed: number, levels: readonly number[], livekit: boolean) {
  return {
    labels: 'measured here, with simulated providers',
    turnsOfEachCell: turns,
    callsAtATime: levels,
    seed,
    turnsOfTheScript: SCRIPT_LENGTH,
    sameSilenceMs: SAME_SILENCE_MS,
    carrierSilenceMs: `${CARRIER_SILENCE_MS}, assumed; relay contenders in mode defaults`,
    profileHash,
    profiles: profileReport(choices.fast, 'maximum'),
    clocks: {
      engineMs:
        'final words (media) or prompt (relay, on the carrier’s side of the socket) → first audio or token handed out; no provider takes any time',
      wholeMs:
        'acoustic end of speech → first audio handed out; relay: → first token, and what the script’s voice takes',
    },
    contenders: {
      ourMedia:
        'orchestrator and all below it, energy gate, speculation on, cache off; function calls for a socket',
      ourRelay: 'the whole server over a WebSocket, speculation on, cache off',
      livekit: livekit
        ? `@livekit/agents ${LIVEKIT_VERSION}, AgentSession in one process; turnDetection vad, its defaults else (minDelay 500, preemptive generation on, its TTS off); no turn-detector model (licence; the voice here is noise)`
        : null,
      livekitEach: livekit ? 'the same, one process a call' : null,
      relaySample: 'fastify and ws in the way of Twilio’s samples; nothing prepared, no cache',
    },
    priority: 'raised for all processes where permitted, so that other programs count less',
  };
}

function goalsOf(table: readonly Row[], calls: number): Goal[] {
  const at = (contender: Contender) =>
    table.find((row) => row.contender === contender && row.calls === calls && row.mode === 'overhead')
      ?.engineMs;
  const unanswered = table
    .filter(({ contender }) => contender === 'ourMedia' || contender === 'ourRelay')
    .reduce((sum, row) => sum + (row.unanswered ?? 0), 0);
  return [
    ...(['ourMedia', 'ourRelay'] as const).flatMap((contender) => [
      goal(`${contender}: engine overhead at ${calls} calls, P50`, '<=', 2, at(contender)?.p50 ?? null, 'ms'),
      goal(
        `${contender}: engine overhead at ${calls} calls, P99`,
        '<=',
        10,
        at(contender)?.p99 ?? null,
        'ms',
      ),
    ]),
    goal('ours: turns without an answer', '=', 0, unanswered, 'turns'),
  ];
}

function lineOf({
  contender,
  mode,
  calls,
  turns,
  unanswered,
  engineMs,
  wholeMs,
  cpuMsPerTurn,
  rssMbPerCall,
}: Row) {
  const name = `${mode}, ${calls} at a time, ${contender}`;
  if (turns === 0) return `${name}: not measured`;
  const { p50, p95, p99 } = engineMs ?? wholeMs ?? { p50: null, p95: null, p99: null };
  const clock = mode === 'overhead' ? 'engine' : 'whole answer';
  return `${name}: ${turns} turns, ${unanswered} unanswered, ${clock} P50 ${p50} P95 ${p95} P99 ${p99} ms, CPU ${cpuMsPerTurn} ms a turn, ${rssMbPerCall} MB a call`;
}

await runIfMain(import.meta, peers);
