/** The server's side of one socket: messages out, one after the other, with whatever is wrong with the service. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { ProviderBehaviour, ProviderFault } from '../behaviour.ts';
import { encodeBinary, encodeText } from './framing.ts';

/** The service's own close codes: 1007 for what it will not serve, 1013 for too much of it. */
export type CloseCode = 1007 | 1011 | 1013;

/** How an open connection is told of a fault. Reasons as seen from the real service; the status in 1011 is assumed. */
export function refusalOf(fault: ProviderFault | null): readonly [CloseCode, string] | undefined {
  if (fault?.kind === 'content') return [1007, 'The request was refused. Cid: '];
  if (fault?.kind === 'quota') return [1007, 'Quota exceeded. Cid: '];
  if (fault?.kind !== 'status') return undefined;
  if (fault.status === 402) return [1007, 'Quota exceeded. Cid: '];
  if (fault.status === 429)
    return [1013, 'Status(StatusCode="ResourceExhausted", Detail="too many requests")'];
  const status = fault.status >= 500 ? 'Internal' : 'PermissionDenied';
  return [1011, `Status(StatusCode="${status}", Detail="")`];
}

/** What one turn sends. Once it is over nothing more goes out. */
export class TurnOutlet {
  readonly requestId: string;
  /** A turn keeps the fault that it began with. */
  readonly fault: ProviderFault | null;
  readonly #socket: WebSocket;
  readonly #behaviour: ProviderBehaviour;
  #outputs = 0;
  #silent: boolean;
  #over = false;

  constructor(socket: WebSocket, behaviour: ProviderBehaviour, requestId: string) {
    this.#socket = socket;
    this.#behaviour = behaviour;
    this.requestId = requestId;
    this.fault = behaviour.fault;
    this.#silent = this.fault?.kind === 'stall';
    behaviour.counts.requests++;
  }

  /** Nothing that is sent now would go out. */
  get done(): boolean {
    return this.#silent || this.#over;
  }

  text(path: string, body: unknown): void {
    if (this.done) return;
    const type = 'application/json; charset=utf-8';
    const headers = { 'X-RequestId': this.requestId, 'Content-Type': type, Path: path };
    this.#socket.send(encodeText({ ...headers, ...now() }, JSON.stringify(body)));
  }

  audio(streamId: string, payload: Uint8Array): void {
    if (this.done) return;
    const headers = { 'X-RequestId': this.requestId, 'Content-Type': 'audio/basic', 'X-StreamId': streamId };
    this.#socket.send(encodeBinary({ ...headers, Path: 'audio', ...now() }, payload));
  }

  /** One output (a partial, a phrase, a piece of audio): faults strike here. */
  output(path: string, send: () => void): void {
    if (this.done) return;
    const { fault } = this;
    if (fault?.kind === 'garbage') {
      this.#socket.send(
        encodeText({ 'X-RequestId': this.requestId, Path: path, ...now() }, '{"RecognitionStatus":'),
      );
      this.#silent = true;
    } else if (fault?.kind === 'hang' && this.#outputs >= fault.afterOutputs) {
      this.#silent = true;
    } else if (fault?.kind === 'close' && this.#outputs >= fault.afterOutputs) {
      this.#over = true;
      this.#socket.terminate();
    } else {
      this.#outputs++;
      send();
    }
  }

  firstOutput(): Promise<void> {
    return sleep(this.#behaviour.firstOutputMs());
  }

  /** The turn was answered to its end. */
  end(): void {
    if (this.done) return;
    this.text('turn.end', {});
    this.#over = true;
    this.#behaviour.counts.completed++;
  }

  /** The service ends the connection instead. */
  refuse(code: CloseCode, reason: string): void {
    this.#over = true;
    this.#socket.close(code, reason);
  }

  /** The client gave the turn up. */
  cancel(): void {
    if (this.#over) return;
    this.text('turn.end', {});
    this.#over = true;
    this.#behaviour.counts.cancelled++;
  }
}

const now = (): { 'X-Timestamp': string } => ({ 'X-Timestamp': new Date().toISOString() });
