/** Provider failures in our own words: what happened, whether it is worth another try, nothing that a caller said. */
import type { ProviderFailure } from '../../../types/ports.ts';

export type FailureKind = ProviderFailure['kind'];

/** A {@link ProviderFailure} that is thrown: from `warm`, `listVoices`, `embed`, and inside adapters. */
export class ProviderError extends Error {
  readonly failure: ProviderFailure;

  constructor(failure: ProviderFailure, options?: ErrorOptions) {
    super(`${failure.provider}: ${failure.message}`, options);
    this.name = 'ProviderError';
    this.failure = failure;
  }
}

/** Failures that say something about the request and nothing about the provider's health. */
export const aboutTheRequest: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'unsupported',
  'invalid-request',
  'content',
]);

/** The same request may succeed a moment later, at this provider. */
const worthRetrying: ReadonlySet<FailureKind> = new Set(['rate-limited', 'unavailable', 'stalled']);

export function failure(provider: string, kind: FailureKind, message: string): ProviderFailure {
  return { provider, kind, retryable: worthRetrying.has(kind), message };
}

export function providerError(provider: string, kind: FailureKind, message: string): ProviderError {
  return new ProviderError(failure(provider, kind, message));
}

/** What an HTTP status means. Bodies are not repeated in messages: they may hold the caller's words or the key. */
export function kindOfStatus(status: number): FailureKind {
  if (status === 401 || status === 403) return 'refused';
  if (status === 402) return 'quota';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status === 425 || status >= 500) return 'unavailable';
  return 'invalid-request';
}

export function failureOfStatus(provider: string, status: number): ProviderFailure {
  return failure(provider, kindOfStatus(status), `HTTP ${status}`);
}

/** Any error as a failure. Of a system error only its code is repeated, of others only the name. */
export function failureOf(provider: string, error: unknown): ProviderFailure {
  if (error instanceof ProviderError) return { ...error.failure, provider };
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  if (name === 'AbortError') return failure(provider, 'aborted', 'stopped by us');
  if (name === 'TimeoutError') return failure(provider, 'stalled', 'no answer in time');
  // What is set cannot be sent at all, a key with a line break, say: another try gives the same.
  if (typeof code === 'string' && /^(ERR_(HTTP_)?INVALID_[A-Z_]+|UND_ERR_INVALID_ARG)$/.test(code))
    return failure(provider, 'invalid-request', `the request cannot be sent as it is set up (${code})`);
  const known = typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code);
  if (known) return failure(provider, 'unavailable', `the connection failed (${code})`);
  return failure(provider, 'internal', `failed inside (${typeof name === 'string' ? name : typeof error})`);
}
