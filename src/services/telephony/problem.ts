/** Why a message could not be understood. Holds names of fields, never their values: it is logged. */
export interface ProtocolProblem {
  readonly kind: 'not-json' | 'not-object' | 'no-event' | 'invalid-field' | 'binary' | 'too-large';
  /** The message's `event` or `type`, when it had a known one. */
  readonly event?: string;
  /** Path of the field at fault. */
  readonly field?: string;
}

export type Parsed<T> =
  { readonly ok: true; readonly message: T } | { readonly ok: false; readonly problem: ProtocolProblem };

export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses text to one JSON object. Never throws. */
export function parseObject(text: string): Parsed<JsonObject> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: { kind: 'not-json' } };
  }
  return isObject(value) ? { ok: true, message: value } : { ok: false, problem: { kind: 'not-object' } };
}

export function invalidField(event: string, field: string): { ok: false; problem: ProtocolProblem } {
  return { ok: false, problem: { kind: 'invalid-field', event, field } };
}

/** A problem in a few words for a log line. */
export function problemText(problem: ProtocolProblem): string {
  const where = [problem.event, problem.field].filter(Boolean).join('.');
  return where === '' ? problem.kind : `${problem.kind} ${where}`;
}
