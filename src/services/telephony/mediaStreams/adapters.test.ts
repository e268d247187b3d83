import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeSocket, RecordingAudioHost } from '../testKit.ts';
import { detectCarrierOf } from './detectCarrier.ts';
import { MediaSocket } from './mediaSocket.ts';
import { TelnyxMediaTransport } from './telnyxAdapter.ts';
import { TwilioMediaTransport } from './twilioAdapter.ts';

const sid = 'MZ1';
const start = {
  event: 'start',
  sequenceNumber: '1',
  streamSid: sid,
  start: {
    streamSid: sid,
    accountSid: 'AC1',
    callSid: 'CA1',
    tracks: ['inbound'],
    mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
    customParameters: { token: 't', from: '+85221234567' },
  },
};
const connected = { event: 'connected', protocol: 'Call', version: '1.0.0' };
const stop = { event: 'stop', sequenceNumber: '9', streamSid: sid, stop: { callSid: 'CA1' } };
const media = (sequence: number, extra: object = {}) => ({
  event: 'media',
  sequenceNumber: String(sequence),
  streamSid: sid,
  media: {
    track: 'inbound',
    chunk: String(sequence - 1),
    timestamp: String((sequence - 2) * 20),
    payload: '/38=',
  },
  ...extra,
});

function twilio() {
  const socket = new FakeSocket();
  const host = new RecordingAudioHost();
  const leg = new TwilioMediaTransport(socket, host);
  const say = (...messages: object[]) =>
    messages.map((message) => leg.receive(JSON.stringify(message), false));
  return { socket, host, leg, say };
}

