/** Many short calls, one after the other: what a server keeps of calls that have ended. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../src/cli/progress.ts';
import type { Clip } from '../../src/simulator/index.ts';
import { Load } from '../engine/load.ts';
import type { ServerSetup } from '../engine/messages.ts';
import { startServerProcess, type ServerProcess } from '../engine/serverProcess.ts';
import { regression, round } from '../statistics.ts';

export interface ChurnOptions {
  readonly vad: ServerSetup['vad'];
  readonly calls: number;
  readonly atATime: number;
  /** Until the server has forgotten ended calls: a carrier may ask about them for five minutes. */
  readonly restSeconds: number;
  readonly clip: Clip;
  progress(title: string, total: number): Progress;
}

interface Look {
  readonly calls: number;
  readonly heapMb: number;
  readonly rssMb: number;
}

const LOOKS = 10;
/** Code is still being compiled before, and what that takes is given back. */
const COMPILED_LOOKS = 2;
/** A greeting and most of a first turn; some hang up while they speak, some while they are answered. */
const CALL_SECONDS = [1, 4] as const;
/** From the last call's end until the server has done with its socket and its records. */
const SETTLE_MS = 3_000;
const BYTES_PER_MB = 2 ** 20;

export async function churn(options: ChurnOptions) {
  const server = await startServerProcess({ providers: 'published', vad: options.vad });
  const began = performance.now();
  const progress = options.progress(`${options.calls} short calls`, options.calls);
  const looks: Look[] = [];
  let ended = 0;
  let base: Look | null = null;
  try {
    while (ended < options.calls) {
      const load = new Load(server, options.clip, {
        transport: 'media',
        callSeconds: CALL_SECONDS,
        seed: 1 + looks.length,
      });
      const before = ended;
      await rounds(load, options, (calls) => progress.update(before + calls));
      ended += load.ended;
      await sleep(SETTLE_MS);
      looks.push(await look(server, ended));
      if (looks.length === COMPILED_LOOKS) base = await rested(server, ended, options);
    }
    const callsASecond = round((ended * 1000) / (performance.now() - began - restedMs(base, options)), 1);
    const last = await rested(server, ended, options);
    return { ...resultsOf(looks, base, last), callsASecond };
  } finally {
    progress.stop();
    await server.stop();
  }
}

/** A tenth of all calls, so many at a time. */
async function rounds(load: Load, options: ChurnOptions, update: (calls: number) => void): Promise<void> {
  const wanted = Math.ceil(options.calls / LOOKS);
  const slots = Array.from({ length: Math.min(wanted, options.atATime) }, (_, n) =>
    load.slot((n / options.atATime) * CALL_SECONDS[1] * 500),
  );
  // One at least: a line that is told to finish before its first call makes none.
  while (load.ended < Math.max(1, wanted - slots.length)) {
    update(load.ended);
    await sleep(200);
  }
  load.finish();
  await Promise.all(slots);
}

async function look(server: ServerProcess, calls: number): Promise<Look> {
  await server.begin();
  const { liveHeapMb, memory } = await server.report();
  return { calls, heapMb: round(liveHeapMb.last, 3), rssMb: round(memory.at(-1)?.rssMb ?? 0, 1) };
}

async function rested(server: ServerProcess, calls: number, { restSeconds }: ChurnOptions): Promise<Look> {
  await sleep(restSeconds * 1000);
  return look(server, calls);
}

function restedMs(base: Look | null, { restSeconds }: ChurnOptions): number {
  return base ? restSeconds * 1000 : 0;
}

function resultsOf(looks: readonly Look[], base: Look | null, last: Look) {
  const points = looks.slice(COMPILED_LOOKS - 1).map(({ calls, heapMb }) => ({ x: calls, y: heapMb }));
  const bytes = (mb: number) => round(mb * BYTES_PER_MB, 0);
  return {
    looks,
    afterRest: { base, last },
    /** While calls are remembered. */
    heapBytesPerCallAtOnce: points.length < 2 ? null : bytes(regression(points).slope),
    /** When they are forgotten. */
    heapBytesPerCall:
      base && last.calls > base.calls ? bytes((last.heapMb - base.heapMb) / (last.calls - base.calls)) : null,
  };
}
