/**
 * The inside of a worker thread of {@link ThreadPool}: takes tasks, replies piece by piece. Used by the `…Worker.ts`
 * modules only.
 */
import { parentPort } from 'node:worker_threads';
import type { FromThread, TaskFailure, ToThread } from './threadMessages.ts';

/** Hands one piece of a task's result to the caller; `transfer` lists buffers that may move instead of being copied. */
export type Emit<Reply> = (reply: Reply, transfer?: ArrayBuffer[]) => void;

export type TaskHandler<Request, Reply> = (
  request: Request,
  emit: Emit<Reply>,
  signal: AbortSignal,
) => void | Promise<void>;

/** An error that a task reports with its kind; anything else thrown is `internal`. */
export class TaskError extends Error {
  readonly failure: TaskFailure;
  constructor(failure: TaskFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Loads what the tasks need, then serves them until the thread is ended. */
export async function serveTasks<Request, Reply>(
  load: () => Promise<TaskHandler<Request, Reply>>,
): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('this module runs in a worker thread');
  const send = (message: FromThread<Reply>, transfer: ArrayBuffer[] = []) =>
    port.postMessage(message, transfer);
  let handler: TaskHandler<Request, Reply>;
  try {
    handler = await load();
  } catch (error) {
    send({ type: 'broken', message: messageOf(error) });
    return;
  }
  const running = new Map<number, AbortController>();
  port.on('message', (message: ToThread<Request>) => {
    if (message.type === 'cancel') {
      running.get(message.id)?.abort();
      return;
    }
    const { id, request } = message;
    const abort = new AbortController();
    running.set(id, abort);
    void (async () => {
      try {
        await handler(
          request,
          (reply, transfer) => send({ type: 'reply', id, reply }, transfer),
          abort.signal,
        );
        send({ type: 'done', id });
      } catch (error) {
        const failure: TaskFailure =
          error instanceof TaskError ? error.failure : { kind: 'internal', message: messageOf(error) };
        send({ type: 'failed', id, failure });
      } finally {
        running.delete(id);
      }
    })();
  });
  send({ type: 'ready' });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
