/**
 * What the service and its SDK say when something goes wrong, in our kinds. Their sentences are read, never repeated: they
 * hold addresses, ids and sometimes the text.
 */
import { CancellationErrorCode } from 'microsoft-cognitiveservices-speech-sdk';
import type { ProviderFailure } from '../../../types/ports.ts';
import { failure, failureOfStatus, kindOfStatus, type FailureKind } from '../shared/failure.ts';

export const AZURE = 'azure';

/**
 * Of a connection that could not be opened. The SDK has the HTTP status and the system's error code only inside a sentence
 * ("… StatusCode: 1006 … Reason: Unexpected server response: 401").
 */
export function failureOfOpening(reason: unknown): ProviderFailure {
  const text = String(reason);
  const status = /Unexpected server response: (\d{3})/.exec(text)?.[1];
  if (status) return failureOfStatus(AZURE, Number(status));
  const code = /\b(E[A-Z][A-Z_]{3,20})\b/.exec(text)?.[1];
  return failure(AZURE, 'unavailable', `no connection${code ? ` (${code})` : ''}`);
}

/** The service closed the connection. 1007 is its answer to every request that it will not serve, with the cause in words. */
export function failureOfClose(code: number, reason: string): ProviderFailure {
  const status = /StatusCode="(\w+)"/.exec(reason)?.[1];
  const kind = (status && kindOfGrpc[status]) || kindOfClose(code, reason);
  return failure(AZURE, kind, `the service closed the connection (${status ?? code})`);
}

function kindOfClose(code: number, reason: string): FailureKind {
  if (code === 1013) return 'rate-limited';
  if (code === 1007 && /quota/i.test(reason)) return 'quota';
  if (code === 1007 && /unsupported|not supported|no longer be supported/i.test(reason)) return 'unsupported';
  if (code === 1002 || code === 1003 || code === 1007 || code === 4000) return 'invalid-request';
  return 'unavailable';
}

/** Some reasons quote a status of the services behind it, e.g. `Status(StatusCode="ResourceExhausted", …)`. */
const kindOfGrpc: Readonly<Record<string, FailureKind>> = {
  Unauthenticated: 'refused',
  PermissionDenied: 'refused',
  ResourceExhausted: 'rate-limited',
  InvalidArgument: 'invalid-request',
  Unavailable: 'unavailable',
  Internal: 'unavailable',
  DeadlineExceeded: 'unavailable',
};

/** The SDK cancelled what it was doing: the service said so within the connection, or the SDK itself stumbled. */
export function failureOfCancellation(code: CancellationErrorCode, details: unknown): ProviderFailure {
  const closed = /websocket error code: (\d{4})/.exec(String(details))?.[1];
  if (closed) return failureOfClose(Number(closed), String(details));
  if (code === CancellationErrorCode.ConnectionFailure) return failureOfOpening(details);
  const kind = kindOfCancellation[code] ?? 'internal';
  return failure(AZURE, kind, `the service stopped (${CancellationErrorCode[code] ?? code})`);
}

const kindOfCancellation: Partial<Record<CancellationErrorCode, FailureKind>> = {
  [CancellationErrorCode.AuthenticationFailure]: 'refused',
  [CancellationErrorCode.BadRequestParameters]: 'invalid-request',
  [CancellationErrorCode.TooManyRequests]: 'rate-limited',
  // The SDK reads it as "a free subscription that ran out of quota".
  [CancellationErrorCode.Forbidden]: 'quota',
  [CancellationErrorCode.ServiceTimeout]: kindOfStatus(503),
  [CancellationErrorCode.ServiceError]: kindOfStatus(503),
};
