/** Keeps a number of calls going for a time: each caller talks all the time, and is replaced when the call ends. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  closeEmbeddedCallerVoices,
  embeddedCallerVoices,
  sharedTicker,
  TwilioSimulator,
  type Clip,
} from '../../src/simulator/index.ts';
import { seededRandom } from '../../src/types/clock.ts';
import type { Progress } from '../../src/cli/progress.ts';
import type { ServerReport } from './messages.ts';
import { startServerProcess, type ServerProcess } from './serverProcess.ts';
import { Talker, type TalkerCounts } from './talker.ts';
import { BENCH_WORKFLOW } from './workflow.ts';

/** From the last call's end until the server has done with its socket. */
const SETTLE_MS = 500;

export interface CallersOptions {
  readonly transport: 'media' | 'relay';
  /** How long one call lasts, at least and at most. */
  readonly callSeconds: readonly [number, number];
  /** Of the calls' ids, which one server must not see twice. */
  readonly seed?: number;
}

export interface LoadOptions extends CallersOptions {
  readonly calls: number;
  /** Calls build up and settle; none of it counts. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly progress: Progress;
}

export interface LoadResult {
  readonly pinned: boolean;
  readonly server: ServerReport;
  readonly callsEnded: number;
  /** Over all calls, warm-up included. */
  readonly counts: TalkerCounts;
  /** Frames that callers sent less frames that the engine took in, over all calls from first to last. */
  readonly framesMissed: number;
  /** Rules of the network that the server broke, by code. */
  readonly violations: Readonly<Record<string, number>>;
  /** Of the load generator itself: if it is late, the figures are its own. */
  readonly generator: { readonly lateTicks: number; readonly maxLateMs: number };
}

export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const clip = await callerClip();
  const server = await startServerProcess();
  try {
    return await drive(server, clip, options);
  } finally {
    await server.stop();
  }
}

/** Real speech, so that the voice-activity detector has real work. */
export async function callerClip(): Promise<Clip> {
  const voices = await embeddedCallerVoices();
  const clip = await voices.speak('Please go on with the next one.', 'en-US');
  await closeEmbeddedCallerVoices();
  return clip;
}

async function drive(server: ServerProcess, clip: Clip, options: LoadOptions): Promise<LoadResult> {
  const load = new Load(server, clip, options);
  const lateBefore = sharedTicker.statistics().late;
  const slots = Promise.all(
    Array.from({ length: options.calls }, (_, slot) =>
      // Callers do not all ring at once.
      load.slot((slot / options.calls) * options.warmUpSeconds * 500),
    ),
  );
  await count(options.progress, 0, options.warmUpSeconds);
  await server.begin();
  await count(options.progress, options.warmUpSeconds, options.seconds);
  const report = await server.report();
  load.stop();
  await slots;
  await sleep(SETTLE_MS);
  // Frames are compared over whole calls, the first to the last, so that none can hide at an edge of the measured time.
  const last = await server.report();
  const { late, maxLateMs } = sharedTicker.statistics();
  return {
    pinned: server.pinned,
    server: { ...report, media: last.media },
    callsEnded: load.ended,
    counts: load.counts,
    framesMissed: load.counts.framesSent - last.media.framesIn,
    violations: load.violations,
    generator: { lateTicks: late - lateBefore, maxLateMs },
  };
}

export async function count(progress: Progress, from: number, seconds: number): Promise<void> {
  const began = performance.now();
  for (;;) {
    const passed = (performance.now() - began) / 1000;
    if (passed >= seconds) return;
    progress.update(from + passed);
    await sleep(Math.min(1000, (seconds - passed) * 1000));
  }
}

export class Load {
  ended = 0;
  readonly counts: TalkerCounts = { framesSent: 0, holes: 0, turns: 0, unanswered: 0 };
  readonly violations: Record<string, number> = {};
  readonly #server: ServerProcess;
  readonly #clip: Clip;
  readonly #options: CallersOptions;
  readonly #network: TwilioSimulator;
  readonly #random = seededRandom(42);
  #stopping = false;
  #hangUps = new Set<() => void>();
  readonly #live = new Set<TalkerCounts>();

  constructor(server: ServerProcess, clip: Clip, options: CallersOptions) {
    this.#server = server;
    this.#clip = clip;
    this.#options = options;
    this.#network = new TwilioSimulator({ ...server.account, seed: options.seed ?? 7 });
  }

  /** One call after the other until the end; the first one after a while. */
  async slot(waitMs: number): Promise<void> {
    const { callSeconds } = this.#options;
    await sleep(waitMs);
    for (let first = true; !this.#stopping; first = false) {
      const [least, most] = callSeconds;
      // Ends are spread from the beginning on, so that calls are replaced at an even pace.
      const seconds = first ? 1 + this.#random.next() * most : least + this.#random.next() * (most - least);
      await this.#call(seconds * 1000);
    }
  }

  /** Of calls that have ended and of those that go on. */
  totals(): TalkerCounts {
    const totals = { ...this.counts };
    for (const own of this.#live) addTo(totals, own);
    return totals;
  }

  /** No more calls; those that go on end in their time. */
  finish(): void {
    this.#stopping = true;
  }

  stop(): void {
    this.#stopping = true;
    for (const hangUp of this.#hangUps) hangUp();
  }

  async #call(lengthMs: number): Promise<void> {
    const { url } = this.#server;
    const own: TalkerCounts = { framesSent: 0, holes: 0, turns: 0, unanswered: 0 };
    this.#live.add(own);
    const talker = new Talker(this.#clip, own);
    const call = this.#network.prepareCall(
      {
        voiceUrl: `${url}/twilio/voice?workflow=${BENCH_WORKFLOW}&transport=${this.#options.transport}`,
        statusCallback: `${url}/twilio/status`,
      },
      talker,
    );
    const hangUp = () => call.hangUp();
    const timer = setTimeout(hangUp, lengthMs);
    this.#hangUps.add(hangUp);
    await this.#network.run(call);
    clearTimeout(timer);
    this.#hangUps.delete(hangUp);
    this.#live.delete(own);
    this.#add(own, call.violations.list);
  }

  #add(own: TalkerCounts, violations: readonly { readonly code: string }[]): void {
    for (const { code } of violations) this.violations[code] = (this.violations[code] ?? 0) + 1;
    this.ended++;
    addTo(this.counts, own);
  }
}

function addTo(sum: TalkerCounts, own: TalkerCounts): void {
  for (const key of ['framesSent', 'holes', 'turns', 'unanswered'] as const) sum[key] += own[key];
}
