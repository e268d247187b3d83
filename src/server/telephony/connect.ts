/** The answer that brings a call to one of our sockets. */
import { voiceResponse, type CallTokens } from '../../services/telephony/index.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { CallDesk } from '../callDesk.ts';
import type { Operator } from '../operators.ts';
import type { CallMemory } from './callMemory.ts';
import type { CarrierAuth } from './carrierAuth.ts';
import { pathsOf, type CallClaims } from './claims.ts';

export interface TelephonyContext {
  readonly desk: CallDesk;
  readonly auth: CarrierAuth;
  readonly tokens: CallTokens<CallClaims>;
  readonly memory: CallMemory;
  /** Whether this server can hear a language of the workflow by itself. */
  canRecognise(operator: Operator, language: LanguageTag): boolean;
}

/** TwiML that connects the call to one of our sockets, with a fresh token for it. */
export function connectTwiml(
  context: TelephonyContext,
  callSid: string,
  claims: Omit<CallClaims, 'transport' | 'language'>,
  how: Pick<
    Parameters<typeof voiceResponse>[0],
    'config' | 'canRecognise' | 'transport' | 'language' | 'hints'
  >,
): string {
  const { caller } = claims;
  // The token is needed for the TwiML, and what it stands for is known after it: settled by reference.
  const settled = { ...claims, transport: 'relay' as 'media' | 'relay', language: 'en-US' };
  const response = voiceResponse({
    ...how,
    publicUrl: caller.base,
    token: context.tokens.issue(callSid, settled),
    carrier: caller.carrier,
    applicationReconnect: caller.carrier === 'twilio',
    paths: pathsOf(caller.carrier),
  });
  settled.transport = response.transport;
  settled.language = response.language;
  context.memory.begin(callSid, settled);
  return response.xml;
}
