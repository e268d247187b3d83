/**
 * What was sent, and how much of it the caller has heard. The carrier returns a mark when the audio before it has been
 * played; between marks the clock is believed, but never beyond the next mark that is still out. After `clear` the
 * carrier returns all marks at once, which proves nothing: what was heard is settled at the moment of the clear
 * (twilio-protocol §2.5).
 */
export interface Played {
  /** Milliseconds of the line's audio that were sent and heard, since the last clear. */
  readonly sentMs: number;
  readonly heardMs: number;
}

interface Mark {
  readonly name: string;
  readonly positionMs: number;
}

/** Marks returned this soon after a clear may have been under way already. */
const AMBIGUOUS_MS = 100;

export class PlayoutLedger {
  /** Marks that came back from a cleared line, and those of them that may have been heard. */
  readonly counts = { returned: 0, flushed: 0, ambiguous: 0, unknown: 0 };
  #sentMs = 0;
  #pending: Mark[] = [];
  readonly #stale = new Set<string>();
  #clearedAt = -Infinity;
  #nextName = 1;
  /** The position that was certainly playing at a time; the clock counts from here. */
  #anchorMs = 0;
  #anchorAt = 0;
  #heardMs = 0;
  #confirmedMs = 0;

  /** End of what was sent, ms since the last clear. */
  get sentMs(): number {
    return this.#sentMs;
  }

  /** Position up to which the carrier has said that all was played. */
  get confirmedMs(): number {
    return this.#confirmedMs;
  }

  /** Whether something sent may still be playing. */
  get playing(): boolean {
    return this.#pending.length > 0;
  }

  /** Audio of this length went to the socket. */
  sent(ms: number, nowMs: number): void {
    // The carrier's queue was empty: play-out begins with this.
    if (this.#heardMs >= this.#sentMs) this.#anchor(this.#sentMs, nowMs);
    this.#sentMs += ms;
  }

  /** Makes a mark at the end of what was sent. Names are never used twice. */
  mark(): string {
    const name = `m${this.#nextName++}`;
    this.#pending.push({ name, positionMs: this.#sentMs });
    return name;
  }

  /** A mark came back. Returns whether it moved what was heard. */
  returned(name: string, nowMs: number): boolean {
    if (this.#stale.delete(name)) {
      this.counts.flushed++;
      if (nowMs - this.#clearedAt <= AMBIGUOUS_MS) this.counts.ambiguous++;
      return false;
    }
    const at = this.#pending.findIndex((mark) => mark.name === name);
    const mark = this.#pending[at];
    if (!mark) {
      this.counts.unknown++;
      return false;
    }
    this.counts.returned++;
    // Play-out is in order: what was marked earlier has been played as well, even if its mark was lost.
    this.#pending.splice(0, at + 1);
    this.#confirm(mark.positionMs);
    this.#anchor(mark.positionMs, nowMs);
    return true;
  }

  /** Position that the caller has heard, ms since the last clear. Never falls, never passes what was sent. */
  heardMs(nowMs: number): number {
    const running = this.#anchorMs + Math.max(0, nowMs - this.#anchorAt);
    const limit = this.#pending[0]?.positionMs ?? this.#sentMs;
    this.#heardMs = Math.max(this.#heardMs, Math.min(running, limit, this.#sentMs));
    return this.#heardMs;
  }

  /** Marks do get lost: those overdue by `graceMs` are taken as played. Returns how many. */
  expire(nowMs: number, graceMs: number): number {
    let lost = 0;
    for (;;) {
      const first = this.#pending[0];
      if (!first || this.#anchorAt + (first.positionMs - this.#anchorMs) + graceMs > nowMs) return lost;
      this.#pending.shift();
      this.#stale.add(first.name);
      this.#confirm(first.positionMs);
      lost++;
    }
  }

  /** The carrier's queue is being cleared. Returns the final word on what was heard; the line begins anew. */
  clear(nowMs: number): Played {
    const played = { heardMs: this.heardMs(nowMs), sentMs: this.#sentMs };
    for (const mark of this.#pending.splice(0)) this.#stale.add(mark.name);
    this.#clearedAt = nowMs;
    this.#sentMs = 0;
    this.#heardMs = 0;
    this.#confirmedMs = 0;
    this.#anchor(0, nowMs);
    return played;
  }

  #anchor(positionMs: number, nowMs: number): void {
    this.#anchorMs = positionMs;
    this.#anchorAt = nowMs;
  }

  #confirm(positionMs: number): void {
    this.#confirmedMs = Math.max(this.#confirmedMs, positionMs);
    this.#heardMs = Math.max(this.#heardMs, positionMs);
  }
}
