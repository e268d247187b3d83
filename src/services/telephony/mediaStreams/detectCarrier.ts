import { isId } from '../fields.ts';
import { isObject, parseObject } from '../problem.ts';

/** Carriers told apart by their first messages. Only the first two have an adapter. */
export type DetectedCarrier = 'twilio' | 'telnyx' | 'plivo' | 'exotel';

/**
 * Tells the carrier from its `start` message: Twilio `start.streamSid` and `start.callSid`; Telnyx top-level `stream_id`
 * and `start.call_control_id`; Plivo `start.streamId` and `start.callId`; Exotel `start.stream_sid` and `start.call_sid`.
 * `connected` tells nothing certain; null = not yet known.
 */
export function detectCarrier(message: unknown): DetectedCarrier | null {
  if (!isObject(message) || message.event !== 'start' || !isObject(message.start)) return null;
  const { start } = message;
  if (isId(start.streamSid) && isId(start.callSid)) return 'twilio';
  if (isId(message.stream_id) && isId(start.call_control_id)) return 'telnyx';
  if (isId(start.streamId) && isId(start.callId)) return 'plivo';
  if (isId(start.stream_sid) && isId(start.call_sid)) return 'exotel';
  return null;
}

/** The same from a text frame; anything that is not JSON is null. */
export function detectCarrierOf(frame: string): DetectedCarrier | null {
  const parsed = parseObject(frame);
  return parsed.ok ? detectCarrier(parsed.message) : null;
}
