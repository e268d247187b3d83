import type { RawData, WebSocket } from 'ws';
import type { PageSocket } from '../../services/browserAudio.ts';
import { errorTable, type ErrorCode, type WeaverError } from '../../types/errors/index.ts';
import type { JsonValue } from '../../types/json.ts';
import type { ServerMessage } from '../../types/testCall.ts';
import { closeCode } from '../webSocketCodes.ts';

/** A page's WebSocket with the words of a test call. Sends into a socket that is closing are dropped. */
export class TestCallSocket implements PageSocket {
  readonly #ws: WebSocket;

  constructor(ws: WebSocket) {
    this.#ws = ws;
  }

  tell(message: ServerMessage): void {
    if (this.#ws.readyState === this.#ws.OPEN) this.#ws.send(JSON.stringify(message));
  }

  sendAudio(mulaw: Uint8Array): void {
    if (this.#ws.readyState === this.#ws.OPEN) this.#ws.send(mulaw);
  }

  sendMark(name: string): void {
    this.tell({ type: 'mark', name });
  }

  sendClear(): void {
    this.tell({ type: 'clear' });
  }

  /** A note on the way, where the code has an entry. */
  note(code: string, nodeId: string, detail: Record<string, JsonValue> = {}): void {
    const entry = code in errorTable ? errorTable[code as ErrorCode] : undefined;
    // The table's sentences have places for details; not every note has them all.
    const message = (entry?.message ?? code)
      .replace(/\s*\([^()]*\{(\w+)\}[^()]*\)/g, (whole, name: string) => (name in detail ? whole : ''))
      .replace(/\{(\w+)\}/g, (_whole, name: string) => textOf(detail[name]));
    this.tell({ type: 'note', code, nodeId, message, fix: entry?.fix ?? '', detail });
  }

  fail({ code, message, fix, detail }: WeaverError): void {
    this.tell({ type: 'error', code, message, fix, detail });
  }

  close(): void {
    this.#ws.close(closeCode.normal, 'done');
  }

  get bufferedAmount(): number {
    return this.#ws.bufferedAmount;
  }
}

/** One message's bytes, however `ws` delivers them. */
export function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '…';
}
