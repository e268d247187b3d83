/**
 * Whole calls in virtual time: the real orchestrator, sessions, turn machine, flow engine, caches, mouth and failover, on a
 * clock that jumps. Ears, carrier, callers and providers are the bench's. One run to a thread: the audio cache and the
 * instruments belong to the process.
 */
import { startOf } from '../legStart.ts';
import { PerformanceOrchestrator, promptCache } from '../../src/services/performanceOrchestrator.ts';
import { PredictiveCache } from '../../src/services/predictiveCache.ts';
import { CallSession, type CallBody, type Interruption } from '../../src/services/conversation/index.ts';
import { MetricsRegistry } from '../../src/services/metrics/index.ts';
import type { AudioLeg } from '../../src/types/leg.ts';
import type { Random } from '../../src/types/clock.ts';
import type { Turn } from '../../src/types/turn.ts';
import { BenchEars } from './benchEars.ts';
import { addUp } from './merge.ts';
import { Caller, type Noises } from './caller.ts';
import { callerModel, type CallerSetting } from './callerModel.ts';
import { stream } from './draw.ts';
import { AnswersOracle } from './oracle.ts';
import { setEndpointing, type Endpointing } from './endpointing.ts';
import { Playout } from './playout.ts';
import type { ProviderChoice, Tails } from './profiles.ts';
import type { ModelSpend } from './counted.ts';
import { BenchProviders } from './providers.ts';
import { stagesOf, type TurnStages } from './real/stages.ts';
import { lineNoise } from './speech/lineNoise.ts';
import { Speaker, type SpeechChoice } from './speech/spoken.ts';
import type { TurnScore } from './score.ts';
import { VirtualClock } from './virtualClock.ts';
import { countWaste, type Wasted } from './waste.ts';
import { turnsDocument, WORKFLOW } from './workflow.ts';

export interface RunOptions {
  readonly turns: number;
  readonly seed: number;
  /** Which part of a run that is done in several threads: an installation of its own, with callers of its own. */
  readonly part: number;
  readonly choice: ProviderChoice;
  readonly tails: Tails;
  readonly episodes: boolean;
  readonly callers: CallerSetting;
  /** Whose speech the detector hears; absent: none, its reports are modelled. */
  readonly speech?: SpeechChoice;
  /** Calls at a time: they share providers, caches and what is learned. */
  readonly lines: number;
  readonly endpointing: Endpointing;
  readonly streaming: boolean;
  readonly cache: boolean;
  /** Scripted lines are synthesised beforehand, and what was said once is kept. */
  readonly prepared: boolean;
  readonly speculation: boolean;
  /** Likely answers are made ready while the agent asks. Absent: yes. */
  readonly prediction?: boolean;
  /** Whether anything is done for turns that are forecast to be late. Absent: yes. */
  readonly budget?: boolean;
  readonly failover: boolean;
  readonly languageOptimization: boolean;
}

export interface RunResult {
  readonly turns: readonly TurnScore[];
  readonly calls: number;
  readonly machineTurns: number;
  /** Turns for which a model was asked, beforehand or then: each has used one request. */
  readonly modelAnswers: number;
  readonly virtualHours: number;
  readonly wallSeconds: number;
  readonly interruptions: readonly Interruption[];
  readonly noises: Noises;
  readonly gaveUp: number;
  readonly model: ModelSpend;
  readonly characters: { readonly asked: number; readonly cancelled: number };
  /** Tokens and characters that were paid for and thrown away, as the product counts them: speculation and hedges. */
  readonly wasted: Readonly<Wasted>;
  readonly notes: Readonly<Record<string, number>>;
  readonly cacheHits: number;
  /** Of turns that were answered in time. */
  readonly stages: readonly TurnStages[];
}

const CALLS_OF_A_PART = 1_000_000;

