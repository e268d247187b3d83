import type { Random } from '../../types/clock.ts';
import { uuid } from './ids.ts';
import type { LegIdentity } from './leg.ts';

/** The first message of a ConversationRelay session, in the carrier's form. */
export function setupMessage(identity: LegIdentity, sessionId: string, random: Random): string {
  const telnyx = identity.carrier === 'telnyx';
  return JSON.stringify({
    type: 'setup',
    sessionId: telnyx ? uuid(random) : sessionId,
    accountSid: identity.accountSid,
    parentCallSid: '',
    callSid: identity.callSid,
    from: identity.from,
    to: identity.to,
    forwardedFrom: '',
    callType: 'PSTN',
    callerName: '',
    direction: 'inbound',
    callStatus: telnyx ? 'active' : 'RINGING',
    ...(telnyx
      ? { callControlId: identity.callSid, callSessionId: uuid(random), callLegId: uuid(random) }
      : { applicationSid: null }),
    customParameters: identity.parameters,
  });
}
