/**
 * The server under test, in a process of its own: the real server with the bench's workflow and providers that answer at
 * once. Instruments are put on from outside, by wrapping two public methods; the server does not know that it is measured.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance, type EventLoopUtilization } from 'node:perf_hooks';
import { startServer } from '../../src/server/index.ts';
import { MetricsRegistry } from '../../src/services/metrics/index.ts';
import { sharedWheel } from '../../src/services/audio/wheel.ts';
import { StreamingAudioProcessor } from '../../src/services/streamingAudioProcessor.ts';
import type {
  FromServer,
  MediaCounts,
  MemorySample,
  ServerReport,
  ServerSetup,
  ToServer,
} from './messages.ts';
import { publishAt } from './publish.ts';
import { lineOf } from './lineUnderTest.ts';
import { BENCH_WORKFLOW } from './workflow.ts';

const RESOLUTION_MS = 5;
const MEMORY_EVERY_MS = 1_000;
const AFTER_COLLECTION_MS = 500;
const MB = 2 ** 20;

const setup = JSON.parse(process.argv[2] ?? '') as ServerSetup;
const line = await lineOf(setup.providers);
const home = mkdtempSync(join(tmpdir(), 'weaver-bench-'));
const server = await startServer({
  env: {
    PORT: '0',
    WEAVER_HOME: home,
    WEAVER_DEMO: 'off',
    WEAVER_LOG_LEVEL: 'error',
    WEAVER_VAD: setup.vad,
    WEAVER_MAX_CALLS: '10000',
    WEAVER_WEBHOOK_RATE: '1000000',
    WEAVER_API_RATE: '1000000',
  },
  providers: line.providers,
});
await publishAt(server.url, BENCH_WORKFLOW, line.document);

let turns = 0;
let decisionToAudioMs: number[] = [];
let framesIn = 0;
const media = noMedia();
let memory: MemorySample[] = [];
let began = performance.now();
let cpu = process.cpuUsage();
let waited = waitedForCoreSeconds();
let utilisation: EventLoopUtilization = performance.eventLoopUtilization();
let firstHeapMb = 0;
let firstErrors: Readonly<Record<string, number>> = {};
const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
loop.enable();
instrument();
setInterval(sampleMemory, MEMORY_EVERY_MS).unref();

process.on('message', (message: ToServer) => {
  switch (message.type) {
    case 'begin':
      firstHeapMb = liveHeapMb();
      // A collection on demand stops the process for longer than any of its own: what it delayed must not count.
      setTimeout(() => {
        begin();
        tell({ type: 'begun' });
      }, AFTER_COLLECTION_MS);
      return;
    case 'report':
      return tell({ type: 'report', report: report() });
    case 'stop':
      void stop();
  }
});
process.on('disconnect', () => void stop());
tell({ type: 'ready', url: server.url, ...server.context.simulator });

function tell(message: FromServer): void {
  process.send?.(message);
}

function instrument(): void {
  const { recordTurn } = MetricsRegistry.prototype;
  MetricsRegistry.prototype.recordTurn = function (turn, labels) {
    if (turn.input === 'speech') {
      turns++;
      if (turn.clocks.decisionToAudioMs !== null) decisionToAudioMs.push(turn.clocks.decisionToAudioMs);
    }
    recordTurn.call(this, turn, labels);
  };
  const { audio } = StreamingAudioProcessor.prototype;
  StreamingAudioProcessor.prototype.audio = function (mulaw, mediaMs) {
    framesIn++;
    audio.call(this, mulaw, mediaMs);
  };
  const { close } = StreamingAudioProcessor.prototype;
  const closed = new WeakSet<StreamingAudioProcessor>();
  StreamingAudioProcessor.prototype.close = function () {
    if (!closed.has(this)) {
      closed.add(this);
      addUp(this);
    }
    close.call(this);
  };
}

function addUp(processor: StreamingAudioProcessor): void {
  const stats = processor.stats();
  media.calls++;
  for (const key of ['framesIn', 'gaps', 'concealedMs', 'underruns', 'stalls', 'marksLost'] as const)
    media[key] += stats[key];
  media.longestStallMs = Math.max(media.longestStallMs, stats.longestStallMs);
}

function begin(): void {
  firstErrors = errorCounts();
  turns = 0;
  decisionToAudioMs = [];
  memory = [];
  cpu = process.cpuUsage();
  waited = waitedForCoreSeconds();
  pacerLateness().reset();
  utilisation = performance.eventLoopUtilization();
  loop.reset();
  began = performance.now();
  sampleMemory();
}

function report(): ServerReport {
  const { user, system } = process.cpuUsage(cpu);
  const late = (ns: number) => Math.max(0, Number((ns / 1e6 - RESOLUTION_MS).toFixed(3)));
  const eventLoop = {
    p50Ms: late(loop.percentile(50)),
    p99Ms: late(loop.percentile(99)),
    maxMs: late(loop.max),
    utilisation: performance.eventLoopUtilization(utilisation).utilization,
  };
  const pacer = pacerLateness();
  return {
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: (user + system) / 1e6,
    eventLoop,
    pacer: {
      p50Ms: pacer.percentile(50) / 1e3,
      p99Ms: pacer.percentile(99) / 1e3,
      maxMs: pacer.max / 1e3,
    },
    waitedForCoreSeconds: waitedForCoreSeconds() - waited,
    framesIn,
    turns,
    decisionToAudioMs,
    media,
    memory,
    errors: since(firstErrors, errorCounts()),
    liveHeapMb: { first: firstHeapMb, last: liveHeapMb() },
  };
}

function pacerLateness() {
  return sharedWheel(server.context.clock).lateness;
}

/** Of this thread; 0 where the system does not say. */
function waitedForCoreSeconds(): number {
  try {
    const [, waitedNs] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
    return Number(waitedNs) / 1e9;
  } catch {
    return 0;
  }
}

function errorCounts(): Record<string, number> {
  const { metrics } = server.context;
  return {
    ...metrics.snapshot({ origin: 'simulated' }).errors,
    ...metrics.snapshot({ origin: 'measured' }).errors,
  };
}

function since(before: Readonly<Record<string, number>>, now: Readonly<Record<string, number>>) {
  const grown = Object.entries(now).map(([code, count]) => [code, count - (before[code] ?? 0)] as const);
  return Object.fromEntries(grown.filter(([, count]) => count > 0));
}

function liveHeapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / MB;
}

function sampleMemory(): void {
  const { rss, heapUsed } = process.memoryUsage();
  memory.push({ seconds: (performance.now() - began) / 1000, rssMb: rss / MB, heapMb: heapUsed / MB });
}

function noMedia(): MediaCounts {
  return {
    calls: 0,
    framesIn: 0,
    gaps: 0,
    concealedMs: 0,
    underruns: 0,
    stalls: 0,
    longestStallMs: 0,
    marksLost: 0,
  };
}

async function stop(): Promise<void> {
  await server.close({ drainMs: 0 });
  rmSync(home, { recursive: true, force: true });
  process.exit(0);
}
