/** How a simulated model's answer goes out: token by token, in its time, and with what is wrong at the moment. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProviderBehaviour, ProviderFault } from '../behaviour.ts';

/** An answer on the wire: server-sent events as they are written. */
export interface WireAnswer {
  /** Comes with the first output: that there is an answer, and from which model. */
  readonly head: readonly string[];
  /** One for each token. */
  readonly outputs: readonly string[];
  readonly tail: readonly string[];
}

export interface Pace {
  readonly behaviour: ProviderBehaviour;
  readonly fault: ProviderFault | null;
  readonly tokenMs: number;
}

/** Long enough for a client to have read what was sent before the connection breaks. */
const BREAK_AFTER_MS = 25;

/** Follows an answer until its end or until the client has gone. */
export async function paceOut(response: ServerResponse, answer: WireAnswer, pace: Pace): Promise<void> {
  const { behaviour, fault, tokenMs } = pace;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const wait = async (ms: number): Promise<void> => {
    if (ms > 0) await sleep(ms, undefined, { signal: gone.signal });
  };
  const last = fault?.kind === 'close' || fault?.kind === 'hang' ? fault.afterOutputs : Infinity;
  try {
    await wait(behaviour.firstOutputMs());
    const startedAt = performance.now();
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
    });
    response.write(answer.head.join(''));
    for (const [i, output] of answer.outputs.slice(0, last).entries()) {
      // Each has its own moment, counted from the start: late timers do not add up.
      await wait(startedAt + i * tokenMs - performance.now());
      response.write(output);
    }
    if (last < Infinity) {
      if (fault?.kind === 'hang') return;
      await wait(BREAK_AFTER_MS);
      breakOff(response);
      return;
    }
    await wait(startedAt + answer.outputs.length * tokenMs - performance.now());
    response.end(answer.tail.join(''), () => behaviour.counts.completed++);
  } catch {
    gone.abort(); // the client has gone: nobody waits for the rest
  }
}

/** Answers that we broke off ourselves: no client has cancelled them. */
const broken = new WeakSet<ServerResponse>();

export function breakOff(response: ServerResponse): void {
  broken.add(response);
  response.socket?.destroy();
}

/** Counts an answer whose client goes away before its end. */
export function countCancel(response: ServerResponse, behaviour: ProviderBehaviour): void {
  response.once('close', () => {
    if (!response.writableFinished && !broken.has(response)) behaviour.counts.cancelled++;
  });
}
