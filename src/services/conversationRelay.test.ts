import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConversationRelay, ConversationRelaySessions } from './conversationRelay.ts';
import type { ConversationRelayOptions } from './conversationRelay.ts';
import { FakeSocket, RecordingTextHost, VirtualClock } from './telephony/testKit.ts';

const setup = {
  type: 'setup',
  sessionId: 'VX1',
  accountSid: 'AC1',
  callSid: 'CA1',
  from: '+85221234567',
  to: '+85228765432',
  direction: 'inbound',
  callStatus: 'RINGING',
  customParameters: { token: 't' },
};
const prompt = (voicePrompt: string, last = true, lang = 'en-US') => ({
  type: 'prompt',
  voicePrompt,
  lang,
  last,
});

function call(options: Partial<ConversationRelayOptions> = {}) {
  const clock = new VirtualClock();
  const host = new RecordingTextHost();
  const sessions = new ConversationRelaySessions();
  const open = () => {
    const socket = new FakeSocket();
    const relay = new ConversationRelay(socket, host, sessions, { clock, ...options });
    const say = (...messages: object[]) => messages.map((each) => relay.receive(JSON.stringify(each), false));
    return { socket, relay, say };
  };
  return { clock, host, sessions, open, ...open() };
}

describe('hearing', () => {
  it('tells the call what the caller says and does', () => {
    const { host, say } = call();
    say(setup, prompt('I would', false), prompt('I would like', false), prompt('I would like tea.'));
    say({ type: 'interrupt', utteranceUntilInterrupt: 'Of course', durationUntilInterruptMs: '460' });
    say({ type: 'dtmf', digit: '1' }, { type: 'info', name: 'agentSpeaking', value: 'on', ts: 1 });
    say(
      { type: 'info', name: 'clientSpeaking', value: 'off' },
      { type: 'info', name: 'tokensPlayed', value: 'Hello' },
    );
    say({ type: 'info', name: 'roundTripDelayMs', value: '148' }, { type: 'newer' });
    say({ type: 'error', description: 'Invalid message received: { "x": 1 }' });
    expect(host.starts[0]).toEqual({
      carrier: 'twilio',
      callSid: 'CA1',
      callIds: ['CA1'],
      streamSid: 'VX1',
      accountSid: 'AC1',
      from: '+85221234567',
      to: '+85228765432',
      direction: 'inbound',
      parameters: { token: 't' },
      resumed: false,
    });
    expect(host.told).toEqual([
      ['prompt', 'I would', 'en-US', false],
      ['prompt', 'I would like', 'en-US', false],
      ['prompt', 'I would like tea.', 'en-US', true],
      ['interrupt', 'Of course', 460],
      ['key', '1'],
      ['agentSpeaking', true],
      ['callerSpeaking', false],
      ['tokensPlayed', 'Hello'],
      ['trouble', 'TEL_CARRIER_ERROR', { description: 'Invalid message received:' }],
    ]);
  });

  it('keeps the tag of the workflow where the carrier has another word for it', () => {
    const { host, say } = call({ language: 'zh-MO' });
    say(
      setup,
      prompt('你好', true, 'zh-HK'),
      prompt('你好', true, 'zh'),
      prompt('hi', true, 'en'),
      prompt('?', true, ''),
    );
    expect(host.told.map((each) => each[2])).toEqual(['zh-MO', 'zh-MO', 'en', 'zh-MO']);
  });

  it('knows a call of Telnyx by all its ids', () => {
    const { host, say } = call();
    say({
      ...setup,
      callSid: 'v2:a',
      callControlId: 'v2:a',
      callSessionId: 's',
      callLegId: 'l',
      callStatus: 'active',
    });
    expect(host.starts[0]).toMatchObject({ carrier: 'telnyx', callSid: 'v2:a', callIds: ['v2:a', 's', 'l'] });
  });

  it('does not act on anything before setup', () => {
    const { host, say, socket, relay } = call();
    say(prompt('hello'));
    relay.sendText('hello', { last: true });
    expect(host.told).toEqual([]);
    expect(socket.sent).toEqual([]);
    expect(host.troubles).toEqual([['TEL_BEFORE_START', { event: 'prompt' }]]);
  });
});