describe('TwilioMediaTransport', () => {
  it('tells the call what comes, from start to stop', () => {
    const { socket, host, say } = twilio();
    say(connected, start, media(2), {
      event: 'dtmf',
      sequenceNumber: '3',
      streamSid: sid,
      dtmf: { digit: '5' },
    });
    say({ event: 'mark', sequenceNumber: '4', streamSid: sid, mark: { name: 'm1' } }, stop);
    expect(host.starts).toEqual([
      {
        carrier: 'twilio',
        callSid: 'CA1',
        callIds: ['CA1'],
        streamSid: sid,
        accountSid: 'AC1',
        from: '+85221234567',
        to: '',
        direction: 'inbound',
        parameters: { token: 't', from: '+85221234567' },
        resumed: false,
      },
    ]);
    // Sequence 5 to 8 never came before the stop.
    expect(host.told.filter(([name]) => name !== 'trouble')).toEqual([
      ['audio', [255, 127], 0],
      ['key', '5'],
      ['mark', 'm1'],
      ['closed', 'stop'],
    ]);
    expect(socket.closes).toEqual([{ code: 1000, reason: 'stopped' }]);
  });

  it.each([
    ['stop then close', 'stop', (t: ReturnType<typeof twilio>) => (t.say(stop), t.leg.socketClosed(1000))],
    [
      'close then stop',
      'socket-closed',
      (t: ReturnType<typeof twilio>) => (t.leg.socketClosed(1006), t.say(stop)),
    ],
    [
      'close twice',
      'socket-closed',
      (t: ReturnType<typeof twilio>) => (t.leg.socketClosed(1006), t.leg.socketClosed(1006)),
    ],
    ['stop twice', 'stop', (t: ReturnType<typeof twilio>) => t.say(stop, stop)],
    [
      'our close',
      'hung-up',
      (t: ReturnType<typeof twilio>) => (t.leg.close(), t.leg.close(), t.say(stop), t.leg.socketClosed(1000)),
    ],
  ])('reports the end once: %s', (_name, reason, act) => {
    const t = twilio();
    t.say(connected, start);
    act(t);
    expect(t.host.told.filter(([name]) => name === 'closed')).toEqual([['closed', reason]]);
  });

  it('sends exactly the documented fields, and nothing before the start or after the end', () => {
    const { socket, leg, say } = twilio();
    leg.sendAudio(new Uint8Array(160));
    leg.mark('early');
    leg.clear();
    expect(socket.sent).toEqual([]);
    say(connected, start);
    leg.sendAudio(Uint8Array.from([255, 127]));
    leg.sendAudio(new Uint8Array(0));
    leg.mark('m"1');
    leg.clear();
    expect(socket.messages).toEqual([
      { event: 'media', streamSid: sid, media: { payload: '/38=' } },
      { event: 'mark', streamSid: sid, mark: { name: 'm"1' } },
      { event: 'clear', streamSid: sid },
    ]);
    say(stop);
    leg.sendAudio(new Uint8Array(160));
    expect(socket.sent).toHaveLength(3);
  });

  it('ignores media before the start, other streams and a second start, and says so once', () => {
    const { host, leg, say } = twilio();
    say(connected, media(2), media(3), start, start);
    say(
      { ...start, start: { ...start.start, streamSid: 'MZ2' } },
      media(2, { streamSid: 'MZ2' }),
      media(2, { streamSid: 'MZ2' }),
    );
    expect(host.troubles).toEqual([['TEL_BEFORE_START', { event: 'media' }]]);
    expect(host.told.map(([, code]) => code)).toEqual(['TEL_SECOND_START', 'TEL_WRONG_STREAM']);
    expect(host.starts).toHaveLength(1);
    expect(leg.stats.stray).toBe(4);
  });

  it('counts messages that never came', () => {
    const { host, leg, say } = twilio();
    say(connected, start, media(2), media(5), media(9));
    expect(leg.stats.missing).toBe(5);
    expect(host.told.filter(([name]) => name === 'trouble')).toEqual([
      ['trouble', 'TEL_SEQUENCE_GAP', { missing: 2 }],
    ]);
    expect(host.told.filter(([name]) => name === 'audio')).toHaveLength(3);
  });

  it('keeps our own track out of the ears', () => {
    const { host, say } = twilio();
    say(
      connected,
      start,
      media(2, { media: { track: 'outbound', chunk: '1', timestamp: '0', payload: '/38=' } }),
    );
    expect(host.told).toEqual([]);
  });

  it('closes after ten malformed messages in a row, not after nine', () => {
    const { socket, host, leg, say } = twilio();
    say(connected, start);
    for (let i = 0; i < 9; i += 1) expect(leg.receive('nonsense', false)).toBe(false);
    say(media(2));
    expect(socket.closes).toEqual([]);
    for (let i = 0; i < 10; i += 1) leg.receive(Uint8Array.from([1, 2]), true);
    expect(socket.closes).toEqual([{ code: 1007, reason: 'Too many consecutive malformed messages' }]);
    expect(host.told.at(-1)).toEqual(['closed', 'protocol-error']);
    expect(host.told.map(([, code]) => code)).toContain('TEL_BINARY_FRAME');
  });

  it('never closes on unknown events', () => {
    const { socket, say } = twilio();
    say(connected, start, ...Array.from({ length: 50 }, (_, i) => ({ event: `new-${i}` })));
    expect(socket.closes).toEqual([]);
  });

  it('ends the socket on an oversize message', () => {
    const { socket, host, leg, say } = twilio();
    say(connected, start);
    leg.receive('x'.repeat(1_000_000), false);
    expect(socket.closes).toEqual([{ code: 1009, reason: 'message too large' }]);
    expect(host.told.at(-2)?.[1]).toBe('TEL_MESSAGE_TOO_LARGE');
    expect(host.told.at(-1)).toEqual(['closed', 'protocol-error']);
  });

  it('refuses another codec', () => {
    const { socket, host, say } = twilio();
    say(connected, {
      ...start,
      start: { ...start.start, mediaFormat: { encoding: 'audio/l16', sampleRate: 16000, channels: 1 } },
    });
    expect(socket.closes[0]?.code).toBe(1003);
    expect(host.starts).toEqual([]);
  });

  it('keeps what comes while the host thinks, in order', async () => {
    const { host, leg, say } = twilio();
    let admit: (sink: RecordingAudioHost['sink'] | null) => void = () => undefined;
    host.answer = () => new Promise((resolve) => (admit = resolve));
    say(connected, start, media(2), media(3));
    leg.socketClosed(1006);
    expect(host.told).toEqual([]);
    admit(host.sink);
    await Promise.resolve();
    await Promise.resolve();
    expect(host.told.map(([name]) => name)).toEqual(['audio', 'audio', 'closed']);
  });

  it.each([
    ['no', () => null],
    ['no, later', () => Promise.resolve(null)],
    ['an error', () => Promise.reject(new Error('store is down'))],
  ])('closes with 1008 when the host says %s', async (_name, answer) => {
    const { socket, host, leg, say } = twilio();
    host.answer = answer;
    say(connected, start, media(2));
    await new Promise((resolve) => setImmediate(resolve));
    leg.socketClosed(1008);
    expect(socket.closes).toEqual([{ code: 1008, reason: 'refused' }]);
    expect(host.told).toEqual([]);
    expect(host.troubles[0]?.[0]).toBe('TEL_CALL_REFUSED');
  });
});

const telnyxStart = {
  event: 'start',
  sequence_number: '1',
  stream_id: 's1',
  start: {
    user_id: 'u',
    call_control_id: 'v2:c',
    media_format: { encoding: 'PCMU', sample_rate: 8000, channels: 1 },
  },
};
const telnyxMedia = (chunk: number) => ({
  event: 'media',
  sequence_number: String(chunk + 1),
  stream_id: 's1',
  media: { track: 'inbound', chunk: String(chunk), timestamp: String(chunk * 20), payload: '/w==' },
});

