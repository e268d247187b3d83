/** A caller of the clinic who asks for an appointment, hears what is asked first, and hangs up. */
import type { WeaverServer } from '../../src/server/index.ts';
import { runCall, type CallOutcome } from '../../src/simulator/index.ts';

export function bookingBegun(
  { url, context: { simulator } }: Pick<WeaverServer, 'url' | 'context'>,
  transport: 'media' | 'relay',
): Promise<CallOutcome> {
  return runCall({
    baseUrl: url,
    accountSid: simulator.accountSid,
    authToken: simulator.authToken,
    workflow: 'clinic',
    transport,
    script: [
      { do: 'wait' },
      { do: 'say', text: 'English' },
      { do: 'wait' },
      { do: 'say', text: 'I would like to book an appointment' },
      { do: 'wait' },
      { do: 'hang-up' },
    ],
  });
}
