import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageSpec, SendResult } from '../../../types/message.ts';
import { parseDocument, validateFlow } from '../index.ts';
import { doc, end, node, start, way, type Raw } from '../testDocuments.ts';
import { portOf } from '../testPort.ts';
import { textCall } from '../textCall.ts';

const call = { id: 'CA/1', caller: '+85221234567', called: '+85228765432', direction: 'inbound' };
const say = { 'en-US': 'Your table: {{ when }}.', 'zh-HK': '訂位：{{ when }}。' };
const hook = { kind: 'webhook', url: 'https://example.org/told', body: '{"when": "{{ when }}"}' };

interface Given {
  readonly start?: Raw;
  readonly language?: string;
  readonly result?: SendResult;
  readonly when?: string;
}

/** A call through one message, with what it sent and how it went on. */
function sent(data: Raw, { start: more = {}, language = 'en-US', result, when = 'Friday' }: Given = {}) {
  const port = portOf(
    [
      ['start', 'start'],
      ['tell', 'message', data],
      ['end', 'end'],
    ],
    [
      ['start', 'next', 'tell'],
      ['tell', 'sent', 'end'],
      ['tell', 'failed', 'end'],
    ],
    { variables: [{ name: 'when', initial: 'Saturday' }] },
  );
  const messages: MessageSpec[] = [];
  const done = textCall(port, {
    start: { call: { ...call, ...more }, language, variables: { when } },
    send: (message) => {
      messages.push(message);
      return result ?? { ok: true };
    },
  });
  const notes = done.effects.flatMap((effect) =>
    effect.type === 'note' ? [[effect.code, effect.detail] as const] : [],
  );
  return { messages, outcome: done.state.path[1]?.outcome, notes, effects: done.effects };
}

const smsOf = (...given: Parameters<typeof sent>) => {
  const [message] = sent(...given).messages;
  return message?.kind === 'sms' ? message.message : undefined;
};