describe('TelnyxMediaTransport', () => {
  it('puts frames in order and sends without a stream id', () => {
    const socket = new FakeSocket();
    const host = new RecordingAudioHost();
    const leg = new TelnyxMediaTransport(socket, host);
    const say = (...messages: object[]) =>
      messages.forEach((message) => leg.receive(JSON.stringify(message), false));
    say(
      { event: 'connected', version: '1.0.0' },
      telnyxStart,
      telnyxMedia(1),
      telnyxMedia(3),
      telnyxMedia(2),
    );
    say(
      { event: 'error', stream_id: 's1', payload: { code: 100003, title: 'malformed_frame' } },
      telnyxMedia(5),
    );
    leg.sendAudio(Uint8Array.from([255]));
    leg.mark('m');
    leg.clear();
    say({ event: 'stop', sequence_number: '7', stream_id: 's1', stop: { call_control_id: 'v2:c' } });
    expect(host.starts[0]).toMatchObject({ carrier: 'telnyx', callSid: 'v2:c', streamSid: 's1' });
    expect(host.told).toEqual([
      ['audio', [255], 20],
      ['audio', [255], 40],
      ['audio', [255], 60],
      ['trouble', 'TEL_CARRIER_ERROR', { description: '100003 malformed_frame' }],
      // Chunk 4 never came; what waited for it is not lost.
      ['audio', [255], 100],
      ['closed', 'stop'],
    ]);
    expect(socket.messages).toEqual([
      { event: 'media', media: { payload: '/w==' } },
      { event: 'mark', mark: { name: 'm' } },
      { event: 'clear' },
    ]);
  });
});

describe('carrier detection', () => {
  it.each([
    ['twilio', start],
    ['telnyx', telnyxStart],
    ['plivo', { event: 'start', start: { streamId: 's', callId: 'c' } }],
    ['exotel', { event: 'start', start: { stream_sid: 's', call_sid: 'c', account_sid: 'a' } }],
    [null, connected],
    [null, { event: 'start' }],
  ])('tells %s', (carrier, message) => {
    expect(detectCarrierOf(JSON.stringify(message))).toBe(carrier);
  });

  it.each([
    ['twilio', [connected, start, media(2)]],
    ['telnyx', [{ event: 'connected', version: '1.0.0' }, telnyxStart, telnyxMedia(1)]],
  ])('hands the socket over to the adapter of %s', (carrier, messages) => {
    const host = new RecordingAudioHost();
    const socket = new MediaSocket(new FakeSocket(), host);
    const understood = messages.map((message) => socket.receive(JSON.stringify(message), false));
    // A greeting proves nothing; the start of a call does.
    expect(understood).toEqual(messages.map(({ event }) => event !== 'connected'));
    expect(host.starts[0]?.carrier).toBe(carrier);
    expect(host.told[0]?.[0]).toBe('audio');
    socket.socketClosed(1006);
    expect(host.told.at(-1)).toEqual(['closed', 'socket-closed']);
  });

  it('closes on a carrier without adapter, and on ten messages of nonsense', () => {
    const host = new RecordingAudioHost();
    const plivo = new FakeSocket();
    new MediaSocket(plivo, host).receive('{"event":"start","start":{"streamId":"s","callId":"c"}}', false);
    expect(plivo.closes[0]?.code).toBe(1003);
    expect(host.troubles[0]).toEqual(['TEL_CARRIER_UNKNOWN', { looksLike: 'plivo' }]);
    const nonsense = new FakeSocket();
    const socket = new MediaSocket(nonsense, host);
    for (let i = 0; i < 12; i += 1) expect(socket.receive('{}', false)).toBe(i >= 10);
    expect(nonsense.closes).toEqual([{ code: 1007, reason: 'Too many consecutive malformed messages' }]);
  });
});

it('whatever comes in whatever order: no throw, one end, nothing after it, nothing malformed sent', () => {
  const event = fc.oneof(
    fc.constantFrom<object | 'close' | 'binary'>(
      connected,
      start,
      media(2),
      media(7),
      stop,
      'close',
      'binary',
      { event: 'x' },
    ),
    fc.constantFrom<object>({ event: 'media' }, media(3, { streamSid: 'MZ9' }), {
      event: 'mark',
      streamSid: sid,
      mark: { name: 'a' },
    }),
    fc.json({ maxDepth: 2 }).map((text) => ({ text })),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const { socket, host, leg } = twilio();
      for (const each of events) {
        if (each === 'close') leg.socketClosed(1006);
        else if (each === 'binary') leg.receive(Uint8Array.from([1]), true);
        else
          leg.receive(
            'text' in (each as object) ? (each as { text: string }).text : JSON.stringify(each),
            false,
          );
        leg.sendAudio(Uint8Array.from([1]));
      }
      leg.socketClosed(1006);
      const ends = host.told.filter(([name]) => name === 'closed');
      expect(ends).toHaveLength(host.starts.length);
      expect(host.told.findIndex(([name]) => name === 'closed')).toBe(
        ends.length === 1 ? host.told.length - 1 : -1,
      );
      for (const message of socket.messages)
        expect(Object.keys(message)).toEqual(['event', 'streamSid', 'media']);
    }),
    { numRuns: 3_000 },
  );
});
