/** `<Connect>` or `<Dial>` has ended, and the carrier asks what to do with the caller. */
import {
  connectActionPlan,
  dial,
  httpUrl,
  MAX_RECONNECTS,
  parseConnectAction,
  parseDialAction,
  type ConnectActionEvent,
  type PendingHandoff,
} from '../../services/telephony/index.ts';
import type { CallEnd } from '../../types/call.ts';
import { apology, fallback, hangup } from './apologies.ts';
import type { RememberedCall } from './callMemory.ts';
import type { Caller } from './carrierAuth.ts';
import { pathsOf } from './claims.ts';
import { connectTwiml, type TelephonyContext } from './connect.ts';

const DIAL_SECONDS = 25;
/** Our side of a closing socket may hear of it after the carrier has asked already; at the latest when the call gives up waiting. */
const SETTLE_MS = 4_000;

export async function connectAction(
  context: TelephonyContext,
  caller: Caller,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const event = parseConnectAction(fields);
  const { callSid } = event;
  const call = context.memory.find(callSid);
  // After a restart nothing is known of the call: its caller is still there, and hears an apology.
  if (!call)
    return event.session === 'ended' || event.session === 'completed' ? hangup() : apology('API_INTERNAL');
  if (event.session !== 'failed') await context.desk.settled(callSid, SETTLE_MS);
  const handoff = pendingHandoff(context, callSid);
  const plan = connectActionPlan(event, {
    handoff,
    finished: finished(call.end),
    attempts: canResume(event, call) ? call.attempts : MAX_RECONNECTS,
    ...fallbackNumber(call),
  });
  switch (plan.do) {
    case 'hangup':
      return hangup();
    case 'dial':
      return dialTwiml(caller, plan.handoff);
    case 'reconnect':
      return reconnect(context, callSid, call, plan.attempt);
    case 'apology':
      return fallback(configOf(call), call.claims.language, 'trouble');
  }
}

/** The one who was dialled has hung up, or never answered. There is no way back into the flow: its sockets are gone. */
export function dialAction(context: TelephonyContext, fields: Readonly<Record<string, string>>): string {
  const { callSid, outcome } = parseDialAction(fields);
  if (outcome === 'answered') return hangup();
  const call = context.memory.find(callSid);
  return call ? fallback(configOf(call), call.claims.language, 'nobody') : apology('API_INTERNAL');
}

function pendingHandoff(context: TelephonyContext, callSid: string): PendingHandoff | null {
  const handoff = context.desk.handoff(callSid);
  if (!handoff?.transferTo) return null;
  const { transferTo: to, callerId, timeoutSeconds = DIAL_SECONDS } = handoff;
  return { to, timeoutSeconds, ...(callerId !== undefined && { callerId }) };
}

function dialTwiml(caller: Caller, { to, ...options }: PendingHandoff): string {
  return dial(to, { ...options, action: httpUrl(caller.base, pathsOf(caller.carrier).dialAction) });
}

function reconnect(
  context: TelephonyContext,
  callSid: string,
  call: RememberedCall,
  attempt: number,
): string {
  const { claims } = call;
  const twiml = connectTwiml(context, callSid, claims, {
    config: configOf(call),
    canRecognise: () => claims.transport === 'media',
    transport: claims.transport,
    language: claims.language,
  });
  const again = context.memory.find(callSid);
  if (again) again.attempts = attempt;
  return twiml;
}

/**
 * A text session can be taken up again where it was while the call waits for it, or begun if its socket never opened. An
 * audio call that lost its socket has ended for us: beginning the flow anew would confuse its caller more than an apology.
 */
function canResume(event: ConnectActionEvent, call: RememberedCall): boolean {
  return event.session === 'failed' && call.claims.transport === 'relay' && call.end === null;
}

/** Ends that the flow or the caller meant. */
function finished(end: CallEnd | null): boolean {
  return end !== null && end !== 'connection-lost' && end !== 'failed' && end !== 'shutdown';
}

function fallbackNumber(call: RememberedCall): { fallbackTransferTo?: string } {
  const { fallbackTransferTo } = configOf(call).telephone;
  return fallbackTransferTo === undefined ? {} : { fallbackTransferTo };
}

function configOf(call: RememberedCall) {
  return call.claims.operator.line.document.config;
}
