import type { TransportSink } from '../../types/transport.ts';
import type { Admission } from './host.ts';

/** Events kept while a call is being admitted: 10 s of 20 ms frames. */
export const MAX_PENDING = 500;

/**
 * The way from an adapter to its sink while admission may still be under way: events are kept in order until the sink is
 * there. Guarantees that `closed` is reported exactly once and is the last event.
 */
export class SinkGate<Sink extends TransportSink> {
  /** Events dropped because admission took too long. */
  dropped = 0;

  private sink: Sink | null = null;
  private pending: ((sink: Sink) => void)[] = [];
  private state: 'waiting' | 'open' | 'refused' = 'waiting';
  private ended = false;

  /** Runs `onRefused` when the host says no (or fails). */
  admit(admission: Admission<Sink>, onRefused: (cause: 'refused' | 'failed') => void): void {
    if (!(admission instanceof Promise)) return this.settle(admission, onRefused);
    admission.then(
      (sink) => this.settle(sink, onRefused),
      () => this.refuse('failed', onRefused),
    );
  }

  emit(event: (sink: Sink) => void): void {
    if (this.ended || this.state === 'refused') return;
    if (this.sink !== null) event(this.sink);
    else if (this.pending.length < MAX_PENDING) this.pending.push(event);
    else this.dropped += 1;
  }

  close(reason: Parameters<TransportSink['closed']>[0]): void {
    if (this.ended || this.state === 'refused') return;
    // First, so that a sink which closes the leg from inside `closed` does not come round again.
    this.ended = true;
    if (this.sink !== null) this.sink.closed(reason);
    else this.pending.push((sink) => sink.closed(reason));
  }

  get refused(): boolean {
    return this.state === 'refused';
  }

  private settle(sink: Sink | null, onRefused: (cause: 'refused' | 'failed') => void): void {
    if (sink === null) return this.refuse('refused', onRefused);
    this.state = 'open';
    const pending = this.pending;
    this.pending = [];
    this.sink = sink;
    for (const event of pending) event(sink);
  }

  private refuse(cause: 'refused' | 'failed', onRefused: (cause: 'refused' | 'failed') => void): void {
    this.state = 'refused';
    this.pending = [];
    onRefused(cause);
  }
}
