/**
 * When the caller is taken to have finished: the detector beside fixed silences, as latency and false cut-ins, by class of
 * turn. Recordings of people go through the calls' own voice-activity detector (WEAVER_DATA); written answers get pauses
 * from a declared model and are reported apart.
 *
 *     node bench/endpointing.ts [--quick] [--json] [--seed 1]
 */
import { hasData } from '../src/services/audio/testSupport.ts';
import { VadWorker } from '../src/services/audio/vad/vadWorker.ts';
import { MoonshineRecogniser } from '../src/services/providers/local/moonshineRecogniser.ts';
import { digitCalls, digitPauses } from './endpointing/digits.ts';
import { fixed, detector, withoutEndings, withoutExpectation, withoutHabits } from './endpointing/rules.ts';
import { contactCentreCall, meetingCalls, orderCalls } from './endpointing/speech.ts';
import { ANSWER_MS, play, YIELD_MS, type Lags, type RecordedCall, type Rule } from './endpointing/turn.ts';
import { pauseModel, paused, writtenTurns } from './endpointing/written.ts';
import { goal, runIfMain, type Bench, type BenchOptions } from './frame.ts';
import { wholeNumber } from './options.ts';
import { round, summarise, type Summary } from './statistics.ts';

/** Declared: a streaming recogniser whose final follows `finalize` in about 60 ms (Deepgram nova-3: P50 47, P95 98, latency.md §1.1). */
const LAGS: Lags = { partialMs: 200, finalMs: 60 };
/** Azure-like, for the sensitivity run: the final long after, partial words 300 ms behind. */
const SLOW_LAGS: Lags = { partialMs: 300, finalMs: 800 };
const FIXED_MS = [200, 300, 400, 500, 600, 800, 1_000, 1_200, 1_500];
const SCALES = [0.5, 0.75, 1, 1.25, 1.5, 2];
const AUDIBLE_MS = 150;
const LATE_MS = 1_500;

interface Figures {
  readonly turns: number;
  readonly pauses: number;
  /** Acoustic end → decision, ms. */
  readonly latencyMs: Summary | null;
  /** Shares of turns: decided while the caller had more to say; and so that 150 ms or more were heard. */
  readonly cutIn: number;
  readonly audible: number;
  readonly late: number;
}

function figures(calls: readonly RecordedCall[], rule: Rule, lags: Lags = LAGS): Figures {
  const outcomes = calls.flatMap((call) => play(call, rule, lags));
  const latencies = outcomes.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs]));
  const share = (count: number) => round(count / Math.max(1, outcomes.length));
  return {
    turns: outcomes.length,
    pauses: outcomes.reduce((sum, { pauses }) => sum + pauses, 0),
    latencyMs: latencies.length === 0 ? null : summarise(latencies),
    cutIn: share(outcomes.filter(({ cutIns }) => cutIns > 0).length),
    audible: share(outcomes.filter(({ heardMs }) => heardMs > AUDIBLE_MS).length),
    late: share(latencies.filter((ms) => ms > LATE_MS).length),
  };
}

const point = ({ latencyMs, cutIn, audible }: Figures) => ({
  meanMs: latencyMs?.mean ?? null,
  p95Ms: latencyMs?.p95 ?? null,
  cutIn,
  audible,
});

function compare(calls: readonly RecordedCall[]) {
  return {
    detector: figures(calls, detector()),
    without: {
      habits: figures(calls, withoutHabits),
      endings: figures(calls, withoutEndings),
      expectation: figures(calls, withoutExpectation),
    },
    slowRecogniser: figures(calls, detector(), SLOW_LAGS),
    curve: {
      detector: SCALES.map((scale) => ({ patience: scale, ...point(figures(calls, detector(scale))) })),
      fixed: FIXED_MS.map((ms) => ({ silenceMs: ms, ...point(figures(calls, fixed(ms))) })),
    },
  };
}

/** How late the calls' voice-activity detector is, on speech whose end is known by its level. */
function detection(calls: readonly RecordedCall[]) {
  const turns = calls.flat();
  const last = turns.flatMap(({ stretches, endMs }) => {
    const stretch = stretches.at(-1);
    return stretch && endMs !== null ? [{ stretch, endMs }] : [];
  });
  return {
    endReportedAfterMs: summarise(last.map(({ stretch, endMs }) => stretch.offset - endMs)),
    endKnownAfterMs: summarise(last.map(({ stretch, endMs }) => stretch.offsetKnown - endMs)),
    knownAfterReportedMs: summarise(
      turns.flatMap(({ stretches }) => stretches.map((it) => it.offsetKnown - it.offset)),
    ),
  };
}

async function recorded({ quick, note }: BenchOptions, seed: number) {
  const worker = new VadWorker();
  await worker.start();
  const recogniser = new MoonshineRecogniser({ threads: 1 });
  await recogniser.warm();
  try {
    note('rows of spoken digits');
    const digits = await digitCalls(quick ? 24 : 240, seed, worker);
    note('spoken orders');
    const orders = await orderCalls(quick ? 5 : 20, worker, recogniser);
    note('a contact-centre call');
    const call = await contactCentreCall(quick ? 3 : 100, worker, recogniser);
    note('meetings');
    const meetings = await meetingCalls(quick ? 3 : 8, worker, recogniser);
    return { digits, orders, call: [call], meetings };
  } finally {
    await worker.close();
    await recogniser.close();
  }
}

