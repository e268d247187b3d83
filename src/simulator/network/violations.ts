/** A rule of the network that the server under test broke. Codes are Twilio's (error dictionary). */
export interface Violation {
  readonly code: string;
  readonly reason: string;
  /** A warning is what the carrier itself would only warn of; it still fails a simulated call. */
  readonly severity: 'error' | 'warning';
  /** Line time (ms from answer) of the first occurrence. */
  readonly atMs: number;
  count: number;
}

/** What Twilio says of each code, shortened; the reason says what exactly was wrong. */
export const violationTitles: Readonly<Record<string, string>> = {
  '11200': 'HTTP retrieval failure',
  '12100': 'TwiML cannot be parsed',
  '12200': 'TwiML schema warning',
  '12300': 'invalid content type',
  '31900': 'stream: unknown error',
  '31901': 'stream: connection timed out',
  '31902': 'stream: connection refused',
  '31903': 'stream: broken pipe',
  '31910': 'stream: TLS error',
  '31920': 'stream: handshake error',
  '31921': 'stream: closed with an error',
  '31922': 'stream: URL scheme not supported',
  '31923': 'stream: malformed URL',
  '31924': 'stream: WebSocket protocol error',
  '31930': 'stream: reader too slow, inbound audio dropped',
  '31931': 'stream: more than the queue holds, audio discarded',
  '31941': 'stream: invalid track',
  '31940': 'stream: connector not found',
  '31950': 'stream: malformed message',
  '31951': 'stream: invalid message',
  '39001': 'relay: network connection to the WebSocket server failed',
  '64101': 'relay: invalid parameter',
  '64102': 'relay: cannot connect to the WebSocket URL',
  '64105': 'relay: WebSocket ended',
  '64106': 'relay: invalid argument',
  '64107': 'relay: invalid message',
};

/**
 * What went wrong on one call. The same code with the same reason is counted, not repeated: a carrier reports once per
 * stream, and ten thousand copies of one mistake say no more than one.
 */
export class Violations {
  readonly list: Violation[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(code: string, reason: string, severity: 'error' | 'warning' = 'error'): void {
    const known = this.list.find((v) => v.code === code && v.reason === reason);
    if (known) known.count++;
    else if (this.list.length < 200) this.list.push({ code, reason, severity, atMs: this.#now(), count: 1 });
  }
}
