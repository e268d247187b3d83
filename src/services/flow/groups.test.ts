import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowInput } from '../../types/flowRuntime.ts';
import { compileFlow, createFlowPort, parseDocument, validateFlow } from './index.ts';
import { doc, end, node, start, way, type Raw } from './testDocuments.ts';
import { textCall } from './textCall.ts';

const field = (id: string, kind: string, prompt: string) =>
  node(id, 'collect', {
    fields: [{ variable: id, kind, ask: { default: prompt } }],
    hangUp: ['failed'],
  });
const member = (id: string, phrase?: string, then = 'go') => ({
  node: id,
  phrases: phrase === undefined ? {} : { default: [phrase] },
  // oxlint-disable-next-line unicorn/no-thenable -- a setting's name in plain JSON
  then,
});

const frameOf = (members: readonly Raw[], more: Raw = {}) =>
  node('frame', 'frame', { flex: true, members, ...more });

/** Booking a table: day and people in any order; hours may be asked for in between; the name comes when both are known. */
function table(members: readonly Raw[], more: Raw = {}) {
  return doc(
    [
      start,
      field('people', 'number', 'How many people?'),
      field('day', 'date', 'Which day?'),
      node('hours', 'say', { lines: { default: 'We open at six.' } }),
      field('name', 'name', 'Your name?'),
      end,
      frameOf(members, more),
    ],
    [
      way('start', 'next', 'people'),
      way('people', 'filled', 'day'),
      way('day', 'filled', 'name'),
      way('hours', 'next', 'name'),
      way('name', 'filled', 'end'),
    ],
    [{ name: 'people', type: 'number' }, { name: 'day' }, { name: 'name' }],
  );
}

const members = [
  member('people', 'the number of people'),
  member('day', 'change the day'),
  member('hours', 'when do you open', 'resume'),
];

function callOf(document: Raw) {
  const result = compileFlow(parseDocument(document));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return textCall(createFlowPort(result.flow, { hasModel: false }));
}

