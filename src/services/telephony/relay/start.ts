import type { CarrierStart } from '../host.ts';
import type { RelaySetup } from './protocol.ts';

/** The common form of a `setup`. Telnyx is told by its call-control id. */
export function startOfSetup(setup: RelaySetup, resumed: boolean): CarrierStart {
  const others = [setup.callControlId, setup.callSessionId, setup.callLegId];
  return {
    carrier: setup.callControlId === '' ? 'twilio' : 'telnyx',
    callSid: setup.callSid,
    callIds: [...new Set([setup.callSid, ...others.filter((other) => other !== '')])],
    streamSid: setup.sessionId,
    accountSid: setup.accountSid,
    from: setup.from,
    to: setup.to,
    direction: setup.direction.toLowerCase().startsWith('outbound') ? 'outbound' : 'inbound',
    parameters: setup.customParameters,
    resumed,
  };
}

/**
 * What the carrier said of an error, without what it quotes: after `{` or a quotation mark comes our own message, which
 * may hold a caller's words.
 */
export function errorDescription(description: string): string {
  return (description.split(/[{"“]/, 1)[0] ?? '').trim().slice(0, 160) || 'no description';
}
