import { afterEach, describe, expect, it } from 'vitest';
import type { TaskFailure } from './threadMessages.ts';
import { ThreadPool } from './threadPool.ts';
import type { Order } from './testing/poolWorker.test-worker.ts';

const module = new URL('./testing/poolWorker.test-worker.ts', import.meta.url);
const pools: ThreadPool<Order, string>[] = [];

function pool(options: { threads?: number; tasksPerThread?: number; workerData?: unknown } = {}) {
  const made = new ThreadPool<Order, string>({
    name: 'test',
    module,
    threads: 1,
    tasksPerThread: 1,
    ...options,
  });
  pools.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((it) => it.close()));
});

interface Run {
  readonly heard: string[];
  readonly end: Promise<'done' | TaskFailure>;
  cancel(): void;
}

const order: string[] = [];

function run(it: ThreadPool<Order, string>, what: Order, urgent = false): Run {
  const heard: string[] = [];
  const end = Promise.withResolvers<'done' | TaskFailure>();
  const task = it.run(
    what,
    {
      reply: (word) => {
        heard.push(word);
        order.push(word);
      },
      done: () => end.resolve('done'),
      failed: (failure) => end.resolve(failure),
    },
    { urgent },
  );
  return { heard, end: end.promise, cancel: () => task.cancel() };
}

describe('the thread pool', () => {
  it('serves urgent tasks before those that wait', async () => {
    const it = pool();
    order.length = 0;
    const first = run(it, { say: ['first'] });
    expect(it.idle).toBe(false);
    const late = run(it, { say: ['late'] });
    const urgent = run(it, { say: ['urgent'] }, true);
    await Promise.all([first.end, late.end, urgent.end]);
    expect(order).toEqual(['first', 'urgent', 'late']);
    expect(it.idle).toBe(true);
  });

  it('runs several tasks in one thread where that is allowed', async () => {
    const it = pool({ tasksPerThread: 2 });
    const waiting = run(it, { say: ['a'], next: 'wait' });
    expect(await run(it, { say: ['b'] }).end).toBe('done');
    waiting.cancel();
    expect(await run(it, { say: [] }).end).toBe('done');
  });

  it('never runs a task that was cancelled while it waited, and silences one that runs', async () => {
    const it = pool();
    const running = run(it, { say: ['a'], next: 'wait' });
    const waiting = run(it, { say: ['b'] });
    await expect.poll(() => running.heard).toEqual(['a']);
    waiting.cancel();
    running.cancel();
    running.cancel();
    const next = run(it, { say: ['c'] });
    expect(await next.end).toBe('done');
    expect([...running.heard, ...waiting.heard, ...next.heard]).toEqual(['a', 'c']);
  });

  it('reports what a task throws', async () => {
    const it = pool();
    expect(await run(it, { say: [], next: 'throw' }).end).toEqual({ kind: 'internal', message: 'thrown' });
    expect(await run(it, { say: [], next: 'refuse' }).end).toEqual({ kind: 'unsupported', message: 'no' });
  });

  it('replaces a thread that dies, fails its task and keeps those that wait', async () => {
    const it = pool();
    const dying = run(it, { say: [], next: 'die' });
    const waiting = run(it, { say: ['alive'] });
    expect(await dying.end).toMatchObject({ kind: 'internal' });
    expect(await waiting.end).toBe('done');
    expect(waiting.heard).toEqual(['alive']);
  });

  it('gives up on a part that dies again and again', async () => {
    const it = pool();
    for (let i = 0; i < 3; i++) await run(it, { say: [], next: 'die' }).end;
    expect(await run(it, { say: [] }).end).toMatchObject({ kind: 'unavailable' });
  });

  it('fails at once, and says why, when the part does not load', async () => {
    const it = pool({ workerData: 'broken' });
    expect(await run(it, { say: [] }).end).toEqual({ kind: 'unavailable', message: 'nothing to load' });
    expect(await run(it, { say: [] }).end).toEqual({ kind: 'unavailable', message: 'nothing to load' });
    await expect(pool({ workerData: 'broken' }).warm()).rejects.toMatchObject({
      code: 'PROVIDER_PART_MISSING',
    });
  });

  it('fails what is open when it is closed', async () => {
    const it = pool();
    const running = run(it, { say: [], next: 'wait' });
    const waiting = run(it, { say: [] });
    await it.close();
    expect(await running.end).toMatchObject({ kind: 'aborted' });
    expect(await waiting.end).toMatchObject({ kind: 'aborted' });
    expect(await run(it, { say: [] }).end).toMatchObject({ kind: 'unavailable' });
  });
});
