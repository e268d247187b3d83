import { closeCode } from './limits.ts';
import type { SocketLimits } from './limits.ts';
import { problemText } from './problem.ts';
import type { ProtocolProblem } from './problem.ts';
import type { JsonValue } from '../../types/json.ts';

export interface MalformedActions {
  trouble(code: string, detail: Record<string, JsonValue>): void;
  /** The socket must be closed with this code and reason. */
  giveUp(code: number, reason: string): void;
}

/**
 * The rules for messages that cannot be understood, common to all sockets: each is reported and ignored; an oversize one,
 * or too many in a row, ends the socket.
 */
export class MalformedCounter {
  total = 0;
  private inARow = 0;
  private readonly limits: SocketLimits;
  private readonly actions: MalformedActions;

  constructor(limits: SocketLimits, actions: MalformedActions) {
    this.limits = limits;
    this.actions = actions;
  }

  /** The frame as text, or undefined when it is none (and has been dealt with). */
  accept(data: string | Uint8Array, isBinary: boolean): string | undefined {
    if (data.length > this.limits.maxMessageBytes) {
      this.total += 1;
      this.actions.trouble('TEL_MESSAGE_TOO_LARGE', {
        bytes: data.length,
        limit: this.limits.maxMessageBytes,
      });
      this.actions.giveUp(closeCode.tooBig, 'message too large');
      return undefined;
    }
    if (isBinary || typeof data !== 'string') {
      this.bad({ kind: 'binary' });
      return undefined;
    }
    return data;
  }

  good(): void {
    this.inARow = 0;
  }

  bad(problem: ProtocolProblem): void {
    this.total += 1;
    this.inARow += 1;
    if (problem.kind === 'binary') this.actions.trouble('TEL_BINARY_FRAME', {});
    else this.actions.trouble('TEL_MESSAGE_MALFORMED', { problem: problemText(problem) });
    if (this.inARow < this.limits.maxMalformed) return;
    this.actions.trouble('TEL_TOO_MANY_MALFORMED', { count: this.inARow });
    this.actions.giveUp(closeCode.badPayload, 'Too many consecutive malformed messages');
  }
}
