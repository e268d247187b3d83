import { WeaverError } from '../../types/errors/index.ts';

export type ControlAction = 'hang up' | 'transfer';

/** A REST answer that is not a success, as an error of ours. `carrierCode` is the carrier's own number. */
export function controlError(
  action: ControlAction,
  status: number,
  carrierCode: string,
  retryAfter: string | undefined,
): WeaverError {
  if (status === 429)
    return new WeaverError('TEL_CONTROL_RATE_LIMITED', { retryAfterMs: retryAfterMs(retryAfter) });
  if (status === 404 || GONE.has(carrierCode)) return new WeaverError('TEL_CONTROL_CALL_GONE');
  if (status >= 500) return new WeaverError('TEL_CONTROL_UNAVAILABLE', { action, cause: `status ${status}` });
  return new WeaverError('TEL_CONTROL_REFUSED', { action, status, carrierCode: carrierCode || 'none' });
}

/** A request that got no answer. */
export function controlUnreachable(action: ControlAction, error: unknown): WeaverError {
  return new WeaverError('TEL_CONTROL_UNAVAILABLE', { action, cause: causeOf(error) }, { cause: error });
}

function causeOf(error: unknown): string {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no connection';
  const timeout =
    /TIMEOUT|ECONNABORTED|ABORT/i.test(code) || (error instanceof Error && error.name === 'TimeoutError');
  return timeout ? 'timeout' : code;
}

/** The same of a text message. */
export function messageError(
  status: number,
  carrierCode: string,
  retryAfter: string | undefined,
): WeaverError {
  if (status === 429)
    return new WeaverError('TEL_CONTROL_RATE_LIMITED', { retryAfterMs: retryAfterMs(retryAfter) });
  if (status >= 500) return new WeaverError('MESSAGE_UNAVAILABLE', { cause: `status ${status}` });
  return new WeaverError('MESSAGE_REFUSED', { status, carrierCode: carrierCode || 'none' });
}

export function messageUnreachable(error: unknown): WeaverError {
  return new WeaverError('MESSAGE_UNAVAILABLE', { cause: causeOf(error) }, { cause: error });
}

/** Twilio: call not in progress; not found. Telnyx: call has already ended. */
const GONE = new Set(['21220', '20404', '90018', '90015']);

/** `Retry-After` in seconds; carriers that leave it out get one second. */
function retryAfterMs(header: string | undefined): number {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0
    ? Math.min(seconds, 3_600) * 1000
    : 1_000;
}
