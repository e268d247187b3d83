import type { Clock } from '../../types/clock.ts';

/** How long a key waits for the carrier's word that it cut the agent off. */
const HOLD_MS = 150;

/**
 * On the text transport a key that cuts in raises two messages, the key and the interrupt, in an order that is not
 * documented. What was heard has to be known before the key is answered, so a key that comes first waits a moment.
 */
export class HeldKeys {
  private readonly clock: Clock;
  private readonly agentMayBeCut: () => boolean;
  private readonly deliver: (digit: string) => void;
  private held: string[] = [];
  private timer: unknown = null;

  constructor(clock: Clock, agentMayBeCut: () => boolean, deliver: (digit: string) => void) {
    this.clock = clock;
    this.agentMayBeCut = agentMayBeCut;
    this.deliver = deliver;
  }

  press(digit: string): void {
    if (this.held.length === 0 && !this.agentMayBeCut()) {
      this.deliver(digit);
      return;
    }
    this.held.push(digit);
    if (this.held.length === 1) this.timer = this.clock.after(HOLD_MS, () => this.release());
  }

  /** The interrupt has come, or will not. */
  release(): void {
    this.clock.cancel(this.timer);
    for (const digit of this.held.splice(0)) this.deliver(digit);
  }

  close(): void {
    this.clock.cancel(this.timer);
    this.held = [];
  }
}
