import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkMediaMessage } from './mediaMessages.ts';

const sid = `MZ${'0'.repeat(32)}`;
const check = (message: unknown, binary = false) =>
  checkMediaMessage(typeof message === 'string' ? message : JSON.stringify(message), binary, sid);
const payload = Buffer.alloc(160, 0xff).toString('base64');
const refused: [string, unknown, RegExp][] = [
  ['not JSON', '{"event":', /not JSON/],
  ['a list', [], /not a JSON object/],
  ['null', 'null', /not a JSON object/],
  ['no event', { streamSid: sid }, /unknown event/],
  ['an unknown event', { event: 'hangup', streamSid: sid }, /unknown event/],
  ['a prototype name as event', { event: 'constructor', streamSid: sid }, /unknown event/],
  ['no streamSid', { event: 'clear' }, /streamSid is missing/],
  ['a wrong streamSid', { event: 'clear', streamSid: `MZ${'1'.repeat(32)}` }, /wrong streamSid/],
  ['an extra field', { event: 'clear', streamSid: sid, id: 1 }, /extra field id/],
  ['no media', { event: 'media', streamSid: sid }, /media is missing/],
  ['a media that is text', { event: 'media', streamSid: sid, media: payload }, /not an object/],
  ['no payload', { event: 'media', streamSid: sid, media: {} }, /payload is missing/],
  ['a track', { event: 'media', streamSid: sid, media: { payload, track: 'outbound' } }, /extra field track/],
  [
    'a sequence number',
    { event: 'media', streamSid: sid, sequenceNumber: '1', media: { payload } },
    /extra field/,
  ],
  [
    'a payload that is not base64',
    { event: 'media', streamSid: sid, media: { payload: 'a*b=' } },
    /not base64/,
  ],
  ['base64url', { event: 'media', streamSid: sid, media: { payload: '__--' } }, /not base64/],
  ['unpadded base64', { event: 'media', streamSid: sid, media: { payload: '/////w' } }, /not base64/],
  ['an empty payload', { event: 'media', streamSid: sid, media: { payload: '' } }, /payload/],
  ['a number as payload', { event: 'media', streamSid: sid, media: { payload: 3 } }, /payload/],
  [
    'a WAV file',
    {
      event: 'media',
      streamSid: sid,
      media: { payload: Buffer.from('RIFF1234WAVEfmt ').toString('base64') },
    },
    /file header/,
  ],
  ['no mark name', { event: 'mark', streamSid: sid, mark: {} }, /name is missing/],
  ['a number as mark name', { event: 'mark', streamSid: sid, mark: { name: 7 } }, /name/],
  ['media in a clear', { event: 'clear', streamSid: sid, media: { payload } }, /extra field/],
];

test.each(refused)('refuses %s with 31951', (_, message, reason) => {
  const result = check(message);
  expect(result).toMatchObject({ ok: false, code: '31951' });
  expect(!result.ok && result.reason).toMatch(reason);
});

test('refuses a binary frame with 31950', () => {
  expect(check({ event: 'clear', streamSid: sid }, true)).toMatchObject({ ok: false, code: '31950' });
});

test('takes the three messages, and Telnyx’s forms of them', () => {
  expect(check({ event: 'media', streamSid: sid, media: { payload } }).ok).toBe(true);
  expect(check({ event: 'mark', streamSid: sid, mark: { name: 'u1' } }).ok).toBe(true);
  expect(check({ event: 'clear', streamSid: sid }).ok).toBe(true);
  const telnyx = (m: object) => checkMediaMessage(JSON.stringify(m), false, sid, 'telnyx').ok;
  expect(telnyx({ event: 'media', media: { payload } })).toBe(true);
  expect(telnyx({ event: 'clear', stream_id: sid })).toBe(true);
  expect(telnyx({ event: 'clear', stream_id: 'other' })).toBe(false);
  expect(telnyx({ event: 'clear', streamSid: sid })).toBe(false);
});

/** Written apart from the checker: what a message must look like, by comparison with one rebuilt from its parts. */
function isValid(value: unknown): boolean {
  const v = value as { media?: { payload?: unknown }; mark?: { name?: unknown } } | null;
  const candidates: unknown[] = [{ event: 'clear', streamSid: sid }];
  const data = v?.media?.payload;
  if (typeof data === 'string' && data !== '' && Buffer.from(data, 'base64').toString('base64') === data)
    candidates.push({ event: 'media', streamSid: sid, media: { payload: data } });
  const name = v?.mark?.name;
  if (typeof name === 'string' && name !== '')
    candidates.push({ event: 'mark', streamSid: sid, mark: { name } });
  return candidates.some((c) => canonical(c) === canonical(value));
}
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}

test('property: accepts exactly the valid messages', () => {
  const base64 = fc.uint8Array({ minLength: 1, maxLength: 12 }).map((b) => Buffer.from(b).toString('base64'));
  const almost = fc.record(
    {
      event: fc.constantFrom('media', 'mark', 'clear', 'Media', 'stop'),
      streamSid: fc.constantFrom(sid, sid, sid, 'MZ1', 5),
      media: fc.oneof(
        fc.record({ payload: fc.oneof(base64, fc.string(), fc.constant(1)) }),
        fc.record({ payload: base64, track: fc.constant('outbound') }, { requiredKeys: [] }),
      ),
      mark: fc.oneof(fc.record({ name: fc.string() }), fc.record({ name: fc.string(), x: fc.integer() })),
      extra: fc.anything(),
    },
    { requiredKeys: [] },
  );
  const whole = fc.oneof(
    fc.constant({ event: 'clear', streamSid: sid }),
    base64.map((data) => ({ event: 'media', streamSid: sid, media: { payload: data } })),
    fc.string().map((name) => ({ event: 'mark', streamSid: sid, mark: { name } })),
  );
  // A valid message with at most one thing done to it.
  const changed = fc
    .tuple(
      whole,
      fc.constantFrom('', 'event', 'streamSid', 'media', 'mark', 'other'),
      fc.jsonValue(),
      fc.boolean(),
    )
    .map(([message, key, value, remove]) => {
      const copy: Record<string, unknown> = { ...message };
      if (key !== '' && remove) delete copy[key];
      else if (key !== '') copy[key] = value;
      return copy;
    });
  let valid = 0;
  fc.assert(
    fc.property(
      fc.oneof({ arbitrary: changed, weight: 6 }, { arbitrary: almost, weight: 3 }, fc.jsonValue()),
      (value) => {
        const text = JSON.stringify(value) ?? 'undefined';
        const expected = text !== 'undefined' && isValid(JSON.parse(text));
        if (expected) valid++;
        expect(checkMediaMessage(text, false, sid).ok).toBe(expected);
      },
    ),
    { numRuns: 20_000 },
  );
  expect(valid).toBeGreaterThan(1_000);
});

test('property: no frame of any bytes makes it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, binary) => {
      expect(typeof checkMediaMessage(Buffer.from(bytes), binary, sid).ok).toBe('boolean');
    }),
    { numRuns: 10_000 },
  );
});