describe('speaking', () => {
  it('sends what the reference shows', () => {
    const { say, relay, socket } = call();
    say(setup);
    relay.sendText('Of course, ', { last: false });
    relay.sendText('which day?', { last: true, language: 'zh-MO', interruptible: false, preemptible: true });
    relay.setLanguage('zh-MO');
    relay.sendDigits('12#');
    relay.play('https://voice.example.com/hold.mp3', { loop: 1 });
    relay.end('{"reasonCode":"live-agent-handoff"}');
    relay.sendText('too late', { last: true });
    expect(socket.messages).toEqual([
      { type: 'text', token: 'Of course, ', last: false },
      {
        type: 'text',
        token: 'which day?',
        last: true,
        lang: 'zh-HK',
        interruptible: false,
        preemptible: true,
      },
      { type: 'language', ttsLanguage: 'zh-HK', transcriptionLanguage: 'zh-HK' },
      { type: 'sendDigits', digits: '12#' },
      { type: 'play', source: 'https://voice.example.com/hold.mp3', loop: 1 },
      { type: 'end', handoffData: '{"reasonCode":"live-agent-handoff"}' },
    ]);
  });

  it('keeps back what the carrier would refuse, and says so', () => {
    const { host, say, relay, socket } = call();
    say(setup);
    relay.sendDigits('12A');
    relay.play('nonsense');
    expect(socket.sent).toEqual([]);
    expect(host.told).toEqual([
      ['trouble', 'TEL_OUTBOUND_INVALID', { type: 'sendDigits', field: 'digits' }],
      ['trouble', 'TEL_OUTBOUND_INVALID', { type: 'play', field: 'source' }],
    ]);
  });

  it('closes an interrupted answer and drops its late tokens', () => {
    const { host, say, relay, socket } = call();
    say(setup);
    const cycle = relay.beginCycle({ language: 'en-GB' });
    cycle.send('Of course, which ');
    say({ type: 'interrupt', utteranceUntilInterrupt: 'Of course', durationUntilInterruptMs: 460 });
    expect(cycle.send('day suits you?')).toBe(false);
    cycle.finish();
    expect(cycle.aborted).toBe(true);
    expect(socket.messages).toEqual([
      { type: 'text', token: 'Of course, which ', last: false, lang: 'en-GB' },
      { type: 'text', token: '', last: true },
    ]);
    expect(host.told).toEqual([['interrupt', 'Of course', 460]]);
  });

  it('does not send an empty last when nothing is open', () => {
    const { say, relay, socket } = call();
    say(setup);
    relay.sendText('', { last: true });
    expect(socket.sent).toEqual([]);
  });
});

describe('the end', () => {
  it.each([
    [1000, 'stop'],
    [1006, 'socket-closed'],
    [1001, 'socket-closed'],
  ])('a socket closed with %i is %s, once', (code, reason) => {
    const { host, sessions, say, relay } = call();
    say(setup);
    relay.socketClosed(code);
    relay.socketClosed(code);
    expect(host.told).toEqual([['closed', reason]]);
    expect(sessions.size).toBe(0);
  });

  it('close says end first, and closes the socket itself when the carrier does not', () => {
    const { clock, host, say, relay, socket } = call();
    say(setup);
    relay.close();
    expect(socket.messages).toEqual([{ type: 'end' }]);
    clock.advance(4_999);
    expect(socket.closes).toEqual([]);
    clock.advance(1);
    expect(socket.closes).toEqual([{ code: 1000, reason: 'ended' }]);
    relay.socketClosed(1000);
    expect(host.told).toEqual([['closed', 'hung-up']]);
    expect(clock.pending).toBe(0);
  });

  it('closes after ten malformed messages in a row; unknown types are none', () => {
    const { host, say, relay, socket } = call();
    say(setup);
    for (let i = 0; i < 9; i += 1) expect(relay.receive('{"type":"prompt"}', false)).toBe(false);
    say({ type: 'newer' });
    for (let i = 0; i < 9; i += 1) relay.receive('{', false);
    expect(socket.closes).toEqual([]);
    relay.receive(Uint8Array.from([1]), true);
    expect(socket.closes).toEqual([{ code: 1007, reason: 'Too many consecutive malformed messages' }]);
    expect(host.told.at(-1)).toEqual(['closed', 'protocol-error']);
  });

  it('refuses with 1008 when the host says no', () => {
    const { host, sessions, say, socket } = call();
    host.answer = () => null;
    say(setup, prompt('hello'));
    expect(socket.closes).toEqual([{ code: 1008, reason: 'refused' }]);
    expect(host.told).toEqual([]);
    expect(sessions.size).toBe(0);
  });
});

