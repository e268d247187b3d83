/**
 * Twilio Media Streams as pure functions: text frame → typed message, and back. Reference: Twilio's "Media Streams
 * WebSocket messages" page. Hand-written checks, since `media` comes fifty times a second on each call.
 */
import { count, dtmfDigit, isId, stringRecord, strings, text } from '../fields.ts';
import { invalidField, isObject, parseObject } from '../problem.ts';
import type { JsonObject, Parsed } from '../problem.ts';
import { decodeBase64 } from './base64.ts';

export interface MediaStart {
  readonly event: 'start';
  readonly sequence: number | undefined;
  readonly streamSid: string;
  readonly accountSid: string;
  readonly callSid: string;
  readonly tracks: readonly string[];
  readonly encoding: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly parameters: Readonly<Record<string, string>>;
  /** Only where the carrier says so (Telnyx). */
  readonly from?: string;
  readonly to?: string;
  /** All ids by which the carrier may know the call; the first is `callSid`. */
  readonly callIds: readonly string[];
}

export interface MediaFrame {
  readonly event: 'media';
  readonly sequence: number | undefined;
  readonly streamSid: string;
  readonly track: string;
  /** From 1, +1 for each frame of the track. */
  readonly chunk: number | undefined;
  /** Milliseconds from the start of the stream. */
  readonly timestampMs: number;
  /** mu-law, 8 kHz, any length. */
  readonly payload: Uint8Array;
}

export type MediaInbound =
  | { readonly event: 'connected'; readonly protocol: string; readonly version: string }
  | MediaStart
  | MediaFrame
  | {
      readonly event: 'dtmf';
      readonly sequence: number | undefined;
      readonly streamSid: string;
      readonly digit: string;
    }
  | {
      readonly event: 'mark';
      readonly sequence: number | undefined;
      readonly streamSid: string;
      readonly name: string;
    }
  | {
      readonly event: 'stop';
      readonly sequence: number | undefined;
      readonly streamSid: string;
      readonly callSid: string;
    }
  /** The carrier complains (Telnyx only). */
  | { readonly event: 'error'; readonly code: string; readonly title: string }
  /** An event of a newer protocol: to be ignored. */
  | { readonly event: 'unknown'; readonly name: string };

/** Parses one text frame of Twilio's. Never throws; unknown events and fields are no fault. */
export function parseTwilioMedia(frame: string): Parsed<MediaInbound> {
  const parsed = parseObject(frame);
  return parsed.ok ? readTwilioMedia(parsed.message) : parsed;
}

export function readTwilioMedia(message: JsonObject): Parsed<MediaInbound> {
  switch (message.event) {
    case 'media':
      return readMedia(message, message.streamSid, message.sequenceNumber);
    case 'start':
      return readStart(message);
    case 'connected':
      return ok({ event: 'connected', protocol: text(message.protocol), version: text(message.version) });
    case 'dtmf':
      return readDtmf(message, message.streamSid, message.sequenceNumber);
    case 'mark':
      return readMark(message, message.streamSid, message.sequenceNumber);
    case 'stop':
      return readStop(message);
    default:
      return readOther(message);
  }
}

/** `media` differs between carriers only in the names of its outer fields. */
export function readMedia(message: JsonObject, streamSid: unknown, sequence: unknown): Parsed<MediaInbound> {
  const media = message.media;
  if (!isObject(media)) return invalidField('media', 'media');
  if (!isId(streamSid)) return invalidField('media', 'streamSid');
  const timestampMs = count(media.timestamp);
  if (timestampMs === undefined) return invalidField('media', 'media.timestamp');
  if (typeof media.payload !== 'string') return invalidField('media', 'media.payload');
  const payload = decodeBase64(media.payload);
  if (payload === undefined) return invalidField('media', 'media.payload');
  return ok({
    event: 'media',
    sequence: count(sequence),
    streamSid,
    track: typeof media.track === 'string' ? media.track : 'inbound',
    chunk: count(media.chunk),
    timestampMs,
    payload,
  });
}

export function readDtmf(message: JsonObject, streamSid: unknown, sequence: unknown): Parsed<MediaInbound> {
  if (!isObject(message.dtmf)) return invalidField('dtmf', 'dtmf');
  if (!isId(streamSid)) return invalidField('dtmf', 'streamSid');
  const digit = dtmfDigit(message.dtmf.digit);
  if (digit === undefined) return invalidField('dtmf', 'dtmf.digit');
  return ok({ event: 'dtmf', sequence: count(sequence), streamSid, digit });
}

export function readMark(message: JsonObject, streamSid: unknown, sequence: unknown): Parsed<MediaInbound> {
  if (!isObject(message.mark) || typeof message.mark.name !== 'string')
    return invalidField('mark', 'mark.name');
  if (!isId(streamSid)) return invalidField('mark', 'streamSid');
  return ok({ event: 'mark', sequence: count(sequence), streamSid, name: message.mark.name });
}

export function readOther(message: JsonObject): Parsed<MediaInbound> {
  if (typeof message.event !== 'string' || message.event === '')
    return { ok: false, problem: { kind: 'no-event' } };
  return ok({ event: 'unknown', name: message.event });
}

function readStart(message: JsonObject): Parsed<MediaInbound> {
  const start = message.start;
  if (!isObject(start)) return invalidField('start', 'start');
  const streamSid = isId(start.streamSid) ? start.streamSid : message.streamSid;
  if (!isId(streamSid)) return invalidField('start', 'start.streamSid');
  if (!isId(start.callSid)) return invalidField('start', 'start.callSid');
  const format = isObject(start.mediaFormat) ? start.mediaFormat : {};
  return ok({
    event: 'start',
    sequence: count(message.sequenceNumber),
    streamSid,
    accountSid: text(start.accountSid),
    callSid: start.callSid,
    tracks: strings(start.tracks),
    // Both are constants of Twilio's protocol, so their absence means the constant.
    encoding: text(format.encoding) || 'audio/x-mulaw',
    sampleRate: count(format.sampleRate) ?? 8000,
    channels: count(format.channels) ?? 1,
    parameters: stringRecord(start.customParameters),
    callIds: [start.callSid],
  });
}

function readStop(message: JsonObject): Parsed<MediaInbound> {
  if (!isId(message.streamSid)) return invalidField('stop', 'streamSid');
  const stop = isObject(message.stop) ? message.stop : {};
  return ok({
    event: 'stop',
    sequence: count(message.sequenceNumber),
    streamSid: message.streamSid,
    callSid: text(stop.callSid),
  });
}

/** The opening and closing text around the base64 of an outbound frame, made once for each stream. */
export function twilioMediaFrame(streamSid: string): { readonly head: string; readonly tail: string } {
  return {
    head: `{"event":"media","streamSid":${JSON.stringify(streamSid)},"media":{"payload":"`,
    tail: '"}}',
  };
}

export function encodeTwilioMark(streamSid: string, name: string): string {
  return `{"event":"mark","streamSid":${JSON.stringify(streamSid)},"mark":{"name":${JSON.stringify(name)}}}`;
}

export function encodeTwilioClear(streamSid: string): string {
  return `{"event":"clear","streamSid":${JSON.stringify(streamSid)}}`;
}

function ok(message: MediaInbound): Parsed<MediaInbound> {
  return { ok: true, message };
}
