/** More and more calls on one server until a limit breaks. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../src/cli/progress.ts';
import { sharedTicker, type Clip } from '../../src/simulator/index.ts';
import { count, Load } from '../engine/load.ts';
import type { ServerReport, ServerSetup } from '../engine/messages.ts';
import { startServerProcess, type ServerProcess } from '../engine/serverProcess.ts';
import { round, summarise } from '../statistics.ts';
import { watchCore, type CoreShare } from './machine.ts';

export const LIMITS = { eventLoopP99Ms: 10, pacerP99Ms: 10 } as const;
/** Code is compiled while it runs: a server that has just started costs half as much again. */
const WARM_UP_SECONDS = 20;
/** Share of the server's core that others used, above which it counts as shared. */
const SHARED_CORE = 0.1;
const SERVER_CORE = 0;
const SETTLE_MS = 500;

export interface RampOptions {
  readonly vad: ServerSetup['vad'];
  readonly from: number;
  readonly step: number;
  readonly most: number;
  /** Measured time of a step, after new calls have begun and settled. */
  readonly seconds: number;
  readonly settleSeconds: number;
  readonly clip: Clip;
  readonly profiles?: string | undefined;
  progress(title: string, total: number): Progress;
}

export type Step = ReturnType<typeof stepOf>;

export interface RampResult {
  readonly pinned: boolean;
  readonly steps: readonly Step[];
  /** Resident and live-heap memory without a call, MB. */
  readonly idle: { readonly rssMb: number; readonly heapMb: number };
  /** Places in callers' audio, over all calls from first to last, at which the engine missed frames. */
  readonly gaps: number;
  /** Frames that callers sent and the engine did not take: the last ones of calls that it ended itself. */
  readonly framesAfterTheEnd: number;
  readonly callsEnded: number;
  readonly violations: Readonly<Record<string, number>>;
}

export async function ramp(options: RampOptions): Promise<RampResult> {
  const server = await startServerProcess({
    providers: 'published',
    vad: options.vad,
    profiles: options.profiles,
  });
  try {
    return await new Ramp(server, options).run();
  } finally {
    await server.stop();
  }
}

class Ramp {
  readonly #server: ServerProcess;
  readonly #options: RampOptions;
  readonly #load: Load;
  readonly #slots: Promise<void>[] = [];
  #gaps = 0;

  constructor(server: ServerProcess, options: RampOptions) {
    this.#server = server;
    this.#options = options;
    this.#load = new Load(server, options.clip, { transport: 'media', callSeconds: [30, 90] });
  }

  async run(): Promise<RampResult> {
    const { from, step, most } = this.#options;
    await this.#server.begin();
    const { memory, liveHeapMb } = await this.#server.report();
    const idle = { rssMb: memory.at(-1)?.rssMb ?? 0, heapMb: liveHeapMb.last };
    const steps: Step[] = [];
    for (let calls = from; calls <= most; calls += step) {
      let measured = await this.#measure(calls);
      steps.push(measured);
      for (let more = attempts(measured) - 1; more > 0 && measured.broken.length > 0; more--)
        steps.push((measured = await this.#measure(calls)));
      if (measured.broken.length > 0) break;
    }
    this.#load.stop();
    await Promise.all(this.#slots);
    await sleep(SETTLE_MS);
    const { framesIn, media } = await this.#server.report();
    const { counts, ended, violations } = this.#load;
    const { pinned } = this.#server;
    return {
      pinned,
      steps,
      idle,
      gaps: media.gaps,
      framesAfterTheEnd: counts.framesSent - framesIn,
      callsEnded: ended,
      violations,
    };
  }

  async #measure(calls: number): Promise<Step> {
    const { seconds, vad, progress: progressOf } = this.#options;
    const settleSeconds = this.#options.settleSeconds + (this.#slots.length === 0 ? WARM_UP_SECONDS : 0);
    const progress = progressOf(`${calls} calls, ${vad} detector`, settleSeconds + seconds);
    const added = calls - this.#slots.length;
    for (let n = 0; n < added; n++) this.#slots.push(this.#load.slot((n / added) * settleSeconds * 500));
    await count(progress, 0, settleSeconds);
    await this.#server.begin();
    const [share, before, ticks] = [watchCore(SERVER_CORE), this.#load.totals(), sharedTicker.statistics()];
    const generatorCpu = process.cpuUsage();
    await count(progress, settleSeconds, seconds);
    const report = await this.#server.report();
    const { user, system } = process.cpuUsage(generatorCpu);
    const now = this.#load.totals();
    const after = sharedTicker.statistics();
    progress.stop();
    const step = stepOf(calls, report, {
      core: share(),
      holes: now.holes - before.holes,
      unanswered: now.unanswered - before.unanswered,
      gaps: report.media.gaps - this.#gaps,
      cpuShare: (user + system) / 1e6 / report.seconds,
      lateShare: (after.late - ticks.late) / Math.max(1, after.ticks - ticks.ticks),
    });
    this.#gaps = report.media.gaps;
    return step;
  }
}

/** Other programs on the machine break a limit too: a broken step is measured again, on a shared core twice. */
function attempts({ otherCpuOnCore }: Step): number {
  return (otherCpuOnCore ?? 0) > SHARED_CORE ? 3 : 2;
}

interface Beside {
  readonly core: CoreShare | null;
  readonly holes: number;
  readonly unanswered: number;
  /** In calls that ended since the last step. */
  readonly gaps: number;
  /** Of the load generator. */
  readonly cpuShare: number;
  readonly lateShare: number;
}

function stepOf(calls: number, server: ServerReport, beside: Beside) {
  const { seconds, cpuSeconds, eventLoop, pacer, memory, liveHeapMb } = server;
  const share = cpuSeconds / seconds;
  return {
    calls,
    broken: brokenBy(server, beside.gaps),
    eventLoopP99Ms: round(eventLoop.p99Ms, 2),
    pacerP99Ms: round(pacer.p99Ms, 2),
    eventLoopMaxMs: round(eventLoop.maxMs, 1),
    pacerMaxMs: round(pacer.maxMs, 1),
    gaps: beside.gaps,
    cpuMsPerCallSecond: round((share * 1000) / calls, 3),
    serverCpu: round(share, 3),
    eventLoopUtilisation: round(eventLoop.utilisation, 3),
    waitedForCore: round(server.waitedForCoreSeconds / seconds, 3),
    otherCpuOnCore: beside.core && round(Math.max(0, beside.core.busy - share), 3),
    stolen: beside.core && round(beside.core.steal, 3),
    rssMb: round(Math.max(...memory.map(({ rssMb }) => rssMb)), 1),
    liveHeapMb: round(liveHeapMb.last, 1),
    turns: server.turns,
    decisionToAudioMs: server.decisionToAudioMs.length > 0 ? summarise(server.decisionToAudioMs) : null,
    holes: beside.holes,
    unanswered: beside.unanswered,
    errors: server.errors,
    generator: { cpu: round(beside.cpuShare, 3), lateTicks: round(beside.lateShare, 4) },
  };
}

function brokenBy({ eventLoop, pacer }: ServerReport, gaps: number): string[] {
  return [
    ...(eventLoop.p99Ms >= LIMITS.eventLoopP99Ms ? ['event loop P99'] : []),
    ...(pacer.p99Ms >= LIMITS.pacerP99Ms ? ['pacer lateness P99'] : []),
    ...(gaps > 0 ? ['frames missed'] : []),
  ];
}
