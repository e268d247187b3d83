/** What both of ElevenLabs' sockets have in common: addresses, headers, JSON frames, and what its errors mean. */
import type { RawData } from 'ws';
import type { ProviderFailure } from '../../../types/ports.ts';
import { failure, type FailureKind } from '../shared/failure.ts';

export const elevenLabs = 'elevenlabs';

export type Query = readonly (readonly [name: string, value: string])[];

export function socketAddress(base: string, path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of query) parameters.append(name, value);
  return `${base.replace(/^http/, 'ws')}${path}?${parameters}`;
}

export function httpAddress(base: string, path: string): string {
  return `${base.replace(/^ws/, 'http')}${path}`;
}

/** The key goes where it is not logged. */
export function authorised(key: string): Readonly<Record<string, string>> {
  return { 'xi-api-key': key };
}

/** A frame as an object; undefined for everything that is not JSON text of one. */
export function frameOf(data: RawData, isBinary: boolean): Readonly<Record<string, unknown>> | undefined {
  if (isBinary) return undefined;
  try {
    const value: unknown = JSON.parse((data as Buffer).toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Readonly<Record<string, unknown>>;
  } catch {
    return undefined; // not JSON: the caller reports it
  }
}

export function notOfTheFormat(): ProviderFailure {
  return failure(elevenLabs, 'internal', 'it answered with something that is not of its format');
}

/**
 * Families of the names that speech errors have, most telling first: the whole list is not published, and the same error
 * has several names (`invalid_api_key`, `missing_permissions`, `detected_unusual_activity`).
 */
const families: readonly (readonly [RegExp, FailureKind, string])[] = [
  [/quota|credit|payment|subscription/, 'quota', 'the quota is used up'],
  [/api_key|auth|permission|forbidden|unusual_activity|terms/, 'refused', 'the key is refused'],
  [
    /concurrent|rate_limit|too_many|busy|max_active|overflow|exhausted/,
    'rate-limited',
    'too much at the same time',
  ],
  [/policy|moderation|safety|blocked/, 'content', 'it does not speak this text'],
  [/timeout/, 'unavailable', 'it closed an idle connection'],
  [/voice|language|model|format/, 'unsupported', 'it does not have this voice, language or model'],
  [/invalid|input|limit|too_long|character/, 'invalid-request', 'it does not take this request'],
];

/** What an error of the speech socket means. Its name is only looked at, never repeated. */
export function speechFailure(name: unknown): ProviderFailure {
  const plain = typeof name === 'string' ? name.toLowerCase().replace(/[\s-]+/g, '_') : '';
  const family = families.find(([pattern]) => pattern.test(plain));
  return failure(elevenLabs, family?.[1] ?? 'unavailable', family?.[2] ?? 'it reported an error');
}

/** Errors of the recognition socket: these names are published. */
const recognitionErrors: Readonly<Record<string, readonly [FailureKind, string]>> = {
  auth_error: ['refused', 'the key is refused'],
  unaccepted_terms: ['refused', 'its terms have not been accepted in the account'],
  quota_exceeded: ['quota', 'the quota is used up'],
  rate_limited: ['rate-limited', 'too much at the same time'],
  queue_overflow: ['rate-limited', 'its queue is full'],
  resource_exhausted: ['rate-limited', 'it has no capacity left'],
  input_error: ['invalid-request', 'it does not take this audio'],
  invalid_request: ['invalid-request', 'it does not take this request'],
  chunk_size_exceeded: ['invalid-request', 'it does not take so much audio at once'],
  transcriber_error: ['unavailable', 'its recogniser failed'],
  error: ['unavailable', 'it reported an error'],
};

/** Undefined: not an error, or none that fails the session. */
export function recognitionFailure(messageType: string): ProviderFailure | undefined {
  const known = Object.hasOwn(recognitionErrors, messageType) ? recognitionErrors[messageType] : undefined;
  if (known) return failure(elevenLabs, known[0], known[1]);
  // A newer error that is not known yet: everything that ends so has been one.
  return messageType.endsWith('_error')
    ? failure(elevenLabs, 'unavailable', 'it reported an error')
    : undefined;
}
