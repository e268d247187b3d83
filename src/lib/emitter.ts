/** What may be emitted: event name → its arguments. */
export type EventMap = Record<string, readonly unknown[]>;

export type Listener<Arguments extends readonly unknown[]> = (...args: Arguments) => unknown;

export interface EmitterOptions {
  /** Told of every listener that threw or rejected. Default: a process warning. */
  readonly onError?: (error: unknown, event: string) => void;
}

/**
 * Typed events whose listeners cannot hurt each other or the one who emits: a listener that throws, or answers a promise
 * that rejects, is reported through `onError`, and the others still run.
 *
 * @example
 * const emitter = new Emitter<{ turn: [index: number] }>();
 * const stop = emitter.on('turn', (index) => show(index));
 * emitter.emit('turn', 1);
 * stop();
 */
export class Emitter<Events extends EventMap> {
  /** Lists are replaced, never changed: emitting walks over one without copying it. */
  readonly #listeners = new Map<keyof Events, readonly Listener<never>[]>();
  readonly #onError: (error: unknown, event: string) => void;

  constructor(options: EmitterOptions = {}) {
    this.#onError = options.onError ?? warn;
  }

  /** Adds a listener; answers what removes it again. */
  on<Name extends keyof Events>(event: Name, listener: Listener<Events[Name]>): () => void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener as Listener<never>]);
    return () => this.off(event, listener);
  }

  once<Name extends keyof Events>(event: Name, listener: Listener<Events[Name]>): () => void {
    const stop = this.on(event, (...args: Events[Name]) => {
      stop();
      return listener(...args);
    });
    return stop;
  }

  /** Removes a listener that was added with `on` (one of them, if it was added twice). */
  off<Name extends keyof Events>(event: Name, listener: Listener<Events[Name]>): void {
    const list = this.#listeners.get(event) ?? [];
    const at = list.indexOf(listener as Listener<never>);
    if (at < 0) return;
    if (list.length === 1) this.#listeners.delete(event);
    else this.#listeners.set(event, list.toSpliced(at, 1));
  }

  /** Calls every listener, in the order in which they were added. Answers whether there was one. */
  emit<Name extends keyof Events>(event: Name, ...args: Events[Name]): boolean {
    const list = this.#listeners.get(event);
    if (!list) return false;
    for (const listener of list as readonly Listener<Events[Name]>[]) {
      try {
        const result = listener(...args);
        if (result instanceof Promise) result.catch((error: unknown) => this.#report(error, event));
      } catch (error) {
        this.#report(error, event);
      }
    }
    return true;
  }

  listenerCount(event: keyof Events): number {
    return this.#listeners.get(event)?.length ?? 0;
  }

  removeAllListeners(): void {
    this.#listeners.clear();
  }

  #report(error: unknown, event: keyof Events): void {
    try {
      this.#onError(error, String(event));
    } catch (second) {
      warn(second, String(event));
    }
  }
}

function warn(error: unknown, event: string): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.emitWarning(`a listener of "${event}" failed: ${reason}`, 'ListenerWarning');
}
