import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkRelayMessage } from './relayMessages.ts';

const check = (m: unknown, carrier: 'twilio' | 'telnyx' = 'twilio') =>
  checkRelayMessage(JSON.stringify(m), false, carrier);

const accepted: object[] = [
  { type: 'text', token: 'Hello ' },
  { type: 'text', token: '', last: true },
  { type: 'text', token: '你好', last: true, lang: 'zh-HK', interruptible: false, preemptible: true },
  { type: 'text', token: 'x', lang: 'multi' },
  { type: 'play', source: 'https://example.com/a.mp3' },
  { type: 'play', source: 'https://example.com/a.mp3', loop: 0, preemptible: true, interruptible: true },
  { type: 'sendDigits', digits: '12w#*' },
  { type: 'language', ttsLanguage: 'zh-HK' },
  { type: 'language', ttsLanguage: 'en-US', transcriptionLanguage: 'multi' },
  { type: 'end' },
  { type: 'end', handoffData: '{"reason":"person"}' },
];
const refused: [string, unknown][] = [
  ['no type', { token: 'a' }],
  ['an unknown type', { type: 'speak', token: 'a' }],
  ['a prototype name as type', { type: 'toString' }],
  ['a wrong case', { type: 'Text', token: 'a' }],
  ['no token', { type: 'text', last: true }],
  ['a null token', { type: 'text', token: null }],
  ['text for last', { type: 'text', token: 'a', last: 'true' }],
  ['a language that is none', { type: 'text', token: 'a', lang: 'Cantonese' }],
  ['an extra field', { type: 'text', token: 'a', id: 1 }],
  ['interruptible as in TwiML', { type: 'text', token: 'a', interruptible: 'any' }],
  ['play without a source', { type: 'play' }],
  ['play of something local', { type: 'play', source: 'file:///etc/passwd' }],
  ['half a loop', { type: 'play', source: 'https://e.com/a', loop: 0.5 }],
  ['1001 loops', { type: 'play', source: 'https://e.com/a', loop: 1001 }],
  ['no keys', { type: 'sendDigits', digits: '' }],
  ['letters as keys', { type: 'sendDigits', digits: '12A' }],
  ['a language message that says nothing', { type: 'language' }],
  ['handoff data that is an object', { type: 'end', handoffData: { reason: 'x' } }],
  ['a reason', { type: 'end', reason: 'done' }],
  ['a setup', { type: 'setup' }],
  ['a guessed config', { type: 'config', interruptible: 'any' }],
];

test.each(accepted.map((m) => [JSON.stringify(m), m] as const))('takes %s', (_, message) => {
  expect(check(message)).toMatchObject({ ok: true });
});

test.each(refused)('refuses %s', (_, message) => {
  expect(check(message).ok).toBe(false);
});

test('refuses what is not a JSON object, and binary frames', () => {
  for (const text of ['', '{', 'null', '[]', '"text"', '3'])
    expect(checkRelayMessage(text, false).ok).toBe(false);
  expect(checkRelayMessage(JSON.stringify(accepted[0]), true).ok).toBe(false);
});

test('Telnyx takes more keys', () => {
  expect(check({ type: 'sendDigits', digits: '1AW' }, 'telnyx').ok).toBe(true);
});

test('property: text messages are accepted exactly when every field has its documented type', () => {
  const field = <T>(good: fc.Arbitrary<T>) => fc.oneof({ arbitrary: good, weight: 6 }, fc.jsonValue());
  const message = fc.record(
    {
      token: field(fc.string()),
      last: field(fc.boolean()),
      lang: field(fc.constantFrom('en-US', 'zh-HK', 'yue', 'multi')),
      interruptible: field(fc.boolean()),
      preemptible: field(fc.boolean()),
      [`other`]: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  let valid = 0;
  fc.assert(
    fc.property(message, (m) => {
      const flag = (v: unknown) => v === undefined || v === true || v === false;
      const lang = (v: unknown) =>
        v === undefined || v === 'multi' || (typeof v === 'string' && /^[a-z]{2,3}(-[A-Z]{2})?$/.test(v));
      const expected =
        typeof m.token === 'string' &&
        flag(m.last) &&
        flag(m.interruptible) &&
        flag(m.preemptible) &&
        lang(m.lang) &&
        !('other' in m);
      if (expected) valid++;
      expect(check({ type: 'text', ...m }).ok).toBe(expected);
    }),
    { numRuns: 10_000 },
  );
  expect(valid).toBeGreaterThan(500);
});

test('property: no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), fc.boolean(), (text, binary) => {
      expect(typeof checkRelayMessage(text, binary).ok).toBe('boolean');
    }),
    { numRuns: 10_000 },
  );
});
