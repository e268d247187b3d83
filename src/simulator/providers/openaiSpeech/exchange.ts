/** One request for work and its answer: counts it, waits as the behaviour says, and lets its fault strike. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProviderBehaviour, ProviderFault } from '../behaviour.ts';
import { filtered, quotaUsedUp, sendError, statusError } from './errors.ts';

/** What a proxy in front of a broken service answers, with a status of 200. */
const GARBAGE = '<!doctype html><title>Welcome to nginx!</title>';

export class Exchange {
  readonly response: ServerResponse;
  readonly #behaviour: ProviderBehaviour;
  readonly #fault: ProviderFault | null;
  #outputs = 0;
  /** The client has gone, or the fault has ended the answer. */
  #over = false;
  /** We cut it ourselves: that is no client giving up. */
  #cut = false;

  constructor(behaviour: ProviderBehaviour, response: ServerResponse) {
    this.#behaviour = behaviour;
    this.response = response;
    this.#fault = behaviour.fault;
    behaviour.counts.connections += 1;
    behaviour.counts.requests += 1;
    response.on('finish', () => (behaviour.counts.completed += 1));
    response.on('close', () => {
      this.#over = true;
      if (!response.writableFinished && !this.#cut) behaviour.counts.cancelled += 1;
    });
  }

  get over(): boolean {
    return this.#over;
  }

  /** Resolves when the first output is due; with false when there will be none. */
  async begin(garbageType = 'text/html'): Promise<boolean> {
    const fault = this.#fault;
    if (fault?.kind === 'stall') return false;
    if (fault?.kind === 'status' || fault?.kind === 'quota' || fault?.kind === 'content') {
      const error =
        fault.kind === 'status' ? statusError(fault.status) : fault.kind === 'quota' ? quotaUsedUp : filtered;
      sendError(this.response, error);
      return false;
    }
    const ms = this.#behaviour.firstOutputMs();
    if (ms > 0) await sleep(ms);
    if (this.#over) return false;
    if (fault?.kind === 'garbage') {
      this.response.writeHead(200, { 'content-type': garbageType });
      this.response.end(garbageType === 'text/event-stream' ? `data: ${GARBAGE}\n\n` : GARBAGE);
      return false;
    }
    return true;
  }

  /** Before each output after the head, and before the end: false when the answer stops here. */
  go(): boolean {
    const fault = this.#fault;
    if (this.#over) return false;
    if (fault?.kind === 'close' && this.#outputs >= fault.afterOutputs) {
      this.#cut = true;
      this.#over = true;
      // What was written goes out first: the client gets part of an answer, then the end of the connection.
      this.response.write('', () => this.response.destroy());
      return false;
    }
    if (fault?.kind === 'hang' && this.#outputs >= fault.afterOutputs) {
      this.#over = true;
      return false;
    }
    this.#outputs += 1;
    return true;
  }

  /** A whole JSON answer, one output. A fault strikes in its middle. */
  json(value: unknown): void {
    const text = JSON.stringify(value);
    this.response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    const half = Math.floor(text.length / 2);
    this.response.write(text.slice(0, half));
    if (this.go()) this.response.end(text.slice(half));
  }
}