async function run(options: BenchOptions) {
  const seed = wholeNumber(options.values, 'seed', 1);
  const { digits, orders, call, meetings } = await recorded(options, seed);
  const byKind = (kind: string) => digits.filter(([turn]) => turn?.expectation.kind === kind);
  const people = {
    digits: compare(byKind('digits')),
    phone: compare(byKind('phone')),
    orders: compare(orders),
    contactCentre: compare(call),
    meetings: compare(meetings),
    allOpen: compare([...orders, ...call, ...meetings]),
  };
  options.note('written answers with modelled pauses');
  const written: Record<string, Compared> = {};
  for (const [name, turns] of writtenTurns(options.quick ? 200 : 2_000, seed)) {
    written[name] = compare(paused(turns, seed + 1));
  }
  return { detection: detection(digits), people, written };
}

type Compared = ReturnType<typeof compare>;
type Results = Awaited<ReturnType<typeof run>>;

/** Mean latency of a fixed silence that cuts in as seldom, between the points of the list; null beyond its end. */
function asSeldom({ detector: own, curve }: Compared): number | null {
  const points = curve.fixed;
  for (let i = 0; i < points.length; i++) {
    const [before, point] = [points[i - 1], points[i]];
    if (!point || point.meanMs === null || point.cutIn > own.cutIn) continue;
    if (!before || before.meanMs === null || before.cutIn === point.cutIn) return point.meanMs;
    const part = (before.cutIn - own.cutIn) / (before.cutIn - point.cutIn);
    return before.meanMs + part * (point.meanMs - before.meanMs);
  }
  return null;
}

/** Mean latency as a share of the fixed silence's that cuts in as seldom (the longest of the list, if none does). */
function against(compared: Compared | undefined): number | null {
  const mean = compared?.detector.latencyMs?.mean;
  if (!compared || mean === undefined) return null;
  return round(mean / (asSeldom(compared) ?? compared.curve.fixed.at(-1)?.meanMs ?? mean));
}

function goals(results: Results | null, quick: boolean) {
  const people = quick ? undefined : results?.people;
  const written = quick ? undefined : results?.written;
  const mean = (compared: Compared | undefined) => compared?.detector.latencyMs?.mean ?? null;
  const audible = (compared: Compared | undefined) => compared?.detector.audible ?? null;
  const cutIn = (compared: Compared | undefined) => compared?.detector.cutIn ?? null;
  const {
    'yes-no': yesNo,
    choice,
    free,
    'free (Cantonese)': cantonese,
    'date-time': dateTime,
  } = written ?? {};
  const compared = 'mean against the fixed silence that cuts in as seldom';
  return [
    goal('digits, mean from speech end to decision', '<', 300, mean(people?.digits), 'ms'),
    goal('digits, P95', '<', 450, people?.digits.detector.latencyMs?.p95 ?? null, 'ms'),
    goal('digits, turns cut into', '<=', 0.02, cutIn(people?.digits), 'share'),
    goal('telephone numbers, mean', '<', 300, mean(people?.phone), 'ms'),
    goal('telephone numbers, turns cut into', '<=', 0.02, cutIn(people?.phone), 'share'),
    goal(`open speech, recorded, ${compared}`, '<', 1, against(people?.allOpen), 'ratio'),
    // The rest have pauses from the declared model.
    goal('yes-no, mean', '<', 300, mean(yesNo), 'ms'),
    goal('yes-no, audible cut-ins', '<=', 0.02, audible(yesNo), 'share'),
    goal('choice, mean', '<', 300, mean(choice), 'ms'),
    goal('choice, audible cut-ins', '<=', 0.02, audible(choice), 'share'),
    goal(`open, ${compared}`, '<', 1, against(free), 'ratio'),
    goal(`open, Cantonese, ${compared}`, '<', 1, against(cantonese), 'ratio'),
    goal(`day or time, ${compared}`, '<', 1, against(dateTime), 'ratio'),
  ];
}

export const endpointing: Bench = {
  name: 'endpointing',
  description:
    'when the caller is taken to have finished: latency and false cut-ins beside fixed silences (WEAVER_DATA)',
  options: { seed: 'seed of digit rows and modelled pauses, default 1' },
  async run(options) {
    if (!hasData) options.note('no WEAVER_DATA: nothing can be measured');
    const results = hasData ? await run(options) : null;
    return {
      conditions: {
        testAudio: hasData,
        vad: 'neural, as in calls; its thread is waited for',
        lags: LAGS,
        slowLags: SLOW_LAGS,
        answerMs: ANSWER_MS,
        yieldMs: YIELD_MS,
        audibleFromMs: AUDIBLE_MS,
        digitPauses,
        pauseModel,
        words:
          'digits exact; other recordings by the embedded recogniser, with its errors; written answers exact',
        endings:
          'models learned from HKCanCor, DSTC2 and STAR among others: figures of written answers are flattering; bench/language/endings prints those of corpora left out',
      },
      results: { ...results },
      goals: goals(results, options.quick),
    };
  },
};

await runIfMain(import.meta, endpointing);