describe('a flexible group', () => {
  it('takes a caller from one step to another by what they say', () => {
    const call = callOf(table(members));
    expect(call.say('change the day')).toContain('Which day?');
    expect(call.state.path.map(({ nodeId, outcome }) => [nodeId, outcome])).toEqual([
      ['start', 'next'],
      ['people', 'flex:day'],
      ['day', undefined],
    ]);
    // From there the call goes on along the connections.
    expect(call.say('tomorrow')).toContain('Your name?');
  });

  it('comes back to the interrupted question where the step says so', () => {
    const call = callOf(table(members));
    expect(call.say('when do you open')).toBe('We open at six. How many people?');
    expect(call.state.nodeId).toBe('people');
    expect(call.say('four')).toContain('Which day?');
    expect(call.state.variables['people']).toBe(4);
  });

  it('comes back from a step that asks a question of its own', () => {
    const call = callOf(
      table([member('people', 'the number of people', 'resume'), member('day', 'change the day')]),
    );
    call.say('two');
    expect(call.state.nodeId).toBe('day');
    expect(call.say('the number of people')).toContain('How many people?');
    expect(call.say('five')).toContain('Which day?');
    expect(call.state.variables['people']).toBe(5);
  });

  it('finds its way back through jumps inside of jumps', () => {
    const call = callOf(
      table([
        member('people', 'the number of people', 'resume'),
        member('day', 'change the day', 'resume'),
        member('hours', 'when do you open', 'resume'),
      ]),
    );
    call.say('change the day');
    expect(call.say('when do you open')).toBe('We open at six. Which day?');
    expect(call.say('tomorrow')).toContain('How many people?');
    expect(call.say('six')).toContain('Which day?');
  });

  it('takes the words along: they may be the answer', () => {
    const drinks = node('drinks', 'menu', {
      prompt: { default: 'Tea or coffee?' },
      options: [
        { id: 'tea', phrases: { default: ['tea'] } },
        { id: 'coffee', phrases: { default: ['coffee'] } },
      ],
      hangUp: ['no-input', 'no-match', 'tea'],
    });
    const asked = [member('people', 'the number of people'), member('drinks', 'coffee please')];
    const document = doc(
      [start, field('people', 'number', 'How many?'), drinks, end, frameOf(asked)],
      [way('start', 'next', 'people'), way('people', 'filled', 'end'), way('drinks', 'coffee', 'end')],
      [{ name: 'people', type: 'number' }],
    );
    const call = callOf(document);
    call.say('coffee please');
    expect(call.state.path.map(({ nodeId, outcome }) => `${nodeId} ${outcome}`)).toContain('drinks coffee');
    expect(call.ended).toBe('completed');
  });

  it('means nothing outside of the group, nor when the frame is only drawn', () => {
    const outside = callOf(table(members));
    outside.say('four');
    outside.say('tomorrow');
    expect(outside.state.nodeId).toBe('name');
    outside.say('when do you open');
    expect(outside.state.path.some(({ outcome }) => outcome?.startsWith('flex:'))).toBe(false);
    // As a plain frame, or as no member: the same words are an answer like any other.
    for (const document of [table(members, { flex: false }), table(members.slice(1))])
      expect(() => callOf(document)).not.toThrow();
    const drawn = callOf(table(members, { flex: false }));
    drawn.say('change the day');
    expect(drawn.state.nodeId).toBe('people');
    const withoutFirst = callOf(table(members.slice(1)));
    withoutFirst.say('change the day');
    expect(withoutFirst.state.nodeId).toBe('people');
  });

  it('lets the step’s own clear answer go first', () => {
    const document = doc(
      [
        start,
        node('ask', 'menu', {
          prompt: { default: 'Tea or coffee?' },
          options: [{ id: 'tea', phrases: { default: ['tea'] } }],
          hangUp: ['no-input', 'no-match', 'tea'],
        }),
        node('other', 'say', { lines: { default: 'Other.' }, hangUp: ['next'] }),
        node('frame', 'frame', { flex: true, members: [member('ask', 'back'), member('other', 'tea')] }),
      ],
      [way('start', 'next', 'ask')],
    );
    const call = callOf(document);
    call.say('tea');
    expect(call.state.path.at(-1)).toMatchObject({ nodeId: 'ask', outcome: 'tea' });
  });

  it('is found reachable by its phrases, and unset variables are found on the way', () => {
    const found = (document: Raw) =>
      validateFlow(parseDocument(document)).map(({ code, nodeId }) => [code, nodeId]);
    expect(found(table(members))).toEqual([]);
    // Without the group nothing leads to the opening hours.
    expect(found(table(members, { flex: false }))).toEqual([['FLOW_UNREACHABLE', 'hours']]);
    const reads = table(members);
    const nodes = (reads['flow'] as { nodes: Raw[] }).nodes;
    Object.assign(nodes[3] ?? {}, { data: { lines: { default: 'At six, on {{ day }}.' } } });
    expect(found(reads)).toEqual([['FLOW_VARIABLE_UNSET', 'hours']]);
  });

  it('is checked: members that do not exist, are named twice, or leave nothing to choose', () => {
    const codes = (list: readonly Raw[]) =>
      validateFlow(parseDocument(table(list)))
        .filter(({ nodeId }) => nodeId === 'frame')
        .map(({ code, severity }) => `${severity} ${code}`);
    expect(codes([...members, member('gone')])).toEqual(['error FLOW_MEMBER_UNKNOWN']);
    expect(codes([...members, member('start')])).toEqual(['error FLOW_MEMBER_UNKNOWN']);
    expect(codes([...members, member('day')])).toEqual(['error FLOW_DUPLICATE_ID']);
    expect(codes([member('people'), member('day', 'change the day')])).toEqual([
      'warning FLOW_GROUP_TOO_SMALL',
    ]);
    expect(codes([])).toEqual(['warning FLOW_GROUP_TOO_SMALL']);
    expect(codes([member('people', 'same'), member('day', 'same')])).toEqual(['warning FLOW_PHRASES_CLASH']);
  });

  it('never loses a call, whatever is said', () => {
    const words = fc.constantFrom(
      'the number of people',
      'change the day',
      'when do you open',
      'four',
      'tomorrow',
      'Ann',
      'what',
      '',
    );
    const input = fc.oneof(
      words.map((text): FlowInput => ({ type: 'utterance', text })),
      fc.constant<FlowInput>({ type: 'silence' }),
    );
    const compiled = compileFlow(parseDocument(table(members)));
    if (!compiled.ok) throw new Error('does not compile');
    const port = createFlowPort(compiled.flow, { hasModel: false });
    fc.assert(
      fc.property(fc.array(input, { maxLength: 25 }), (inputs) => {
        let { state } = port.step(port.begin({ language: 'en-US', seed: 1, call: {} }), { type: 'start' });
        for (const one of inputs) {
          const step = port.step(state, one);
          // The same again from what was stored: nothing is kept outside of the state.
          expect(port.step(JSON.parse(JSON.stringify(state)), one)).toEqual(JSON.parse(JSON.stringify(step)));
          state = step.state;
          expect(['caller', 'nothing']).toContain(state.waiting.for);
          const notes = step.effects.flatMap((effect) => (effect.type === 'note' ? effect.code : []));
          expect(notes.filter((code) => code !== 'FLOW_INPUT_IGNORED')).toEqual([]);
        }
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});
