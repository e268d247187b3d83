/** Deepgram's messages as this room reads them: what is used of them, checked; everything else left out. */
import { failure, type FailureKind } from '../shared/failure.ts';
import type { EndOfTurnHint, ProviderFailure } from '../../../types/ports.ts';

/** A stretch of the stream that was understood, of either listening API. Times in seconds of the stream's audio. */
export interface Heard {
  readonly type: 'heard';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The provider will not change it any more. */
  readonly settled: boolean;
  /** It answers a `Finalize`. */
  readonly finalized: boolean;
  readonly words: readonly { readonly text: string; readonly start: number }[];
  /** 0-1. */
  readonly confidence: number | undefined;
  readonly hint: EndOfTurnHint['kind'] | undefined;
  readonly hintConfidence: number | undefined;
}

export type ListenMessage =
  | Heard
  /** The answer to a `Configure`: the stream goes on either way. */
  | { readonly type: 'configured' }
  | { readonly type: 'error'; readonly failure: ProviderFailure }
  /** Known to exist and of no use here, or newer than this code. */
  | { readonly type: 'other' };

type Fields = Readonly<Record<string, unknown>>;

/** `undefined`: not of the format. */
export function jsonFields(data: string): Fields | undefined {
  try {
    return fields(JSON.parse(data));
  } catch {
    return undefined; // the caller says that it was not of the format
  }
}

/** A message of `/v1/listen`. `undefined`: not of the format. */
export function novaMessage(data: string): ListenMessage | undefined {
  const message = jsonFields(data);
  switch (message?.['type']) {
    case undefined:
      return undefined;
    case 'Results':
      return novaResults(message as Fields);
    case 'ConfigureSuccess':
    case 'ConfigureFailure':
      return { type: 'configured' };
    case 'Error': {
      // A message of ours that the server does not know (an older self-hosted one, `Configure`): the stream goes on.
      const variant = message?.['variant'];
      const harmless = variant === 'SchemaError' || variant === 'InvalidConfigureMessage';
      return harmless
        ? { type: 'configured' }
        : { type: 'error', failure: failureOfMessage(message as Fields) };
    }
    default:
      return { type: 'other' };
  }
}

/** A message of `/v2/listen`. `undefined`: not of the format. */
export function fluxMessage(data: string, endThreshold: number): ListenMessage | undefined {
  const message = jsonFields(data);
  switch (message?.['type']) {
    case undefined:
      return undefined;
    case 'TurnInfo':
      return fluxTurn(message as Fields, endThreshold);
    case 'ConfigureSuccess':
    case 'ConfigureFailure':
      return { type: 'configured' };
    case 'Error':
      return { type: 'error', failure: failureOfMessage(message as Fields) };
    default:
      return { type: 'other' };
  }
}

function novaResults(message: Fields): Heard | undefined {
  const start = number(message['start']);
  const duration = number(message['duration']);
  const alternative = fields(list(fields(message['channel'])?.['alternatives'])[0]);
  const text = alternative?.['transcript'];
  if (start === undefined || duration === undefined || typeof text !== 'string') return undefined;
  const words = list(alternative?.['words']).flatMap((item) => {
    const word = fields(item);
    const written = word?.['punctuated_word'] ?? word?.['word'];
    const at = number(word?.['start']);
    return typeof written === 'string' && at !== undefined ? [{ text: written, start: at }] : [];
  });
  return {
    type: 'heard',
    start,
    end: start + duration,
    text,
    settled: message['is_final'] === true,
    finalized: message['from_finalize'] === true,
    words,
    confidence: number(alternative?.['confidence']),
    hint: undefined,
    hintConfidence: undefined,
  };
}

const hints: Readonly<Record<string, EndOfTurnHint['kind']>> = {
  EagerEndOfTurn: 'eager',
  TurnResumed: 'resumed',
  EndOfTurn: 'end',
};

function fluxTurn(message: Fields, endThreshold: number): Heard | undefined {
  const start = number(message['audio_window_start']);
  const end = number(message['audio_window_end']);
  const { transcript, event } = message;
  if (start === undefined || end === undefined) return undefined;
  if (typeof transcript !== 'string' || typeof event !== 'string') return undefined;
  const hintConfidence = number(message['end_of_turn_confidence']);
  const hint = hints[event];
  // A turn that only the silence ended (`trigger: timeout`) is no opinion on whether the caller has finished.
  const opinion = hint !== 'end' || hintConfidence === undefined || hintConfidence >= endThreshold;
  const sure = list(message['words']).flatMap((word) => number(fields(word)?.['confidence']) ?? []);
  return {
    type: 'heard',
    start,
    end,
    text: transcript,
    settled: event === 'EndOfTurn',
    finalized: false,
    words: [],
    confidence: sure.length > 0 ? sure.reduce((sum, one) => sum + one, 0) / sure.length : undefined,
    hint: opinion ? hint : undefined,
    hintConfidence,
  };
}

/** An error message's failure. Of the message only its code is repeated: descriptions may hold anything. */
export function failureOfMessage(message: Fields): ProviderFailure {
  const given = message['code'] ?? message['err_code'] ?? message['variant'];
  const code = typeof given === 'string' && /^[A-Za-z][A-Za-z0-9_-]{2,50}$/.test(given) ? given : 'no code';
  return failure('deepgram', kindOfCode(code), `it reported an error (${code})`);
}

/** Codes of errors that are documented for HTTP, and of those that the sockets report. */
function kindOfCode(code: string): FailureKind {
  if (/AUTH|PERMISSION|FORBIDDEN|ACCESS/i.test(code)) return 'refused';
  if (/PAYMENT|CREDIT|QUOTA/i.test(code)) return 'quota';
  if (/TOO_MANY|RATE_?LIMIT/i.test(code)) return 'rate-limited';
  if (/UNPARSABLE|INVALID|BAD_?REQUEST|SCHEMA|UNSUPPORTED|DATA-/i.test(code)) return 'invalid-request';
  return 'unavailable';
}

/** What a close means. 1008 is `DATA-0000`: what was sent could not be decoded; 1011 a failure or a time-out of theirs. */
export function failureOfClose(code: number): ProviderFailure {
  if (code === 1008) return failure('deepgram', 'invalid-request', 'it closed the connection (1008)');
  return failure('deepgram', 'unavailable', `the connection was closed (${code})`);
}

export const notOfTheFormat = failure('deepgram', 'internal', 'it sent a message that is not of the format');

function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
