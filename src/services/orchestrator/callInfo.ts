/** What a call is known by, whose figures it belongs to, and which of its notes are errors. */
import type { CallInfo } from '../../types/call.ts';
import type { CallLeg } from '../../types/leg.ts';
import type { Origin } from '../metrics/index.ts';
import type { ConversationParts } from './conversation.ts';
import type { AnswerOptions } from './options.ts';

/** Tests of a flow: figures of theirs never mix with those of callers. */
const notATelephone: ReadonlySet<string> = new Set(['simulator', 'browser']);

export function originOf({ carrier }: CallLeg, { standIn }: AnswerOptions): Origin {
  return standIn || notATelephone.has(carrier) ? 'simulated' : 'measured';
}

/** Notes on a call's course and on fallbacks that its caller does not notice: in the metrics, not among its errors. */
const courseOnly: ReadonlySet<string> = new Set([
  'FLOW_NO_MODEL',
  'AUDIO_STREAM_STALLED',
  'AUDIO_VAD_DEGRADED',
  'PROVIDER_FAILOVER',
  'PROVIDER_RECOVERED',
  'PROVIDER_HEDGED',
]);

export function isTrouble(code: string): boolean {
  return !courseOnly.has(code);
}

export function infoOf(
  leg: CallLeg,
  answer: AnswerOptions,
  { config, workflow }: Pick<ConversationParts, 'config' | 'workflow'>,
): CallInfo {
  const { callSid, from, to, direction } = leg.start;
  return {
    callSid,
    transport: leg.kind === 'audio' ? (leg.carrier === 'browser' ? 'browser' : 'media') : 'relay',
    carrier: leg.carrier,
    direction,
    from,
    to,
    workflowId: workflow.id,
    workflowVersion: workflow.version,
    language: answer.language ?? config.languages[0]?.language ?? 'en-US',
  };
}
