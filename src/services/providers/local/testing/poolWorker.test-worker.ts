/** A worker for the tests of the pool: does as it is told. */
import { once } from 'node:events';
import { workerData } from 'node:worker_threads';
import { serveTasks, TaskError } from '../threadTask.ts';

export interface Order {
  readonly say: readonly string[];
  readonly next?: 'die' | 'throw' | 'refuse' | 'wait';
}

await serveTasks<Order, string>(() => {
  if (workerData === 'broken') throw new Error('nothing to load');
  return Promise.resolve(async ({ say, next }, emit, signal) => {
    for (const word of say) emit(word);
    if (next === 'die') process.exit(1);
    if (next === 'throw') throw new Error('thrown');
    if (next === 'refuse') throw new TaskError({ kind: 'unsupported', message: 'no' });
    if (next === 'wait') await aborted(signal);
  });
});

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
