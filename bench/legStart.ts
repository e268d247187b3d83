/** How a leg of a bench's call begins: an inbound call of the simulator. */
import type { TransportStart } from '../src/types/transport.ts';

export function startOf(callSid: string): TransportStart {
  return {
    callSid,
    streamSid: callSid,
    accountSid: '',
    from: '+12025550100',
    to: '+12025550143',
    direction: 'inbound',
    parameters: {},
    resumed: false,
  };
}
