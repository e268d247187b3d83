/** Call control by REST, for the carriers whose account is configured. */
import { httpUrl, TelnyxCallControl, TwilioCallControl } from '../../services/telephony/index.ts';
import type { Clock } from '../../types/clock.ts';
import type { CallControl } from '../../types/transport.ts';
import type { Settings } from '../settings.ts';
import type { Caller } from './carrierAuth.ts';
import { pathsOf } from './claims.ts';

export type ControlFor = (caller: Caller) => CallControl | undefined;

/**
 * Answers the control of a caller's carrier, or undefined: simulated calls have no account here. One control serves all
 * calls of a carrier and public address.
 */
export function restControls(settings: Settings, clock: Clock): ControlFor {
  const made = new Map<string, CallControl | undefined>();
  return (caller) => {
    if (caller.simulated) return undefined;
    const key = `${caller.carrier} ${caller.base}`;
    if (!made.has(key))
      made.set(key, caller.carrier === 'twilio' ? twilio(settings, clock, caller) : telnyx(settings, clock));
    return made.get(key);
  };
}

/** Whether there is an account from which text messages can be sent. */
export function canSendTexts(settings: Settings): boolean {
  return twilioAccount(settings) !== undefined || settings.TELNYX_API_KEY !== undefined;
}

function twilio(settings: Settings, clock: Clock, caller: Caller): CallControl | undefined {
  const account = twilioAccount(settings);
  if (!account) return undefined;
  const { TWILIO_API_URL } = settings;
  return new TwilioCallControl({
    ...account,
    ...(TWILIO_API_URL !== undefined && { baseUrl: TWILIO_API_URL }),
    dialAction: httpUrl(caller.base, pathsOf(caller.carrier).dialAction),
    clock,
  });
}

function twilioAccount(settings: Settings) {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_KEY, TWILIO_API_SECRET } = settings;
  const byKey = TWILIO_API_KEY !== undefined && TWILIO_API_SECRET !== undefined;
  const authToken = byKey ? TWILIO_API_SECRET : TWILIO_AUTH_TOKEN;
  if (TWILIO_ACCOUNT_SID === undefined || authToken === undefined) return undefined;
  return { accountSid: TWILIO_ACCOUNT_SID, authToken, ...(byKey && { apiKeySid: TWILIO_API_KEY }) };
}

function telnyx({ TELNYX_API_KEY, TELNYX_API_URL }: Settings, clock: Clock): CallControl | undefined {
  if (TELNYX_API_KEY === undefined) return undefined;
  return new TelnyxCallControl({
    apiKey: TELNYX_API_KEY,
    ...(TELNYX_API_URL !== undefined && { baseUrl: TELNYX_API_URL }),
    clock,
  });
}
