/** Form bodies of the carrier's webhooks → typed events. Unknown fields are ignored; TEL_CALLBACK_INVALID names the field. */
import { z } from 'zod';
import { WeaverError } from '../../types/errors/index.ts';

const id = z.string().min(1).max(256);
const loose = z.string().catch('');
/** Numbers come as strings in forms. */
const seconds = z.coerce.number().nonnegative().optional().catch(undefined);

/** Unknown statuses of a newer protocol do not fail the callback. */
const callStatus = z
  .enum([
    'queued',
    'initiated',
    'ringing',
    'in-progress',
    'completed',
    'busy',
    'failed',
    'no-answer',
    'canceled',
    'unknown',
  ])
  .catch('unknown');
export type CarrierCallStatus = z.infer<typeof callStatus>;

const voice = z.object({
  CallSid: id,
  AccountSid: loose,
  From: loose,
  To: loose,
  Direction: loose,
  CallStatus: callStatus,
  ForwardedFrom: loose,
});

const status = z.object({
  CallSid: id,
  ParentCallSid: loose,
  CallStatus: callStatus,
  CallDuration: seconds,
  ErrorCode: loose,
});

const stream = z.object({
  CallSid: id,
  StreamSid: id,
  StreamEvent: z.enum(['stream-started', 'stream-stopped', 'stream-error']),
  StreamError: loose,
  StreamName: loose,
});

const action = z.object({
  CallSid: id,
  CallStatus: callStatus,
  SessionId: loose,
  SessionStatus: z.enum(['ended', 'failed', 'completed']).optional(),
  SessionDuration: seconds,
  HandoffData: z.string().optional(),
  ErrorCode: loose,
});

const dialled = z.object({
  CallSid: id,
  DialCallStatus: z
    .enum(['completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled'])
    .catch('failed'),
  DialCallDuration: seconds,
});

export interface VoiceWebhook {
  readonly callSid: string;
  readonly accountSid: string;
  /** Personal data. */
  readonly from: string;
  readonly to: string;
  readonly direction: 'inbound' | 'outbound';
  readonly status: CarrierCallStatus;
}

export function parseVoiceWebhook(form: unknown): VoiceWebhook {
  const body = read(voice, form);
  return {
    callSid: body.CallSid,
    accountSid: body.AccountSid,
    from: body.From,
    to: body.To,
    direction: body.Direction.toLowerCase().startsWith('outbound') ? 'outbound' : 'inbound',
    status: body.CallStatus,
  };
}

export interface StatusCallback {
  readonly callSid: string;
  /** The call that dialled this one, or ''. */
  readonly parentCallSid: string;
  readonly status: CarrierCallStatus;
  readonly durationMs: number | undefined;
  /** Carrier error code, or ''. */
  readonly errorCode: string;
}

export function parseStatusCallback(form: unknown): StatusCallback {
  const body = read(status, form);
  return {
    callSid: body.CallSid,
    parentCallSid: body.ParentCallSid,
    status: body.CallStatus,
    durationMs: milliseconds(body.CallDuration),
    errorCode: errorCode(body.ErrorCode),
  };
}

export interface StreamCallback {
  readonly callSid: string;
  readonly streamSid: string;
  readonly event: 'started' | 'stopped' | 'error';
  readonly error: string;
}

export function parseStreamCallback(form: unknown): StreamCallback {
  const body = read(stream, form);
  const event = body.StreamEvent.slice('stream-'.length) as StreamCallback['event'];
  return { callSid: body.CallSid, streamSid: body.StreamSid, event, error: body.StreamError.slice(0, 200) };
}

/** `<Connect>` has ended and the carrier asks what to do. `session` is null after a media stream, which reports none. */
export interface ConnectActionEvent {
  readonly callSid: string;
  readonly callStatus: CarrierCallStatus;
  readonly session: 'ended' | 'failed' | 'completed' | null;
  readonly durationMs: number | undefined;
  /** What we gave to `end`. */
  readonly handoff: string | undefined;
  readonly errorCode: string;
}

export function parseConnectAction(form: unknown): ConnectActionEvent {
  const body = read(action, form);
  return {
    callSid: body.CallSid,
    callStatus: body.CallStatus,
    session: body.SessionStatus ?? null,
    durationMs: milliseconds(body.SessionDuration),
    handoff: body.HandoffData,
    errorCode: errorCode(body.ErrorCode),
  };
}

export type DialOutcome = 'answered' | 'busy' | 'no-answer' | 'failed';

/** `<Dial>` has ended. */
export function parseDialAction(form: unknown): {
  callSid: string;
  outcome: DialOutcome;
  durationMs: number | undefined;
} {
  const body = read(dialled, form);
  return {
    callSid: body.CallSid,
    outcome: dialOutcome(body.DialCallStatus),
    durationMs: milliseconds(body.DialCallDuration),
  };
}

function dialOutcome(value: z.infer<typeof dialled>['DialCallStatus']): DialOutcome {
  if (value === 'completed') return 'answered';
  return value === 'canceled' ? 'no-answer' : value;
}

/** Carrier codes are numbers; anything else is not repeated into logs. */
function errorCode(value: string): string {
  return /^\d{1,8}$/.test(value) ? value : '';
}

function milliseconds(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * 1000;
}

function read<T>(schema: z.ZodType<T>, form: unknown): T {
  const result = schema.safeParse(form);
  if (result.success) return result.data;
  throw new WeaverError('TEL_CALLBACK_INVALID', {
    field: result.error.issues[0]?.path.join('.') || 'its body',
  });
}
