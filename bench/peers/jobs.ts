/** What the bench and the processes of its contenders tell each other, and the part of it that all processes share. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { MeasuredTurn } from './frameCaller.ts';
import type { RelayServer } from './relayCaller.ts';
import type { Mode } from './script.ts';

/** One cell's share of a process. */
export interface Job {
  readonly mode: Mode;
  readonly seed: number;
  /** For each call that goes on at the same time: its calls one after the other, each the numbers of its turns. */
  readonly lines: readonly (readonly (readonly number[])[])[];
  /** Whom a carrier calls. */
  readonly server?: RelayServer;
}

export type ToPeer =
  { readonly type: 'begin' } | { readonly type: 'run'; readonly job: Job } | { readonly type: 'end' };

export type FromPeer =
  | { readonly type: 'ready'; readonly url?: string; readonly token?: string; readonly rssMb: number }
  | { readonly type: 'begun' }
  | { readonly type: 'ran'; readonly turns: readonly MeasuredTurn[]; readonly late: readonly number[] }
  | { readonly type: 'ended'; readonly figures: PeerFigures };

export interface PeerFigures {
  readonly cpuMs: number;
  readonly seconds: number;
  /** The largest while calls went on, and what the process had before its first call. */
  readonly rssPeakMb: number;
  readonly rssReadyMb: number;
  readonly loopP99Ms: number;
}

/** What a job's calls gave. */
export interface Ran {
  readonly turns: readonly MeasuredTurn[];
  readonly late: readonly number[];
}

const MB = 2 ** 20;
const RSS_EVERY_MS = 250;
const LOOP_RESOLUTION_MS = 5;

/** Serves the bench until it lets go. `run` is absent where calls come over sockets. */
export function servePeer(
  ready: { readonly url?: string; readonly token?: string },
  run?: (job: Job) => Promise<Ran>,
): void {
  const rss = () => process.memoryUsage.rss() / MB;
  const rssReadyMb = rss();
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  let [began, cpu, rssPeakMb] = [performance.now(), process.cpuUsage(), 0];
  let sampling: NodeJS.Timeout | undefined;
  const tell = (message: FromPeer) => void process.send?.(message);
  process.on('message', (message: ToPeer) => {
    switch (message.type) {
      case 'begin':
        [began, cpu, rssPeakMb] = [performance.now(), process.cpuUsage(), rss()];
        sampling = setInterval(() => (rssPeakMb = Math.max(rssPeakMb, rss())), RSS_EVERY_MS);
        loop.reset();
        loop.enable();
        return tell({ type: 'begun' });
      case 'run':
        if (run) void run(message.job).then((ran) => tell({ type: 'ran', ...ran }));
        return;
      case 'end': {
        clearInterval(sampling);
        loop.disable();
        const { user, system } = process.cpuUsage(cpu);
        const seconds = (performance.now() - began) / 1_000;
        const loopP99Ms = Math.max(0, loop.percentile(99) / 1e6 - LOOP_RESOLUTION_MS);
        const figures = { cpuMs: (user + system) / 1_000, seconds, rssPeakMb, rssReadyMb, loopP99Ms };
        tell({ type: 'ended', figures });
      }
    }
  });
  process.on('disconnect', () => process.exit(0));
  tell({ type: 'ready', ...ready, rssMb: rssReadyMb });
}

/** All lines of a job at once, each its calls one after the other. */
export async function runLines(
  job: Job,
  call: (turns: readonly number[], line: number) => Promise<Ran>,
): Promise<Ran> {
  const turns: MeasuredTurn[] = [];
  const late: number[] = [];
  await Promise.all(
    job.lines.map(async (calls, line) => {
      for (const numbers of calls) {
        const ran = await call(numbers, line);
        turns.push(...ran.turns);
        late.push(...ran.late);
      }
    }),
  );
  return { turns, late };
}
