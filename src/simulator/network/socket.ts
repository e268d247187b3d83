import { WebSocket } from 'ws';
import type { Clock } from '../../types/clock.ts';
import type { Faults } from '../faults.ts';
import type { LegIdentity } from './leg.ts';
import { signRequest } from './signature.ts';

export interface SocketEvents {
  open(): void;
  message(data: Buffer, binary: boolean): void;
  /** Before or after `open`; once. `code` 1006: without a close frame. */
  closed(code: number, reason: string): void;
}

/** Why a socket could not be opened, or broke: a Twilio stream code. */
export interface SocketTrouble {
  readonly code: '31901' | '31902' | '31903' | '31910' | '31920' | '31923' | '31924';
  readonly message: string;
}

/** The carrier's end of one WebSocket: signs the handshake, names the trouble in the carrier's codes. */
export class CarrierSocket {
  readonly #ws: WebSocket;
  readonly #clock: Clock;
  #trouble: SocketTrouble | null = null;
  #closed = false;

  constructor(identity: LegIdentity, faults: Faults, clock: Clock, events: SocketEvents) {
    this.#clock = clock;
    this.#ws = new WebSocket(identity.url, {
      headers: handshakeHeaders(identity, faults),
      perMessageDeflate: false,
      handshakeTimeout: 10_000,
      maxPayload: 64 * 1024 * 1024,
    });
    this.#ws.on('open', () => events.open());
    this.#ws.on('message', (data, binary) => {
      if (!this.#closed) events.message(data as Buffer, binary);
    });
    this.#ws.on('error', (error) => (this.#trouble ??= troubleOf(error)));
    this.#ws.on('close', (code, reason) => {
      this.#closed = true;
      events.closed(code, reason.toString());
    });
  }

  get trouble(): SocketTrouble | null {
    return this.#trouble;
  }

  get open(): boolean {
    return !this.#closed && this.#ws.readyState === WebSocket.OPEN;
  }

  get backlogBytes(): number {
    return this.#ws.bufferedAmount;
  }

  send(data: string | Buffer): void {
    if (this.open) this.#ws.send(data);
  }

  pause(): void {
    if (this.open && !this.#ws.isPaused) this.#ws.pause();
  }

  resume(): void {
    if (this.open && this.#ws.isPaused) this.#ws.resume();
  }

  /** Closing handshake; cut after two seconds if the application does not answer it. */
  close(code = 1000, reason = ''): void {
    if (this.#closed) return;
    this.resume();
    this.#ws.close(code, reason);
    const timer = this.#clock.after(2_000, () => this.cut());
    this.#ws.once('close', () => this.#clock.cancel(timer));
  }

  /** Without a close frame. */
  cut(): void {
    if (this.#ws.readyState !== WebSocket.CLOSED) this.#ws.terminate();
  }
}

function handshakeHeaders(identity: LegIdentity, faults: Faults): Record<string, string> {
  const headers: Record<string, string> = { 'User-Agent': 'TwilioSimulator/1.0' };
  if (faults.socketSignature === 'absent') return headers;
  const key = faults.socketSignature === 'valid' ? identity.authToken : `${identity.authToken}x`;
  headers['X-Twilio-Signature'] = signRequest(identity.url, key);
  return headers;
}

function troubleOf(error: Error & { code?: string }): SocketTrouble {
  if (error.code === 'ECONNREFUSED') return { code: '31902', message: 'connection refused' };
  if (error.code === 'ETIMEDOUT' || /handshake has timed out/.test(error.message))
    return { code: '31901', message: 'connection timed out' };
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return { code: '31903', message: 'broken pipe' };
  if (/^(CERT|ERR_TLS|EPROTO|DEPTH|UNABLE)/.test(error.code ?? ''))
    return { code: '31910', message: 'TLS error' };
  const status = /Unexpected server response: (\d+)/.exec(error.message)?.[1];
  if (status) return { code: '31920', message: `handshake answered with ${status}` };
  if (error instanceof SyntaxError) return { code: '31923', message: 'malformed URL' };
  return { code: '31924', message: 'WebSocket protocol error' };
}

/** Sockets beside the call's own: one that replays its handshake and first words, and ones that never speak. */
export function openBystanders(
  identity: LegIdentity,
  faults: Faults,
  firstWords: readonly string[],
): () => void {
  const sockets: WebSocket[] = [];
  const open = (then: (ws: WebSocket) => void) => {
    const ws = new WebSocket(identity.url, {
      headers: handshakeHeaders(identity, faults),
      perMessageDeflate: false,
    });
    // A bystander may be refused: that is what it is for.
    ws.on('error', () => ws.terminate());
    ws.on('open', () => then(ws));
    sockets.push(ws);
  };
  if (faults.replaySocket)
    open((ws) => {
      for (const words of firstWords) ws.send(words);
    });
  for (let i = 0; i < faults.silentSockets; i++) open(() => undefined);
  return () => {
    for (const ws of sockets) ws.terminate();
  };
}
