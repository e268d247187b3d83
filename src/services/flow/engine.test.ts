import { describe, expect, it } from 'vitest';
import type { FlowInput, FlowState } from '../../types/flowRuntime.ts';
import { textCall } from './textCall.ts';
import { ask, begin, portOf, types, type Raw } from './testPort.ts';

describe('the engine', () => {
  const port = portOf(
    [
      ['start', 'start', { greeting: { default: 'Hello.' } }],
      ask,
      ['end', 'end', { line: { default: 'Bye.' } }],
    ],
    [
      ['start', 'next', 'ask'],
      ['ask', 'tea', 'end'],
      ['ask', 'coffee', 'end'],
    ],
  );

  it('records history and path', () => {
    const call = textCall(port);
    call.say('tea please');
    expect(call.state.history).toEqual([
      { role: 'agent', text: 'Hello. Tea or coffee?', nodeId: 'start' },
      { role: 'caller', text: 'tea please', nodeId: 'ask' },
      { role: 'agent', text: 'Bye.', nodeId: 'end' },
    ]);
    expect(call.state.path).toEqual([
      { nodeId: 'start', nodeType: 'start', outcome: 'next' },
      { nodeId: 'ask', nodeType: 'menu', outcome: 'tea' },
      { nodeId: 'end', nodeType: 'end' },
    ]);
    expect(call.effects.find((effect) => effect.type === 'say')).toMatchObject({
      voice: 'amy',
      source: 'scripted',
    });
  });

  it('cuts history where the caller cut in', () => {
    const { state } = port.step(port.begin(begin), { type: 'start' });
    expect(port.heard(state, 0, 'Hello. Tea').history.map(({ text }) => text)).toEqual(['Hello. Tea']);
    expect(port.heard(state, 0, '').history).toEqual([]);
    expect(state.history.at(-1)?.text).toBe('Hello. Tea or coffee?');
    const after = port.step(state, { type: 'utterance', text: 'tea' }).state;
    expect(port.heard(after, 1, 'B').history.map(({ role, text }) => [role, text])).toEqual([
      ['agent', 'Hello. Tea or coffee?'],
      ['caller', 'tea'],
      ['agent', 'B'],
    ]);
    const fresh = port.begin(begin);
    expect(port.heard(fresh, 0, 'x')).toBe(fresh);
  });

  it('ignores what it does not wait for, with a note', () => {
    const first = port.begin(begin);
    const strange: FlowInput[] = [
      { type: 'utterance', text: 'too early' },
      { type: 'http', requestId: 'x', result: { ok: false, code: 'x' } },
      { type: 'nonsense' } as unknown as FlowInput,
    ];
    for (const input of strange) {
      const { state, effects } = port.step(first, input);
      expect(state).toEqual(first);
      expect(effects).toMatchObject([{ type: 'note', code: 'FLOW_INPUT_IGNORED' }]);
    }
  });

  it('goes on with a state whose node is gone by apologising, not by throwing', () => {
    const waiting = port.step(port.begin(begin), { type: 'start' }).state;
    const lost: FlowState = { ...waiting, nodeId: 'gone' };
    const { effects, state } = port.step(lost, { type: 'keys', digits: '1' });
    expect(types(effects)).toEqual(['note', 'say', 'end']);
    expect(state.waiting).toEqual({ for: 'nothing' });
  });

  it('stops a flow that turns round without listening, and takes the caller to the fallback', () => {
    // A look-up in the loop makes it a warning; its failure is immediate here.
    const round = portOf(
      [
        ['start', 'start'],
        ['again', 'branch', { rules: [{ id: 'never', when: 'false' }] }],
        ['get', 'http', { url: 'https://example.org/' }],
      ],
      [
        ['start', 'next', 'again'],
        ['again', 'never', 'get'],
        ['again', 'else', 'again2'],
        ['get', 'ok', 'again'],
        ['get', 'failed', 'again'],
      ].map(([a, b, c]) => [a, b, c === 'again2' ? 'get' : c] as [string, string, string]),
      { telephone: { fallbackLine: { default: 'Sorry.' }, fallbackTransferTo: '+12025550143' } },
    );
    const { state } = round.step(round.begin(begin), { type: 'start' });
    expect(state.waiting.for).toBe('http');
    const long = portOf(
      [
        ['start', 'start'],
        ...Array.from({ length: 220 }, (_, i): [string, string, Raw] => [
          `s${i}`,
          'say',
          { lines: { default: 'On.' } },
        ]),
        ['end', 'end'],
      ],
      [
        ['start', 'next', 's0'],
        ...Array.from({ length: 220 }, (_, i): [string, string, string] => [
          `s${i}`,
          'next',
          i === 219 ? 'end' : `s${i + 1}`,
        ]),
      ],
      { telephone: { fallbackLine: { default: 'Sorry.' }, fallbackTransferTo: '+12025550143' } },
    );
    const call = textCall(long);
    expect(call.effects).toContainEqual(expect.objectContaining({ type: 'note', code: 'FLOW_RUNAWAY' }));
    expect(call.effects).toContainEqual(expect.objectContaining({ type: 'transfer', to: '+12025550143' }));
    expect(call.ended).toBe('transferred');
  });

  it('takes the caller’s first words along to the next question', () => {
    const both = portOf(
      [
        ['start', 'start'],
        [
          'which',
          'language',
          {
            choices: [
              { language: 'en-US', prompt: 'English?', digit: '1' },
              { language: 'zh-HK', prompt: '廣東話?', digit: '2' },
            ],
          },
        ],
        ask,
        ['end', 'end'],
      ],
      [
        ['start', 'next', 'which'],
        ['which', 'next', 'ask'],
        ['ask', 'tea', 'end'],
        ['ask', 'coffee', 'end'],
      ],
    );
    const call = textCall(both);
    expect(
      call.effects.flatMap((effect) => (effect.type === 'say' ? [[effect.text, effect.language]] : [])),
    ).toEqual([
      ['English?', 'en-US'],
      ['廣東話?', 'zh-HK'],
    ]);
    expect(call.say('coffee')).toBe('');
    expect(call.ended).toBe('completed');
    expect(textCall(both).say('nothing of the kind')).toBe('Tea or coffee?');
    const chinese = textCall(both);
    chinese.press('2');
    expect(chinese.state.language).toBe('zh-HK');
  });

  it('listens on without a word after a handler that stays', () => {
    const port = portOf(
      [
        ['start', 'start'],
        ask,
        ['end', 'end'],
        [
          'wait',
          'global',
          // oxlint-disable-next-line unicorn/no-thenable -- a setting's name in plain JSON, never awaited
          { phrases: { default: ['hold on'] }, line: { default: 'Sure.' }, then: 'stay' },
        ],
      ],
      [
        ['start', 'next', 'ask'],
        ['ask', 'tea', 'end'],
        ['ask', 'coffee', 'end'],
      ],
    );
    const call = textCall(port);
    expect(call.say('hold on')).toBe('Sure.');
    expect(call.state.nodeId).toBe('ask');
    expect(call.effects.at(-1)).toMatchObject({ type: 'listen', nodeId: 'ask' });
    call.press('1');
    expect(call.ended).toBe('completed');
  });
});
