/**
 * Whatever a language model's client throws or streams as an error, in our kinds and words. Providers say the important
 * things (the quota is used up, the filter struck) in codes of their own under a status that means something else.
 */
import { z } from 'zod';
import type { ProviderFailure } from '../../../types/ports.ts';
import { failure, failureOf, kindOfStatus, type FailureKind } from '../shared/failure.ts';

const kindByCode: Readonly<Record<string, FailureKind>> = {
  // OpenAI and those who speak its API
  invalid_api_key: 'refused',
  insufficient_quota: 'quota',
  billing_hard_limit_reached: 'quota',
  rate_limit_exceeded: 'rate-limited',
  content_filter: 'content',
  content_policy_violation: 'content',
  invalid_prompt: 'content', // only of prompts that its policy does not let pass
  server_error: 'unavailable',
  // Anthropic
  authentication_error: 'refused',
  permission_error: 'refused',
  billing_error: 'quota',
  rate_limit_error: 'rate-limited',
  overloaded_error: 'unavailable',
  api_error: 'unavailable',
  timeout_error: 'unavailable',
  // Google
  API_KEY_INVALID: 'refused', // with status 400
  UNAUTHENTICATED: 'refused',
  PERMISSION_DENIED: 'refused',
  RESOURCE_EXHAUSTED: 'rate-limited',
  UNAVAILABLE: 'unavailable',
  INTERNAL: 'unavailable',
  DEADLINE_EXCEEDED: 'unavailable',
};

/** Where a provider has no code for it. The text is looked at, never repeated: it may hold the caller's words. */
const kindBySentence: readonly (readonly [RegExp, FailureKind])[] = [
  [/credit balance is too low/i, 'quota'],
  [/content filtering policy/i, 'content'],
];

const words: Readonly<Record<FailureKind, string>> = {
  refused: 'the key was refused, or may not do this',
  quota: 'the quota of the account is used up',
  'rate-limited': 'too many requests',
  unavailable: 'the service cannot answer at the moment',
  stalled: 'no answer in time',
  'invalid-request': 'the request was not accepted',
  unsupported: 'not supported',
  content: 'its filter let nothing through',
  aborted: 'stopped by us',
  internal: 'it sent what is not of the format',
};

const text = z.string().optional().catch(undefined);
const errorObject = z.object({
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  type: text,
  status: text,
  message: text,
  details: z
    .array(
      z.object({
        reason: text,
        violations: z
          .array(z.object({ quotaId: text }))
          .optional()
          .catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
});
type ErrorObject = z.infer<typeof errorObject>;

const thrown = z.object({
  name: text,
  statusCode: z.number().optional().catch(undefined),
  responseBody: text,
  data: z.unknown().optional(),
});

/** An error of the client: of the request, of the connection, or told in the stream. */
export function modelFailure(provider: string, error: unknown): ProviderFailure {
  const { name, statusCode, responseBody, data } = thrown.catch({}).parse(error);
  const status = statusCode !== undefined && statusCode >= 400 ? statusCode : undefined;
  const told = errorIn(jsonOf(responseBody)) ?? errorIn(data) ?? errorIn(error);
  const kind = told && kindOf(told);
  if (status !== undefined) return said(provider, kind ?? kindOfStatus(status), status);
  if (kind !== undefined) return said(provider, kind);
  const code = networkCode(error);
  if (code !== undefined) return failure(provider, 'unavailable', `the connection failed (${code})`);
  if (name === 'AI_APICallError') return failure(provider, 'unavailable', 'the connection failed');
  // The client's own remark that the answer has no end; with data it is about the format.
  if (name === 'AI_InvalidResponseDataError' && data === undefined) return ended(provider);
  if (name?.startsWith('AI_')) return said(provider, 'internal');
  // An error in the stream, without a status: of the format, but nothing that we know.
  if (!(error instanceof Error) && told !== undefined)
    return said(provider, told.type === 'invalid_request_error' ? 'invalid-request' : 'unavailable');
  return failureOf(provider, error ?? {});
}

export function statusFailure(provider: string, status: number, body: string): ProviderFailure {
  return modelFailure(provider, { statusCode: status, responseBody: body });
}

/** The stream is over, the answer is not. */
export function ended(provider: string): ProviderFailure {
  return failure(provider, 'unavailable', 'the stream ended before the answer did');
}

export function said(provider: string, kind: FailureKind, status?: number): ProviderFailure {
  const sentence = status === 404 && kind === 'invalid-request' ? 'no such model or address' : words[kind];
  return failure(provider, kind, status === undefined ? sentence : `HTTP ${status}: ${sentence}`);
}

function kindOf({ code, type, status, message = '', details = [] }: ErrorObject): FailureKind | undefined {
  // Google counts by the minute and by the day under one code; only the day's is no matter of waiting a moment.
  if (details.some(({ violations = [] }) => violations.some(({ quotaId }) => quotaId?.includes('PerDay'))))
    return 'quota';
  for (const [sentence, kind] of kindBySentence) if (sentence.test(message)) return kind;
  for (const known of [...details.map(({ reason }) => reason), code, type, status])
    if (typeof known === 'string' && Object.hasOwn(kindByCode, known)) return kindByCode[known];
  return undefined;
}

/** `{"error": {...}}` as the providers answer, the same in an array, or the inner object alone as clients pass it on. */
function errorIn(value: unknown): ErrorObject | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first !== 'object' || first === null) return undefined;
  return errorObject.safeParse('error' in first ? first.error : first).data;
}

function jsonOf(body: string | undefined): unknown {
  try {
    return body === undefined ? undefined : JSON.parse(body);
  } catch {
    return undefined; // a proxy's page: its status says enough
  }
}

/** The code of the system or of the HTTP client, which is somewhere among the causes. */
function networkCode(error: unknown): string | undefined {
  let at = error;
  for (let depth = 0; depth < 8 && at instanceof Error; depth++) {
    if ('code' in at && typeof at.code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(at.code)) return at.code;
    at = at.cause;
  }
  return undefined;
}
