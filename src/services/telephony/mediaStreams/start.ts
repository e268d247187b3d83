import type { CarrierStart } from '../host.ts';
import type { MediaStart } from './protocol.ts';

/** The common form of a `start`. Numbers come from parameters where the carrier does not give them itself. */
export function startOf(start: MediaStart, carrier: CarrierStart['carrier']): CarrierStart {
  const { parameters } = start;
  return {
    carrier,
    callSid: start.callSid,
    callIds: start.callIds,
    streamSid: start.streamSid,
    accountSid: start.accountSid,
    from: start.from ?? parameters.from ?? '',
    to: start.to ?? parameters.to ?? '',
    direction: parameters.direction === 'outbound' ? 'outbound' : 'inbound',
    parameters,
    resumed: false,
  };
}
