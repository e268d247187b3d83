/** One run in a thread of its own: its audio cache, its patience and its instruments are nobody else's. */
import { parentPort, Worker, workerData, isMainThread } from 'node:worker_threads';
import { runTurns, type RunOptions, type RunResult } from './run.ts';

export function runInThread(options: RunOptions): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { turns: options } });
    worker.once('message', (result: RunResult) => {
      resolve(result);
      void worker.terminate();
    });
    worker.once('error', reject);
  });
}

interface Wanted {
  readonly turns: RunOptions;
}

function isWanted(data: unknown): data is Wanted {
  return typeof data === 'object' && data !== null && 'turns' in data;
}

if (!isMainThread && isWanted(workerData)) parentPort?.postMessage(await runTurns(workerData.turns));