export async function runTurns(options: RunOptions): Promise<RunResult> {
  const began = performance.now();
  const clock = new VirtualClock();
  // What the detector makes of it is there before the first call: no clock may outrun a computation.
  const speaker = options.speech ? await Speaker.open(options.speech) : null;
  setEndpointing(options.endpointing);
  const oracle = new AnswersOracle(stream(options.seed, 'oracle', options.part));
  const providers = new BenchProviders({ ...options, clock, reply: (request) => oracle.reply(request) });
  const document = turnsDocument();
  const cache = PredictiveCache.inMemory({
    clock,
    random: numbers(stream(options.seed, 'cache', options.part)),
  });
  const notes: Record<string, number> = {};
  const interruptions: Interruption[] = [];
  const wasted = { tokens: 0, characters: 0 };
  const orchestrator = new PerformanceOrchestrator(document.config, {
    flow: document.flow,
    workflow: { id: WORKFLOW, slug: WORKFLOW, version: 1 },
    providers,
    cache,
    clock,
    vad: 'energy',
    cacheEnabled: options.cache,
    failoverEnabled: options.failover,
    languageOptimization: options.languageOptimization,
    speculation: options.speculation,
    prediction: options.prediction ?? true,
    latencyBudget: options.budget ?? true,
    metrics: watching(clock, wasted),
  });
  orchestrator.on('note', ({ code }) => void (notes[code] = (notes[code] ?? 0) + 1));
  orchestrator.on('interruption', ({ callSid: _callSid, ...what }) => void interruptions.push(what));
  const onTurn = new Map<string, (turn: Turn) => void>();
  let [machineTurns, modelAnswers] = [0, 0];
  orchestrator.on('turn', ({ callSid, turn }) => {
    if (turn.input === 'speech') machineTurns++;
    if (turn.timeline.modelRequested !== undefined) modelAnswers++;
    for (const { action } of turn.budget?.actions ?? [])
      notes[`budget:${action}`] = (notes[`budget:${action}`] ?? 0) + 1;
    onTurn.get(callSid)?.(turn);
  });
  if (options.prepared) {
    // Before the first call, with providers that take no time: real files are read meanwhile, which no clock may outrun.
    providers.instant = true;
    await orchestrator.prepare();
    providers.instant = false;
  } else promptCache.get = () => undefined;

  const callers: Caller[] = [];
  const stages: TurnStages[] = [];
  let scored = 0;
  const line = async () => {
    while (scored < options.turns) {
      const call = options.part * CALLS_OF_A_PART + callers.length;
      const caller = await oneCall(call);
      scored += caller.turns.length;
    }
  };
  const oneCall = (call: number): Promise<Caller> => {
    const language =
      stream(options.seed, 'language', call).next() < callerModel.mix.cantonese ? 'zh-HK' : 'en-US';
    const callSid = `CA${call}`;
    let handle: { hangUp(): void } | null = null;
    let playout: Playout | null = null;
    const caller = new Caller({
      clock,
      seed: options.seed,
      call,
      language,
      setting: options.callers,
      agentAudible: () => playout?.playing ?? false,
      hangUp: () => handle?.hangUp(),
      meant: (words, meaning) => oracle.meant(words, meaning),
      speaker,
    });
    callers.push(caller);
    if (speaker) lineNoise({ clock, caller, stock: speaker.stock, seed: options.seed, call });
    onTurn.set(callSid, (turn) => {
      caller.turnEnded(turn);
      const its = stagesOf(call, caller.turns, turn);
      if (its) stages.push(its);
    });
    const leg = audioLeg(callSid, (sink) => {
      playout = new Playout(clock, sink, {
        began: (spell) => caller.agentBegan(spell),
        cleared: () => caller.agentCleared(),
        closed: () => undefined,
      });
      return playout;
    });
    providers.forCall(call);
    const answered = hearingWith(
      (session) => {
        const ears = new BenchEars({
          clock,
          sink: session,
          finalAfter: providers.finals(call),
          random: stream(options.seed, 'ears', call),
        });
        caller.listenWith(ears);
        return ears;
      },
      () => orchestrator.answer(leg, { language, seed: call }),
    );
    handle = answered;
    return answered.ended.then(() => {
      caller.ended();
      onTurn.delete(callSid);
      return caller;
    });
  };
  let over = false;
  void Promise.all(Array.from({ length: options.lines }, line)).then(() => (over = true));
  await clock.run(() => over);
  const cacheHits = callers.flatMap(({ turns }) => turns).filter(({ source }) => isHit(source)).length;
  await orchestrator.close();
  await cache.close();
  return {
    turns: callers.flatMap(({ turns }) => turns),
    calls: callers.length,
    machineTurns,
    modelAnswers,
    virtualHours: clock.now() / 3_600_000,
    wallSeconds: (performance.now() - began) / 1_000,
    interruptions,
    noises: addUp(callers.map(({ noises }) => noises)),
    gaveUp: callers.filter(({ gaveUp }) => gaveUp).length,
    model: providers.spend,
    characters: providers.characters,
    wasted,
    notes,
    cacheHits,
    stages,
  };
}

/** The product's own figures, looked at on their way. */
function watching(clock: VirtualClock, wasted: Wasted): MetricsRegistry {
  const metrics = new MetricsRegistry({ clock });
  const record = metrics.recordProviderNews.bind(metrics);
  metrics.recordProviderNews = (news, labels) => {
    countWaste(news, wasted);
    record(news, labels);
  };
  return metrics;
}

function isHit(source: TurnScore['source']): boolean {
  return source !== null && source !== 'scripted' && source !== 'generated';
}

function numbers(random: Random): () => number {
  return () => random.next();
}

/** While `answer` runs, the call that begins gets these ears in place of its own: a method wrapped from outside. */
function hearingWith<T>(earsFor: (session: CallSession) => BenchEars, answer: () => T): T {
  const { begin } = CallSession.prototype;
  CallSession.prototype.begin = function (this: CallSession, body: CallBody) {
    begin.call(this, { ...body, ears: earsFor(this), setLanguage: () => undefined });
  };
  try {
    return answer();
  } finally {
    CallSession.prototype.begin = begin;
  }
}

function audioLeg(callSid: string, open: AudioLeg['open']): AudioLeg {
  return {
    kind: 'audio',
    carrier: 'simulator',
    reorder: false,
    reportsKeys: true,
    start: startOf(callSid),
    open,
  };
}
