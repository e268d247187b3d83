import type { ProviderBehaviour, ProviderFault } from '../behaviour.ts';
import { refusalOf, type Refusal } from './faults.ts';

/** What a request can do to its caller. */
export interface OutputTarget {
  refuse(refusal: Refusal): void;
  /** Breaks the connection that the call came by. */
  breakConnection(): void;
  garbage(): void;
}

/** One request's outputs: holds them back, breaks off or spoils them as the fault says that was there at its beginning. */
export class Outputs {
  readonly #fault: ProviderFault | null;
  readonly #target: OutputTarget;
  readonly #behaviour: ProviderBehaviour;
  #count = 0;
  #over = false;

  constructor(behaviour: ProviderBehaviour, target: OutputTarget) {
    this.#behaviour = behaviour;
    this.#fault = behaviour.fault;
    this.#target = target;
    behaviour.counts.requests++;
  }

  /** Whether anything may still come. */
  get over(): boolean {
    return this.#over;
  }

  /** Before anything is answered. True: it was refused. */
  refused(): boolean {
    const refusal = refusalOf(this.#fault);
    if (refusal) this.fail(refusal);
    return refusal !== undefined;
  }

  /** Whether the next output may go out; it counts as gone then. */
  next(): boolean {
    if (this.#over) return false;
    const fault = this.#fault;
    switch (fault?.kind) {
      case 'stall':
        return false;
      case 'garbage':
        this.#over = true;
        this.#target.garbage();
        return false;
      case 'close':
        if (this.#count < fault.afterOutputs) break;
        this.#over = true;
        this.#target.breakConnection();
        return false;
      case 'hang':
        if (this.#count < fault.afterOutputs) break;
        return false;
    }
    this.#count++;
    return true;
  }

  /** Whether the end may be told. */
  complete(): boolean {
    const kind = this.#fault?.kind;
    if (this.#over || kind === 'stall' || kind === 'hang') return false;
    if (kind === 'close' || kind === 'garbage') {
      // Fewer outputs than the fault waited for: it strikes at the end.
      this.#over = true;
      if (kind === 'close') this.#target.breakConnection();
      else this.#target.garbage();
      return false;
    }
    this.#over = true;
    this.#behaviour.counts.completed++;
    return true;
  }

  fail(refusal: Refusal): void {
    if (this.#over) return;
    this.#over = true;
    this.#target.refuse(refusal);
  }

  /** The client gave up. */
  cancelled(): void {
    if (this.#over) return;
    this.#over = true;
    this.#behaviour.counts.cancelled++;
  }
}
