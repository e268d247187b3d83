/** One answer on its way to the carrier: tokens up to `last`. Made by `ConversationRelay.beginCycle`. */
export interface TalkCycle {
  /** Sends a token; does nothing once the cycle was aborted or finished. Returns whether it went out. */
  send(token: string): boolean;
  /** No more tokens. */
  finish(): void;
  /** Gives the answer up: later tokens are dropped, and the carrier is told that the cycle is over. */
  abort(): void;
  readonly aborted: boolean;
}

export interface TalkCycleSink {
  token(token: string, last: boolean): void;
}

/**
 * Keeps the rule of one open cycle: a cycle whose tokens went out is always closed by `last: true`, also when it was
 * aborted, and tokens of an older generation never follow an interruption (the carrier would speak them).
 */
export class TalkCycles {
  private generation = 0;
  private open = false;
  private readonly sink: TalkCycleSink;

  constructor(sink: TalkCycleSink) {
    this.sink = sink;
  }

  /** Tokens sent by other means count too. */
  sent(last: boolean): void {
    this.open = !last;
  }

  /** Everything begun so far is void. */
  abortAll(): void {
    this.generation += 1;
    this.closeOpen();
  }

  get isOpen(): boolean {
    return this.open;
  }

  closeOpen(): void {
    if (this.open) this.sink.token('', true);
  }

  /** `token` sends for this cycle, with options of its own (its language, say). */
  begin(token: TalkCycleSink['token'] = (text, last) => this.sink.token(text, last)): TalkCycle {
    this.abortAll();
    const mine = this.generation;
    const current = (): boolean => this.generation === mine;
    let finished = false;
    return {
      send: (text) => {
        if (finished || !current()) return false;
        token(text, false);
        return true;
      },
      finish: () => {
        if (finished || !current()) return;
        finished = true;
        token('', true);
      },
      abort: () => {
        if (!finished && current()) this.abortAll();
      },
      get aborted() {
        return !finished && !current();
      },
    };
  }
}
