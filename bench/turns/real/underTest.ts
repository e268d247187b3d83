/**
 * The server under test, in a process of its own: the real server with the bench's workflow and providers. Instruments are
 * put on from outside, where a leg is answered; the server does not know that it is measured.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { startServer } from '../../../src/server/index.ts';
import { CallSession, type Interruption } from '../../../src/services/conversation/index.ts';
import { MetricsRegistry } from '../../../src/services/metrics/index.ts';
import { PerformanceOrchestrator } from '../../../src/services/performanceOrchestrator.ts';
import { systemClock } from '../../../src/types/clock.ts';
import type { Timeline } from '../../../src/types/timeline.ts';
import { summarise } from '../../statistics.ts';
import { publishAt } from '../../engine/publish.ts';
import { stream } from '../draw.ts';
import { AnswersOracle } from '../oracle.ts';
import { countWaste } from '../waste.ts';
import { turnsDocument, WORKFLOW } from '../workflow.ts';
import {
  sharedOffset,
  type FromServer,
  type ServerCounts,
  type ServerOptions,
  type ServerReport,
  type ToServer,
} from './messages.ts';
import { favoured } from './favour.ts';
import { RealProviders } from './providers.ts';
import { SpokenRecogniser } from './recogniser.ts';
import { ServerLine } from './serverLine.ts';

const RESOLUTION_MS = 5;
/** Before where the detector placed the end of speech, frames belong to it too. */
const SPEECH_END_MS = 100;

// Before any thread of the server's own begins.
favoured();

const options = JSON.parse(process.env['BENCH_OPTIONS'] ?? '{}') as ServerOptions;
const lines = new Map<string, ServerLine>();
const byCall = new Map<number, ServerLine>();
const oracle = new AnswersOracle(stream(options.seed, 'oracle', options.part));
const providers = new RealProviders({
  ...options,
  clock: systemClock,
  streaming: true,
  reply: (request) => oracle.reply(request),
  recogniserOf: (call, finalAfter) =>
    new SpokenRecogniser({
      clock: systemClock,
      line: byCall.get(call) ?? new ServerLine(call, 'en-US'),
      finalAfter,
      random: stream(options.seed, 'recogniser', call),
    }),
});
const notes: Record<string, number> = {};
const interruptions: Interruption[] = [];
const wasted = { tokens: 0, characters: 0 };
const turns = { machine: 0, model: 0 };
const preparedAnswerMs: number[] = [];
const frameDelayMicros = createHistogram();
const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
let cpu = process.cpuUsage();
instrument();

// Lines are synthesised before the first call, by providers that take no time.
providers.instant = true;
const home = mkdtempSync(join(tmpdir(), 'weaver-turns-'));
const server = await startServer({
  env: {
    PORT: '0',
    WEAVER_HOME: home,
    WEAVER_DEMO: 'off',
    WEAVER_LOG_LEVEL: 'error',
    WEAVER_MAX_CALLS: '10000',
    WEAVER_WEBHOOK_RATE: '1000000',
    WEAVER_API_RATE: '1000000',
  },
  providers,
});
await publishAt(server.url, WORKFLOW, turnsDocument());
await server.context.desk.makeReady(WORKFLOW);
providers.instant = false;

process.on('message', (message: ToServer) => {
  switch (message.type) {
    case 'call':
      return expectCall(message.callSid, new ServerLine(message.call, message.language));
    case 'said':
      return said(message);
    case 'report':
      return tell({ type: 'report', report: report() });
    case 'stop':
      void stop();
  }
});
process.on('disconnect', () => void stop());
loop.enable();
cpu = process.cpuUsage();
tell({ type: 'ready', url: server.url, ...server.context.simulator });

function tell(message: FromServer): void {
  process.send?.(message);
}

function expectCall(callSid: string, line: ServerLine): void {
  lines.set(callSid, line);
  byCall.set(line.call, line);
  tell({ type: 'expected', callSid });
}

function said({ callSid, said: { meant, ...spoken } }: Extract<ToServer, { type: 'said' }>): void {
  if (meant) oracle.meant(meant.words, meant.meaning);
  lines.get(callSid)?.said(spoken);
}

