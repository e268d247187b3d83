import { describe, expect, it } from 'vitest';
import type { ModelResult } from '../../../types/flowRuntime.ts';
import type { ModelRequest } from '../../../types/ports.ts';
import { textCall } from '../textCall.ts';
import { begin, portOf, types } from '../testPort.ts';

describe('conversation with a language model', () => {
  const talk = (hasModel: boolean) =>
    portOf(
      [
        ['start', 'start'],
        [
          'talk',
          'conversation',
          {
            opening: { default: 'How can I help?' },
            instructions: 'Help {{ call.startedAt }}.',
            outcomes: [
              {
                id: 'book',
                description: 'Wants to book',
                examples: { default: ['book a table'] },
                capture: [{ variable: 'guests', type: 'number' }],
              },
            ],
            knowledge: [
              {
                questions: { default: ['do you have parking'] },
                answer: { default: 'Yes, behind the house.' },
              },
            ],
            tools: [
              {
                name: 'free_tables',
                description: 'Free tables',
                parameters: [{ name: 'day' }],
                request: { url: 'https://example.org/free/{{ args.day }}' },
              },
            ],
            maxTurns: 3,
          },
        ],
        ['done', 'say', { lines: { default: 'For {{ guests }}.' } }],
        ['end', 'end'],
      ],
      [
        ['start', 'next', 'talk'],
        ['talk', 'book', 'done'],
        ['talk', 'no-input', 'end'],
        ['talk', 'fallback', 'end'],
        ['done', 'next', 'end'],
      ],
      { variables: [{ name: 'guests', type: 'number' }], hasModel },
    );

  it('generates, looks up by tool, and finishes by tool', () => {
    const requests: ModelRequest[] = [];
    const urls: string[] = [];
    const answers: ModelResult[] = [
      { ok: true, text: '', toolCalls: [{ name: 'free_tables', args: { day: 'Monday/1' } }] },
      { ok: true, text: 'Monday is free. How many are you?', toolCalls: [] },
      { ok: true, text: '', toolCalls: [{ name: 'finish_book', args: { guests: 4, other: 1 } }] },
    ];
    const call = textCall(talk(true), {
      model: (request) => {
        requests.push(request);
        return answers[requests.length - 1] ?? { ok: false, code: 'x' };
      },
      http: ({ url }) => {
        urls.push(url);
        return { ok: true, status: 200, body: { free: true } };
      },
    });
    expect(call.say('is there a table on Monday')).toBe('Monday is free. How many are you?');
    expect(call.say('four of us')).toBe('For 4.');
    expect(urls).toEqual(['https://example.org/free/Monday%2F1']);
    expect(requests[0]?.tools.map(({ name }) => name)).toEqual(['finish_book', 'free_tables']);
    expect(requests[0]?.messages[0]?.text).toContain('Help 2026-11-23T02:00:00Z.');
    expect(requests[1]?.messages.at(-1)).toEqual({
      role: 'tool',
      toolName: 'free_tables',
      text: '{"status":200,"body":{"free":true}}',
    });
    expect(call.state.history.map(({ text }) => text)).toContain('Monday is free. How many are you?');
  });

  it('falls back to its examples and knowledge when the model fails, and says so once', () => {
    const call = textCall(talk(true));
    expect(call.say('I wonder, do you have parking there')).toBe('Yes, behind the house.');
    call.say('and do you have parking for bicycles');
    expect(call.say('I want to book a table')).toBe('For .');
    expect(
      call.effects.filter((effect) => effect.type === 'note' && effect.code === 'FLOW_NO_MODEL'),
    ).toHaveLength(1);
  });

  it('answers a known question without asking the model', () => {
    const call = textCall(talk(true), { model: () => ({ ok: true, text: 'from the model', toolCalls: [] }) });
    expect(call.say('Do you have parking?')).toBe('Yes, behind the house.');
    expect(call.say('what is the weather')).toBe('from the model');
  });

  it('hears a caller who cuts in while it generates', () => {
    const port = talk(true);
    let { state } = port.step(port.begin(begin), { type: 'start' });
    ({ state } = port.step(state, { type: 'utterance', text: 'tell me something' }));
    const old = state.waiting;
    const again = port.step(state, { type: 'utterance', text: 'no, wait' });
    expect(types(again.effects)).toEqual(['generate']);
    expect(again.state.waiting).not.toEqual(old);
  });

  it('ends after its last turn, and after silence', () => {
    const model = (): ModelResult => ({ ok: true, text: 'Hm.', toolCalls: [] });
    const call = textCall(talk(true), { model });
    for (const text of ['one', 'two', 'three', 'four']) call.say(text);
    expect(call.state.path.at(-2)).toMatchObject({ nodeId: 'talk', outcome: 'fallback' });
    const quiet = textCall(talk(false));
    for (let i = 0; i < 3; i++) quiet.silence();
    expect(quiet.state.path.at(-2)).toMatchObject({ outcome: 'no-input' });
  });
});
