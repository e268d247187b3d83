/** One thing that is asked of a provider, with an end in any case: an answer, a failure, silence for too long, or a stop. */
import type { Clock } from '../../types/clock.ts';
import type { ProviderFailure } from '../../types/ports.ts';
import { failureOf, providerError, ProviderError } from './shared/failure.ts';

export interface StepLimits {
  readonly provider: string;
  readonly clock: Clock;
  /** Stops whatever is going on. */
  readonly signal: AbortSignal | undefined;
  /** Longest silence before the first output and between two, ms. */
  readonly silenceMs: number;
}

/** However much comes: nothing that is asked for here takes longer. */
const LONGEST_MS = 60_000;

export interface StepEvents<T> {
  /** Something came: the silence begins anew. */
  alive(): void;
  done(value: T): void;
  failed(failure: ProviderFailure): void;
}

/**
 * @param start begins the work and answers what stops it, which is called once at the end however it comes.
 * @throws ProviderError
 */
export function step<T>(limits: StepLimits, start: (events: StepEvents<T>) => () => void): Promise<T> {
  const { provider, clock, signal, silenceMs } = limits;
  return new Promise((resolve, reject) => {
    let timer: unknown;
    let stop: (() => void) | undefined;
    let over = false;
    const end = (settle: () => void): void => {
      if (over) return;
      over = true;
      clock.cancel(timer);
      clock.cancel(last);
      signal?.removeEventListener('abort', onAbort);
      settle();
      stop?.();
    };
    const fail = (error: ProviderError) => end(() => reject(error));
    const last = clock.after(LONGEST_MS, () => tooLate(`there was no end after ${LONGEST_MS / 1_000} s`));
    const onAbort = () => fail(providerError(provider, 'aborted', 'the check was stopped'));
    const tooLate = (what: string) => fail(providerError(provider, 'stalled', what));
    const onSilence = () => tooLate(`nothing came for ${silenceMs / 1_000} s`);
    const alive = (): void => {
      clock.cancel(timer);
      if (!over) timer = clock.after(silenceMs, onSilence);
    };
    if (signal?.aborted) return onAbort();
    signal?.addEventListener('abort', onAbort);
    alive();
    try {
      stop = start({
        alive,
        done: (value) => end(() => resolve(value)),
        failed: (failure) => fail(new ProviderError(failure)),
      });
      // It may have ended before it could say how to stop it.
      if (over) stop();
    } catch (error) {
      fail(new ProviderError(failureOf(provider, error)));
    }
  });
}

/** The same for what answers a promise, whose error is passed on. What comes of it after the end is missed by nobody. */
export async function promised<T>(
  limits: StepLimits,
  start: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stopped = new AbortController();
  const outcome = await step<() => T>(limits, ({ done }) => {
    start(stopped.signal).then(
      (value) => done(() => value),
      (error: unknown) =>
        done(() => {
          throw error;
        }),
    );
    return () => stopped.abort();
  });
  return outcome();
}