describe('reconnecting', () => {
  it('goes on with the same call on a new socket, and drops what is replayed', () => {
    const t = call({ reconnectGraceMs: 10_000 });
    t.say(setup, prompt('one'), prompt('two'));
    t.relay.socketClosed(1006);
    t.clock.advance(2_000);
    const second = t.open();
    second.say({ ...setup, sessionId: 'VX2' }, prompt('two'), prompt('three'));
    expect(t.host.starts.map((each) => each.resumed)).toEqual([false, true]);
    expect(t.host.leg).toBe(t.relay);
    expect(t.host.told.map((each) => each[1])).toEqual(['one', 'two', 'three']);
    t.relay.sendText('Hello again', { last: true });
    expect(second.socket.messages).toEqual([{ type: 'text', token: 'Hello again', last: true }]);
    t.clock.advance(60_000);
    second.relay.socketClosed(1000);
    expect(t.host.told.at(-1)).toEqual(['closed', 'stop']);
    expect(t.sessions.size).toBe(0);
  });

  it('ends the call when nobody comes back', () => {
    const t = call({ reconnectGraceMs: 10_000 });
    t.say(setup);
    t.relay.socketClosed(1006);
    t.clock.advance(9_999);
    expect(t.host.told).toEqual([]);
    t.clock.advance(1);
    expect(t.host.told).toEqual([['closed', 'socket-closed']]);
  });

  it('takes over from a socket that is still open, and closes that', () => {
    const t = call();
    t.say(setup);
    const second = t.open();
    second.say(setup);
    expect(t.socket.closes).toEqual([{ code: 1000, reason: 'replaced' }]);
    t.relay.socketClosed(1000);
    t.say(prompt('from the old socket'));
    second.say(prompt('from the new one'));
    expect(t.host.told).toEqual([['prompt', 'from the new one', 'en-US', true]]);
  });

  it('keeps what comes on the new socket while the host thinks', async () => {
    const t = call();
    t.say(setup);
    t.host.answer = () => Promise.resolve(t.host.sink);
    const second = t.open();
    second.say(setup, prompt('early'));
    expect(t.host.told).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    second.say(prompt('later'));
    expect(t.host.told.map((each) => each[1])).toEqual(['early', 'later']);
  });

  it('does not hand a live call to a socket that the host refuses', () => {
    const t = call();
    t.say(setup);
    t.host.answer = () => null;
    const thief = t.open();
    thief.say(setup, prompt('mine now'));
    expect(thief.socket.closes).toEqual([{ code: 1008, reason: 'refused' }]);
    thief.relay.socketClosed(1008);
    t.say(prompt('still mine'));
    expect(t.host.told).toEqual([['prompt', 'still mine', 'en-US', true]]);
    expect(t.sessions.size).toBe(1);
  });

  it('takes a second setup on the same socket for a resume, and one for another call for trouble', () => {
    const { host, say } = call();
    say(setup, prompt('one'), setup, prompt('one'), prompt('one'), { ...setup, callSid: 'CA2' });
    expect(host.starts).toHaveLength(1);
    expect(host.told).toEqual([
      ['prompt', 'one', 'en-US', true],
      ['prompt', 'one', 'en-US', true],
      ['trouble', 'TEL_SECOND_START', {}],
    ]);
  });
});

it('whatever comes: no throw, one end, and every open answer is closed by last', () => {
  let count = 0;
  const step = fc.oneof(
    fc.constantFrom<object>(
      setup,
      prompt('a', false),
      prompt('a'),
      { type: 'dtmf', digit: '#' },
      { type: 'x' },
    ),
    fc.constantFrom('close', 'text', 'interrupt', 'last', 'binary'),
    fc.json({ maxDepth: 2 }).map((raw) => ({ raw })),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const { host, say, relay, socket } = call();
      let leftOpen = false;
      for (const each of steps) {
        if (each === 'close') relay.socketClosed(1006);
        else if (each === 'text') relay.sendText('word ', { last: false });
        else if (each === 'last') relay.sendText('end', { last: true });
        else if (each === 'binary') relay.receive(Uint8Array.from([0]), true);
        else if (each === 'interrupt') {
          say({ type: 'interrupt', utteranceUntilInterrupt: '', durationUntilInterruptMs: (count += 1) });
          leftOpen ||= relay.live && socket.messages.at(-1)?.last === false;
        } else if (typeof each === 'object' && 'raw' in each) relay.receive(each.raw as string, false);
        else say(each as object);
      }
      relay.socketClosed(1006);
      expect(leftOpen).toBe(false);
      const ends = host.told.filter(([name]) => name === 'closed');
      expect(ends.length).toBe(host.starts.length > 0 ? 1 : 0);
    }),
    { numRuns: 3_000 },
  );
});
