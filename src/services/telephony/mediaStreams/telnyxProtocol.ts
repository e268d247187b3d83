/**
 * Telnyx media streaming over WebSocket: the messages of Twilio in snake case, with `stream_id` at the top, an `error`
 * event, and no guarantee of order. Outbound messages carry no stream id.
 */
import { count, isId, stringRecord, text } from '../fields.ts';
import { invalidField, isObject, parseObject } from '../problem.ts';
import type { JsonObject, Parsed } from '../problem.ts';
import { readDtmf, readMark, readMedia, readOther } from './protocol.ts';
import type { MediaInbound } from './protocol.ts';

/** Parses one text frame of Telnyx's. Never throws; unknown events and fields are no fault. */
export function parseTelnyxMedia(frame: string): Parsed<MediaInbound> {
  const parsed = parseObject(frame);
  return parsed.ok ? readTelnyxMedia(parsed.message) : parsed;
}

export function readTelnyxMedia(message: JsonObject): Parsed<MediaInbound> {
  switch (message.event) {
    case 'media':
      return readMedia(message, message.stream_id, message.sequence_number);
    case 'start':
      return readStart(message);
    case 'connected':
      return done({ event: 'connected', protocol: 'telnyx', version: text(message.version) });
    case 'dtmf':
      return readDtmf(message, message.stream_id, message.sequence_number);
    case 'mark':
      return readMark(message, message.stream_id, message.sequence_number);
    case 'stop':
      return readStop(message);
    case 'error':
      return readError(message);
    default:
      return readOther(message);
  }
}

function readStart(message: JsonObject): Parsed<MediaInbound> {
  const start = message.start;
  if (!isObject(start)) return invalidField('start', 'start');
  if (!isId(message.stream_id)) return invalidField('start', 'stream_id');
  if (!isId(start.call_control_id)) return invalidField('start', 'start.call_control_id');
  const format = isObject(start.media_format) ? start.media_format : {};
  const others = [start.call_session_id, start.call_leg_id].filter(isId);
  return done({
    event: 'start',
    sequence: count(message.sequence_number),
    streamSid: message.stream_id,
    accountSid: text(start.user_id),
    callSid: start.call_control_id,
    tracks: ['inbound'],
    // Unlike Twilio's, this stream may be something else: silence about it is not taken for mu-law.
    encoding: text(format.encoding),
    sampleRate: count(format.sample_rate) ?? 0,
    channels: count(format.channels) ?? 1,
    parameters: stringRecord(start.custom_parameters),
    ...(typeof start.from === 'string' ? { from: start.from } : {}),
    ...(typeof start.to === 'string' ? { to: start.to } : {}),
    callIds: [start.call_control_id, ...others],
  });
}

function readStop(message: JsonObject): Parsed<MediaInbound> {
  if (!isId(message.stream_id)) return invalidField('stop', 'stream_id');
  const stop = isObject(message.stop) ? message.stop : {};
  return done({
    event: 'stop',
    sequence: count(message.sequence_number),
    streamSid: message.stream_id,
    callSid: text(stop.call_control_id),
  });
}

function readError(message: JsonObject): Parsed<MediaInbound> {
  const payload = isObject(message.payload) ? message.payload : {};
  return done({
    event: 'error',
    code: String(count(payload.code) ?? ''),
    title: text(payload.title).slice(0, 80),
  });
}

export const telnyxMediaFrame = { head: '{"event":"media","media":{"payload":"', tail: '"}}' } as const;

export function encodeTelnyxMark(name: string): string {
  return `{"event":"mark","mark":{"name":${JSON.stringify(name)}}}`;
}

export const telnyxClear = '{"event":"clear"}';

function done(message: MediaInbound): Parsed<MediaInbound> {
  return { ok: true, message };
}
