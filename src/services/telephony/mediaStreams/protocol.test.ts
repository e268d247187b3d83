import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { encodeTwilioClear, encodeTwilioMark, parseTwilioMedia, twilioMediaFrame } from './protocol.ts';
import { parseTelnyxMedia, telnyxClear, telnyxMediaFrame, encodeTelnyxMark } from './telnyxProtocol.ts';

const sid = 'MZ00000000000000000000000000000000';
const call = 'CA00000000000000000000000000000000';

const examples: Record<string, object> = {
  connected: { event: 'connected', protocol: 'Call', version: '1.0.0' },
  start: {
    event: 'start',
    sequenceNumber: '1',
    streamSid: sid,
    start: {
      streamSid: sid,
      accountSid: 'AC0',
      callSid: call,
      tracks: ['inbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      customParameters: { token: 't' },
    },
  },
  media: {
    event: 'media',
    sequenceNumber: '3',
    streamSid: sid,
    media: { track: 'inbound', chunk: '2', timestamp: '20', payload: '//////////8=' },
  },
  dtmf: { event: 'dtmf', sequenceNumber: '4', streamSid: sid, dtmf: { track: 'inbound_track', digit: '#' } },
  mark: { event: 'mark', sequenceNumber: '5', streamSid: sid, mark: { name: 'u7:s2' } },
  stop: { event: 'stop', sequenceNumber: '6', streamSid: sid, stop: { accountSid: 'AC0', callSid: call } },
};

function parsed(message: object) {
  const result = parseTwilioMedia(JSON.stringify(message));
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.problem)}`);
  return result.message;
}

describe('Twilio media messages', () => {
  it('reads each documented message', () => {
    expect(parsed(examples.connected!)).toEqual({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    expect(parsed(examples.start!)).toMatchObject({
      event: 'start',
      sequence: 1,
      streamSid: sid,
      callSid: call,
      callIds: [call],
      tracks: ['inbound'],
      encoding: 'audio/x-mulaw',
      sampleRate: 8000,
      parameters: { token: 't' },
    });
    const media = parsed(examples.media!);
    expect(media).toMatchObject({ event: 'media', sequence: 3, chunk: 2, timestampMs: 20, track: 'inbound' });
    expect(media.event === 'media' && [...media.payload]).toEqual([255, 255, 255, 255, 255, 255, 255, 255]);
    expect(parsed(examples.dtmf!)).toMatchObject({ event: 'dtmf', digit: '#' });
    expect(parsed(examples.mark!)).toMatchObject({ event: 'mark', name: 'u7:s2' });
    expect(parsed(examples.stop!)).toMatchObject({ event: 'stop', streamSid: sid, callSid: call });
  });

  it('takes counters as numbers too, and frames of any length', () => {
    for (const length of [0, 1, 2, 3, 80, 159, 160, 161, 1600, 30_000]) {
      const payload = Buffer.alloc(length, 0xff).toString('base64');
      const message = parsed({
        event: 'media',
        sequenceNumber: 3,
        streamSid: sid,
        media: { chunk: 2, timestamp: 20, payload },
      });
      expect(message).toMatchObject({ sequence: 3, chunk: 2, timestampMs: 20 });
      expect(message.event === 'media' && message.payload.length).toBe(length);
    }
  });

  it('passes unknown events on as unknown, and ignores unknown fields', () => {
    expect(parsed({ event: 'sparkle', x: 1 })).toEqual({ event: 'unknown', name: 'sparkle' });
    expect(parsed({ ...examples.mark, extra: { deep: true } })).toMatchObject({
      event: 'mark',
      name: 'u7:s2',
    });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a string', '"media"'],
    ['no event', '{}'],
    ['an event that is no text', '{"event":7}'],
    ['media without media', '{"event":"media","streamSid":"MZ"}'],
    [
      'a payload that is no text',
      `{"event":"media","streamSid":"${sid}","media":{"timestamp":"0","payload":7}}`,
    ],
    [
      'a payload that is not base64',
      `{"event":"media","streamSid":"${sid}","media":{"timestamp":"0","payload":"*#*#"}}`,
    ],
    ['half a base64 group', `{"event":"media","streamSid":"${sid}","media":{"timestamp":"0","payload":"A"}}`],
    ['a negative time', `{"event":"media","streamSid":"${sid}","media":{"timestamp":"-20","payload":""}}`],
    ['media without stream', '{"event":"media","media":{"timestamp":"0","payload":""}}'],
    ['two digits at once', `{"event":"dtmf","streamSid":"${sid}","dtmf":{"digit":"12"}}`],
    ['a mark without name', `{"event":"mark","streamSid":"${sid}","mark":{}}`],
    ['a start without call', `{"event":"start","streamSid":"${sid}","start":{"streamSid":"${sid}"}}`],
  ])('says what is wrong with %s', (_name, frame) => {
    expect(parseTwilioMedia(frame).ok).toBe(false);
  });
});

describe('Telnyx media messages', () => {
  const read = (message: object) => parseTelnyxMedia(JSON.stringify(message));
  it('reads snake case, top-level stream id and the error event', () => {
    const start = read({
      event: 'start',
      sequence_number: '1',
      stream_id: 's1',
      start: {
        user_id: 'u1',
        call_control_id: 'v2:abc',
        call_session_id: 'sess',
        from: '+85221234567',
        to: '+85228765432',
        custom_parameters: { token: 't' },
        media_format: { encoding: 'PCMU', sample_rate: 8000, channels: 1 },
      },
    });
    expect(start).toMatchObject({
      ok: true,
      message: {
        callSid: 'v2:abc',
        callIds: ['v2:abc', 'sess'],
        from: '+85221234567',
        parameters: { token: 't' },
      },
    });
    const media = { track: 'inbound', chunk: '1', timestamp: '5', payload: '/w==' };
    expect(read({ event: 'media', sequence_number: '4', stream_id: 's1', media })).toMatchObject({
      ok: true,
      message: { event: 'media', sequence: 4, chunk: 1, timestampMs: 5 },
    });
    expect(
      read({ event: 'error', stream_id: 's1', payload: { code: 100003, title: 'malformed_frame' } }),
    ).toEqual({
      ok: true,
      message: { event: 'error', code: '100003', title: 'malformed_frame' },
    });
  });
});

describe('outbound', () => {
  it('is exactly the documented fields', () => {
    const { head, tail } = twilioMediaFrame(sid);
    const frame = head + encodeBase64(Uint8Array.from([255, 127])) + tail;
    expect(frame).toBe(`{"event":"media","streamSid":"${sid}","media":{"payload":"/38="}}`);
    expect(encodeTwilioMark(sid, 'u7:s2')).toBe(
      `{"event":"mark","streamSid":"${sid}","mark":{"name":"u7:s2"}}`,
    );
    expect(encodeTwilioClear(sid)).toBe(`{"event":"clear","streamSid":"${sid}"}`);
    expect(telnyxMediaFrame.head + '/38=' + telnyxMediaFrame.tail).toBe(
      '{"event":"media","media":{"payload":"/38="}}',
    );
    expect(encodeTelnyxMark('a')).toBe('{"event":"mark","mark":{"name":"a"}}');
    expect(telnyxClear).toBe('{"event":"clear"}');
  });

  it('survives any stream id, name and audio (encode, then parse, is identity)', () => {
    const anyId = fc.string({ minLength: 1, maxLength: 60, unit: 'binary' });
    fc.assert(
      fc.property(
        anyId,
        fc.string({ unit: 'binary' }),
        fc.uint8Array({ maxLength: 400 }),
        fc.nat(),
        (id, name, audio, ms) => {
          const { head, tail } = twilioMediaFrame(id);
          const sent = JSON.parse(head + encodeBase64(audio) + tail) as {
            media: { payload: string; timestamp: number };
          };
          sent.media.timestamp = ms;
          const media = parseTwilioMedia(JSON.stringify(sent));
          expect(media).toMatchObject({ ok: true, message: { streamSid: id, timestampMs: ms } });
          const heard = media.ok && media.message.event === 'media' ? media.message.payload : undefined;
          expect(heard).toEqual(Buffer.from(audio));
          expect(parseTwilioMedia(encodeTwilioMark(id, name))).toMatchObject({
            ok: true,
            message: { streamSid: id, name },
          });
        },
      ),
      { numRuns: 4_000 },
    );
  });

  it('decodes what it encodes from the middle of a larger buffer', () => {
    const whole = Uint8Array.from({ length: 1000 }, (_, i) => i % 256);
    expect(decodeBase64(encodeBase64(whole.subarray(100, 260)))).toEqual(
      Buffer.from(whole.subarray(100, 260)),
    );
  });
});

describe('fuzz', () => {
  /** Changes one place of a valid message: drops a field, or puts something else there. */
  const mutation = fc.record({
    name: fc.constantFrom(...Object.keys(examples)),
    depth: fc.nat(6),
    value: fc.oneof(fc.jsonValue(), fc.constant(undefined)),
  });

  function mutate({ name, depth, value }: { name: string; depth: number; value: unknown }): string {
    const copy = JSON.parse(JSON.stringify(examples[name])) as Record<string, unknown>;
    let at = copy;
    for (let i = 0; i < depth; i += 1) {
      const keys = Object.keys(at);
      const key = keys[(depth + i) % keys.length] ?? 'event';
      const inner = at[key];
      if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && i + 1 < depth) {
        at = inner as Record<string, unknown>;
      } else {
        at[key] = value;
        break;
      }
    }
    return JSON.stringify(copy);
  }

  const parsers = [parseTwilioMedia, parseTelnyxMedia];
  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (frame) => {
        for (const parse of parsers) expect(typeof parse(frame).ok).toBe('boolean');
      }),
      { numRuns: 8_000 },
    );
  });

  it('never throws on any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (frame) => {
        for (const parse of parsers) expect(typeof parse(frame).ok).toBe('boolean');
      }),
      { numRuns: 6_000 },
    );
  });

  it('never throws on a message with one place changed', () => {
    fc.assert(
      fc.property(mutation, (change) => {
        for (const parse of parsers) expect(typeof parse(mutate(change)).ok).toBe('boolean');
      }),
      { numRuns: 12_000 },
    );
  });
});