describe('a text message', () => {
  it('goes to the caller, from the line, in the call’s language', () => {
    const { to, from } = { to: '+85221234567', from: '+85228765432' };
    expect(smsOf({ text: say })).toEqual({ to, from, text: 'Your table: Friday.' });
    expect(smsOf({ text: say }, { language: 'zh-HK' })).toEqual({ to, from, text: '訂位：Friday。' });
    expect(smsOf({ text: say }, { start: { direction: 'outbound' } })).toMatchObject({ to: from, from: to });
  });

  it('goes to another number, from a name', () => {
    expect(smsOf({ text: say, to: '+1 (202) 555-0143', from: 'Mei Cafe' })).toMatchObject({
      to: '+12025550143',
      from: 'Mei Cafe',
    });
    expect(smsOf({ text: say, to: '{{ when }}' }, { when: '+12025550143' })?.to).toBe('+12025550143');
  });

  it('is sent or failed, and the operator is told why', () => {
    expect(sent({ text: say })).toMatchObject({ outcome: 'sent', notes: [] });
    const detail = { status: 400, carrierCode: '21211' };
    expect(sent({ text: say }, { result: { ok: false, code: 'MESSAGE_REFUSED', detail } })).toMatchObject({
      outcome: 'failed',
      notes: [['MESSAGE_REFUSED', detail]],
    });
    const unknown = sent({ text: say }, { result: { ok: false, code: 'toString' } });
    expect(unknown.notes).toEqual([['MESSAGE_UNAVAILABLE', {}]]);
  });

  it.each<[string, Raw, Given, string]>([
    ['withheld numbers', { text: say }, { start: { caller: 'anonymous' } }, 'FLOW_MESSAGE_NUMBER'],
    ['SIP callers', { text: say }, { start: { caller: 'sip:a@example.org' } }, 'FLOW_MESSAGE_NUMBER'],
    ['texts with nothing in them', { text: { default: '{{ when }}' } }, { when: '' }, 'FLOW_MESSAGE_EMPTY'],
  ])('asks no carrier for %s', (_name, data, given, code) => {
    expect(sent(data, given)).toMatchObject({ messages: [], outcome: 'failed', notes: [[code, {}]] });
  });

  it('is not sent while speculating', () => {
    const port = portOf(
      [
        ['start', 'start'],
        ['tell', 'message', { text: say, hangUp: ['sent', 'failed'] }],
      ],
      [['start', 'next', 'tell']],
      { variables: [{ name: 'when', initial: 'Friday' }] },
    );
    const begun = port.begin({ language: 'en-US', seed: 1, call });
    const peeked = port.peek(begun, { type: 'start' });
    expect(peeked.stoppedAt).toBe('send');
    expect(peeked.effects.map(({ type }) => type)).not.toContain('send');
  });

  it('leaves neither numbers nor words in notes, whatever they are (property)', () => {
    const value = fc.oneof(
      fc.string({ minLength: 6, maxLength: 30 }),
      fc.constantFrom('+85291112222', 'sip:x@y'),
    );
    fc.assert(
      fc.property(value, value, fc.boolean(), (to, when, ok) => {
        const result: SendResult = ok ? { ok } : { ok, code: 'MESSAGE_REFUSED', detail: { status: 400 } };
        const { notes, messages } = sent({ text: say }, { start: { caller: to }, when, result });
        expect(JSON.stringify(notes)).not.toContain(JSON.stringify(to).slice(1, -1));
        expect(JSON.stringify(notes)).not.toContain(JSON.stringify(when).slice(1, -1));
        for (const { kind } of messages) expect(kind).toBe('sms');
        if (messages.length > 0) expect(to.replace(/[\s()-]/g, '')).toMatch(/^\+[1-9][0-9]{3,14}$/);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});

describe('a webhook', () => {
  const requestOf = (...given: Parameters<typeof sent>) => {
    const [message] = sent(...given).messages;
    return message?.kind === 'webhook' ? message.request : undefined;
  };

  it('is a POST of JSON; values stay inside their strings, secrets are left to who sends it', () => {
    const headers = { 'X-Key': '{{secret.KEY}}' };
    const request = requestOf({ ...hook, headers }, { when: 'a"b {{secret.KEY}}' });
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://example.org/told',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': '"CA%2F1:tell:1"',
        'x-key': '{{secret.KEY}}',
      },
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({ when: 'a"b { {secret.KEY}}' });
  });

  it('keeps headers of its own, however they are written', () => {
    const headers = { 'Content-Type': 'application/x+json', 'Idempotency-Key': 'mine' };
    expect(requestOf({ ...hook, headers })?.headers).toEqual({
      'content-type': 'application/x+json',
      'idempotency-key': 'mine',
    });
  });

  it('has another key at each visit', () => {
    const loop = portOf(
      [
        ['start', 'start'],
        ['tell', 'message', hook],
        ['again', 'menu', menuOf('again')],
        ['end', 'end'],
      ],
      [
        ['start', 'next', 'tell'],
        ['tell', 'sent', 'again'],
        ['tell', 'failed', 'end'],
        ['again', 'again', 'tell'],
      ],
      { variables: [{ name: 'when', initial: 'x' }] },
    );
    const keys: (string | undefined)[] = [];
    const talk = textCall(loop, {
      start: { call },
      send: (message) => {
        if (message.kind === 'webhook') keys.push(message.request.headers['idempotency-key']);
        return { ok: true };
      },
    });
    talk.say('again');
    talk.say('again');
    expect(keys).toEqual(['"CA%2F1:tell:1"', '"CA%2F1:tell:2"', '"CA%2F1:tell:3"']);
  });
});

describe('a message is checked', () => {
  const found = (data: Raw, textMessages = true, languages = ['en-US']) =>
    validateFlow(
      parseDocument(
        doc(
          [start, node('m', 'message', data), end],
          [way('start', 'next', 'm'), way('m', 'sent', 'end'), way('m', 'failed', 'end')],
          [{ name: 'when', initial: 'x' }],
          languages,
        ),
      ),
      undefined,
      { textMessages },
    ).map(({ sentence, severity, path }) => `${severity} ${sentence ?? ''} ${path?.join('.') ?? ''}`);

  it.each<[string, Raw, string[]]>([
    ['nothing', {}, ['error FLOW_MESSAGE_EMPTY text']],
    ['blanks', { text: { 'en-US': ' ' } }, ['error FLOW_MESSAGE_EMPTY text']],
    ['a text', { text: say }, []],
    ['a number of home', { text: say, to: '21234567' }, ['error FLOW_MESSAGE_NUMBER to']],
    ['a template', { text: say, to: '{{ when }}', from: '{{ when }}' }, []],
    ['a long name', { text: say, from: 'Twelve chars' }, ['error FLOW_MESSAGE_NUMBER.from from']],
    [
      'a name that is not declared',
      { text: { 'en-US': '{{ whom }}' } },
      ['error FLOW_VARIABLE_UNDECLARED text.en-US'],
    ],
    ['a webhook', hook, []],
    ['numbers in the body', { ...hook, body: '{"n": {{ size(when) }}}' }, []],
    ['no address', { ...hook, url: '' }, ['error FLOW_MESSAGE_NUMBER.url url']],
    ['no body', { ...hook, body: '' }, ['error FLOW_MESSAGE_EMPTY.body body']],
    ['no JSON', { ...hook, body: 'when={{ when }}' }, ['warning FLOW_MESSAGE_BODY body']],
    ['what belongs to the other kind', { ...hook, text: { 'en-US': '{{ whom }}' }, to: '1' }, []],
  ])('%s', (_name, data, expected) => {
    expect(found(data)).toEqual(expected);
  });

  it('for the languages of the flow, and for who could send it', () => {
    expect(found({ text: { 'en-US': 'Hi' } }, true, ['en-US', 'zh-HK'])).toEqual([
      'warning FLOW_MESSAGE_EMPTY.language text.zh-HK',
    ]);
    expect(found({ text: { default: 'Hi' } }, true, ['en-US', 'zh-HK'])).toEqual([]);
    expect(found({ text: say }, false)).toEqual(['warning FLOW_MESSAGE_ACCOUNT kind']);
    expect(found(hook, false)).toEqual([]);
  });
});

function menuOf(id: string): Raw {
  return {
    prompt: { default: 'Again?' },
    options: [{ id, phrases: { default: [id] } }],
    hangUp: ['no-input', 'no-match'],
  };
}
