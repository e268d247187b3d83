/** One clause on its way through an adapter: holds the promises of the sink whatever the provider does. */
import type { Cancellable, ProviderFailure, SynthesisSink } from '../../../types/ports.ts';

/**
 * After `cancel`, `done` or `failed` the sink hears nothing more, and `stop` has been called once. Adapters write into
 * this and never into the sink itself.
 */
export class SynthesisRun implements Cancellable {
  readonly #sink: SynthesisSink;
  readonly #stop: () => void;
  readonly #who: { readonly provider: string; readonly voice?: string };
  #over = false;
  #bytes = 0;

  /** @param stop releases what the provider still does for us; called once, at the end or on cancel */
  constructor(
    sink: SynthesisSink,
    who: { readonly provider: string; readonly voice?: string },
    stop: () => void,
  ) {
    this.#sink = sink;
    this.#who = who;
    this.#stop = stop;
  }

  get over(): boolean {
    return this.#over;
  }

  /** Milliseconds of audio given so far. */
  get audioMs(): number {
    return this.#bytes / 8;
  }

  audio(mulaw: Uint8Array): void {
    if (this.#over || mulaw.length === 0) return;
    this.#bytes += mulaw.length;
    this.#sink.audio(mulaw);
  }

  spoken(length: number, atMs: number): void {
    if (!this.#over) this.#sink.spoken?.(length, atMs);
  }

  /** `silentIsFailure`: the text had something to say, so an end without audio is a failure, not an end. */
  done(silentIsFailure = true): void {
    if (this.#over) return;
    if (silentIsFailure && this.#bytes === 0) {
      this.failed({
        provider: this.#who.provider,
        kind: 'unavailable',
        retryable: true,
        message: 'it ended without any audio',
      });
      return;
    }
    this.#end();
    this.#sink.done(this.#who);
  }

  failed(failure: ProviderFailure): void {
    if (this.#over) return;
    this.#end();
    this.#sink.failed(failure);
  }

  cancel(): void {
    if (!this.#over) this.#end();
  }

  #end(): void {
    this.#over = true;
    this.#stop();
  }
}