/** Who answers a leg is looked over their shoulder: what the leg hears, what the session expects, what comes of its turns. */
function instrument(): void {
  const followed = new WeakSet<PerformanceOrchestrator>();
  const { answer } = PerformanceOrchestrator.prototype;
  PerformanceOrchestrator.prototype.answer = function (leg, how = {}) {
    const { callSid } = leg.start;
    const line = lines.get(callSid);
    if (!line || leg.kind !== 'audio') return answer.call(this, leg, how);
    if (!followed.has(this)) follow(this);
    followed.add(this);
    providers.forCall(line.call);
    const heard = {
      ...leg,
      open: (sink) => leg.open(line.listening(sink, frameArrived)),
    } satisfies typeof leg;
    return expecting(callSid, () =>
      answer.call(this, heard, { ...how, language: line.language, seed: line.call }),
    );
  };
  const { recordProviderNews } = MetricsRegistry.prototype;
  MetricsRegistry.prototype.recordProviderNews = function (news, labels) {
    countWaste(news, wasted);
    recordProviderNews.call(this, news, labels);
  };
}

/** While `begin` runs: the session that begins tells what it expects to hear. */
function expecting<T>(callSid: string, begin: () => T): T {
  const original = CallSession.prototype.begin;
  CallSession.prototype.begin = function (body) {
    const { ears } = body;
    original.call(this, {
      ...body,
      ears: ears && {
        expect(expectation) {
          tell({ type: 'expect', callSid, expectation });
          ears.expect(expectation);
        },
        setLanguage: (language) => ears.setLanguage(language),
        close: () => ears.close(),
      },
    });
  };
  try {
    return begin();
  } finally {
    CallSession.prototype.begin = original;
  }
}

function follow(orchestrator: PerformanceOrchestrator): void {
  orchestrator.on('note', ({ code }) => void (notes[code] = (notes[code] ?? 0) + 1));
  orchestrator.on('interruption', ({ callSid: _callSid, ...what }) => void interruptions.push(what));
  orchestrator.on('turn', ({ callSid, turn }) => {
    const { clocks, source, input } = turn;
    if (input === 'speech') turns.machine++;
    if (turn.timeline.modelRequested !== undefined) turns.model++;
    if (input === 'speech' && source === 'scripted' && clocks.decisionToAudioMs !== null)
      preparedAnswerMs.push(clocks.decisionToAudioMs);
    const offset = sharedOffset();
    const marks = Object.entries(turn.timeline).map(([mark, at]) => [mark, at + offset] as const);
    const timeline: Timeline = Object.fromEntries(marks);
    const { speechEnd, firstAudio } = timeline;
    const known = speechEnd !== undefined && firstAudio !== undefined;
    const lateMs = known ? (lines.get(callSid)?.lateBetween(speechEnd - SPEECH_END_MS, firstAudio) ?? 0) : 0;
    tell({ type: 'turn', callSid, turn: { ...turn, timeline }, lateMs });
  });
}

function frameArrived(lateMs: number): void {
  frameDelayMicros.record(Math.max(1, Math.round(lateMs * 1_000)));
}

function report(): ServerReport {
  const { user, system } = process.cpuUsage(cpu);
  const late = (ns: number) => Math.max(0, Number((ns / 1e6 - RESOLUTION_MS).toFixed(3)));
  const ms = (share: number) => frameDelayMicros.percentile(share) / 1_000;
  const counts: ServerCounts = {
    machineTurns: turns.machine,
    modelAnswers: turns.model,
    interruptions,
    model: providers.spend,
    characters: providers.characters,
    wasted,
    notes,
  };
  return {
    counts,
    cpuSeconds: (user + system) / 1e6,
    loopDelayMs: { p50: late(loop.percentile(50)), p99: late(loop.percentile(99)), max: late(loop.max) },
    frameDelayMs:
      frameDelayMicros.count === 0
        ? null
        : { count: frameDelayMicros.count, p50: ms(50), p95: ms(95), p99: ms(99), max: ms(100) },
    preparedAnswerMs: preparedAnswerMs.length > 0 ? summarise(preparedAnswerMs) : null,
    errors: { ...server.context.metrics.snapshot({ origin: 'simulated' }).errors },
  };
}

async function stop(): Promise<void> {
  await server.close({ drainMs: 0 });
  rmSync(home, { recursive: true, force: true });
  process.exit(0);
}
