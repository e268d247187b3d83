import { failure, failureOf, type FailureKind, ProviderError } from '../shared/failure.ts';
import type { ProviderFailure } from '../../../types/ports.ts';

/** gRPC status codes, by number: the clients give no names. */
const statuses: readonly (readonly [FailureKind, string])[] = [
  ['internal', 'OK'],
  ['unavailable', 'CANCELLED'], // ours never come here: who cancels has stopped listening
  ['unavailable', 'UNKNOWN'],
  ['invalid-request', 'INVALID_ARGUMENT'],
  ['stalled', 'DEADLINE_EXCEEDED'],
  ['unsupported', 'NOT_FOUND'],
  ['internal', 'ALREADY_EXISTS'],
  ['refused', 'PERMISSION_DENIED'],
  ['rate-limited', 'RESOURCE_EXHAUSTED'],
  ['invalid-request', 'FAILED_PRECONDITION'],
  ['unavailable', 'ABORTED'], // also: no audio for too long, or a stream of more than five minutes
  ['unavailable', 'OUT_OF_RANGE'], // the older words for the same
  ['unsupported', 'UNIMPLEMENTED'],
  ['internal', 'INTERNAL'],
  ['unavailable', 'UNAVAILABLE'],
  ['internal', 'DATA_LOSS'],
  ['refused', 'UNAUTHENTICATED'],
];

/**
 * Where the code alone does not say what an operator can do about it, Google's sentence is read, and never repeated: it
 * may quote the text. The generic sentence of code 8 speaks of quota too ("e.g. check quota"), so that is not enough.
 */
const sentences: readonly (readonly [number, RegExp, FailureKind, string])[] = [
  [2, /^getting metadata from plugin failed/i, 'refused', 'the private key cannot sign'],
  [3, /\bvoice\b.*\b(does not exist|is not (available|supported))/i, 'unsupported', 'no such voice'],
  [3, /\b(sensitive|harmful|safety|prohibited)\b/i, 'content', 'the text was not let through'],
  [8, /\bquota (exceeded|metric|limit)|\bexceed\w*\b.*\bquota/i, 'quota', 'a quota is used up'],
];

/** An error of the official clients, or of what is done before them. */
export function failureOfGoogle(error: unknown): ProviderFailure {
  if (error instanceof ProviderError) return failureOf('google', error);
  const { code, details, message } = error as { code?: unknown; details?: unknown; message?: unknown };
  const status = typeof code === 'number' ? statuses[code] : undefined;
  if (!status) return failureOf('google', error);
  const [kind, name] = status;
  const said = String(details ?? message ?? '');
  const known = sentences.find(([of, pattern]) => of === code && pattern.test(said));
  if (known) return failure('google', known[2], `${known[3]} (${name})`);
  return failure('google', kind, `the service answered ${name}`);
}
