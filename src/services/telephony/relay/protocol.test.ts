import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRelay } from './outbound.ts';
import type { RelayOutbound } from './outbound.ts';
import { parseRelay } from './protocol.ts';

const setup = {
  type: 'setup',
  sessionId: 'VX0',
  accountSid: 'AC0',
  parentCallSid: '',
  callSid: 'CA0',
  from: '+85221234567',
  to: '+85228765432',
  forwardedFrom: '',
  callType: 'PSTN',
  callerName: '',
  direction: 'inbound',
  callStatus: 'RINGING',
  customParameters: { tenant: 'acme' },
};

const read = (message: object) => parseRelay(JSON.stringify(message));

describe('inbound', () => {
  it('reads each documented message', () => {
    expect(read(setup)).toMatchObject({
      ok: true,
      message: { callSid: 'CA0', customParameters: { tenant: 'acme' } },
    });
    expect(read({ type: 'prompt', voicePrompt: 'I would like', lang: 'en-US', last: false })).toMatchObject({
      ok: true,
      message: { voicePrompt: 'I would like', last: false },
    });
    expect(read({ type: 'dtmf', digit: '1' })).toEqual({ ok: true, message: { type: 'dtmf', digit: '1' } });
    expect(read({ type: 'info', name: 'agentSpeaking', value: 'on', ts: 1790000000000 })).toEqual({
      ok: true,
      message: { type: 'info', name: 'agentSpeaking', value: 'on' },
    });
    expect(read({ type: 'error', description: 'no' })).toEqual({
      ok: true,
      message: { type: 'error', description: 'no' },
    });
  });

  it.each([
    [460, 460],
    ['460', 460],
    ['', 0],
    ['soon', 0],
    [undefined, 0],
    [null, 0],
    [-5, 0],
  ])('reads an interruption after %j ms', (given, ms) => {
    expect(
      read({ type: 'interrupt', utteranceUntilInterrupt: 'Of', durationUntilInterruptMs: given }),
    ).toEqual({
      ok: true,
      message: { type: 'interrupt', utteranceUntilInterrupt: 'Of', durationUntilInterruptMs: ms },
    });
  });

  it('does without customParameters, and takes null for empty text', () => {
    const { customParameters: _, ...bare } = setup;
    expect(read({ ...bare, callerName: null, applicationSid: null })).toMatchObject({
      ok: true,
      message: { customParameters: {}, callerName: '' },
    });
  });

  it('reads the setup of Telnyx', () => {
    const telnyx = {
      ...setup,
      callControlId: 'v2:x',
      callSessionId: 's',
      callLegId: 'l',
      callStatus: 'active',
    };
    expect(read(telnyx)).toMatchObject({ ok: true, message: { callControlId: 'v2:x', callLegId: 'l' } });
  });

  it('passes unknown types on, whatever their name', () => {
    for (const type of ['sparkle', 'constructor', '__proto__', 'toString'])
      expect(parseRelay(`{"type":${JSON.stringify(type)}}`)).toEqual({
        ok: true,
        message: { type: 'unknown', name: type },
      });
  });

  it.each([
    '',
    'x',
    '[]',
    'null',
    '{}',
    '{"type":1}',
    '{"type":"prompt"}',
    '{"type":"dtmf","digit":"12"}',
    '{"type":"setup"}',
  ])('says what is wrong with %s', (frame) => expect(parseRelay(frame).ok).toBe(false));
});

describe('outbound', () => {
  it('writes what the reference shows', () => {
    const frame = (message: RelayOutbound) => {
      const encoded = encodeRelay(message);
      return encoded.ok ? encoded.frame : encoded;
    };
    expect(frame({ type: 'text', token: 'Of course, ', last: false })).toBe(
      '{"type":"text","token":"Of course, ","last":false}',
    );
    expect(frame({ type: 'text', token: '', last: true })).toBe('{"type":"text","token":"","last":true}');
    expect(frame({ type: 'play', source: 'https://x.example/a.mp3', loop: 0 })).toBe(
      '{"type":"play","source":"https://x.example/a.mp3","loop":0}',
    );
    expect(frame({ type: 'sendDigits', digits: '1w2#' })).toBe('{"type":"sendDigits","digits":"1w2#"}');
    expect(frame({ type: 'end', handoffData: '{"a":1}' })).toBe('{"type":"end","handoffData":"{\\"a\\":1}"}');
  });

  it.each([
    [{ type: 'text' }, 'token'],
    [{ type: 'text', token: null }, 'token'],
    [{ type: 'text', token: 'a', id: 7 }, 'id'],
    [{ type: 'play', source: 'not a url' }, 'source'],
    [{ type: 'play', source: 'https://x.example/a', loop: 1.5 }, 'loop'],
    [{ type: 'sendDigits', digits: '' }, 'digits'],
    [{ type: 'sendDigits', digits: '12A' }, 'digits'],
    [{ type: 'language' }, 'ttsLanguage'],
    [{ type: 'end', handoffData: { a: 1 } }, 'handoffData'],
    [{ type: 'config' }, 'type'],
    [{ type: 'constructor' }, 'type'],
  ])('refuses %j', (message, field) => {
    expect(encodeRelay(message as unknown as RelayOutbound)).toMatchObject({ ok: false, field });
  });
});

describe('fuzz', () => {
  it('never throws on any text or JSON, inbound', () => {
    const any = fc.oneof(fc.string({ unit: 'binary' }), fc.json());
    fc.assert(
      fc.property(any, (frame) => {
        expect(typeof parseRelay(frame).ok).toBe('boolean');
      }),
      { numRuns: 8_000 },
    );
  });

  it('never throws on a valid message with fields changed, inbound', () => {
    const base = fc.constantFrom<object>(
      setup,
      { type: 'prompt', voicePrompt: 'a', lang: 'en', last: true },
      { type: 'interrupt', utteranceUntilInterrupt: 'a', durationUntilInterruptMs: 1 },
      { type: 'dtmf', digit: '1' },
      { type: 'info', name: 'tokensPlayed', value: 'a' },
      { type: 'error', description: 'a' },
    );
    const change = fc.tuple(base, fc.nat(12), fc.oneof(fc.jsonValue(), fc.constant(undefined)));
    fc.assert(
      fc.property(change, ([message, at, value]) => {
        const keys = Object.keys(message);
        const key = keys[at % keys.length] ?? 'type';
        expect(typeof read({ ...message, [key]: value }).ok).toBe('boolean');
      }),
      { numRuns: 8_000 },
    );
  });

  it('never throws on any value outbound, and what it lets through is JSON with the same fields', () => {
    const types = fc.constantFrom('text', 'play', 'sendDigits', 'language', 'end', 'other');
    const fields = fc.constantFrom(
      'token',
      'last',
      'source',
      'loop',
      'digits',
      'ttsLanguage',
      'handoffData',
      'x',
    );
    const message = fc.tuple(
      types,
      fc.dictionary(fields, fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.jsonValue())),
    );
    fc.assert(
      fc.property(message, ([type, rest]) => {
        const encoded = encodeRelay({ ...rest, type } as unknown as RelayOutbound);
        const given: unknown = JSON.parse(JSON.stringify({ ...rest, type }));
        expect(encoded.ok ? JSON.parse(encoded.frame) : given).toEqual(given);
      }),
      { numRuns: 8_000 },
    );
  });
});
