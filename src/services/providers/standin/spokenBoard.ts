/** What simulated callers say, told to the stand-in recogniser from outside. */

export interface Spoken {
  /** `''`: said in whatever call listens first. */
  readonly callSid: string;
  readonly text: string;
  /** How long it takes to say; absent: all of it is known from its first frame. */
  readonly durationMs?: number;
}

/** Utterances by call, in the order in which they are said. Tell it when the caller begins to speak. */
export class SpokenBoard {
  readonly #byCall = new Map<string, Spoken[]>();

  /** `callSid` as in `RecogniserOptions`; `''` reaches any session. */
  spoken(callSid: string, text: string, durationMs?: number): void {
    const utterance: Spoken = durationMs === undefined ? { callSid, text } : { callSid, text, durationMs };
    const waiting = this.#byCall.get(callSid);
    if (waiting) waiting.push(utterance);
    else this.#byCall.set(callSid, [utterance]);
  }

  take(callSid: string): Spoken | undefined {
    return this.#byCall.get(callSid)?.shift() ?? this.#byCall.get('')?.shift();
  }

  putBack(utterance: Spoken): void {
    const waiting = this.#byCall.get(utterance.callSid) ?? [];
    waiting.unshift(utterance);
    this.#byCall.set(utterance.callSid, waiting);
  }

  /** Forgets a call that has ended. */
  clear(callSid: string): void {
    this.#byCall.delete(callSid);
  }
}
