import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowInput } from '../../types/flowRuntime.ts';
import type { WorkflowDocument } from '../../types/workflow.ts';
import {
  compileFlow,
  createFlowPort,
  loadLibrary,
  parseDocument,
  pinned,
  scriptedLines,
  validateFlow,
  type FlowLibrary,
} from './index.ts';
import { doc, end, node, start, way, type Raw } from './testDocuments.ts';
import { textCall } from './textCall.ts';

/** Asks for a PIN of four digits. Says whether it was the right one, and how often it asked. */
const pin = doc(
  [
    node('start', 'start', { greeting: { default: 'Never said.' } }),
    node('ask', 'collect', {
      fields: [
        {
          variable: 'code',
          kind: 'digits',
          digits: { min: 4, max: 4 },
          ask: { default: 'Your PIN for {{ who }}?' },
        },
      ],
      retries: 0,
    }),
    node('check', 'branch', { rules: [{ id: 'right', when: 'code == right' }] }),
    node('known', 'end', { outcome: 'known' }),
    node('wrong', 'end', { outcome: 'wrong', line: { default: 'That is wrong.' } }),
    node('lost', 'end', { reason: 'failed' }),
    node('why', 'global', {
      phrases: { default: ['why do you ask'] },
      line: { default: 'For your safety.' },
      // oxlint-disable-next-line unicorn/no-thenable -- a setting's name in plain JSON
      then: 'resume',
    }),
  ],
  [
    way('start', 'next', 'ask'),
    way('ask', 'filled', 'check'),
    way('ask', 'failed', 'lost'),
    way('check', 'right', 'known'),
    way('check', 'else', 'wrong'),
  ],
  [
    { name: 'code' },
    { name: 'who', initial: 'nobody' },
    { name: 'right', initial: '1234' },
    { name: 'both', initial: 'inner' },
  ],
);

const ways = [{ id: 'known' }, { id: 'wrong' }];
const inner = (data: Raw = {}) =>
  node('pin', 'subflow', {
    workflow: 'pin',
    inputs: [{ name: 'who', value: 'person' }],
    outputs: [{ variable: 'entered', name: 'code' }],
    ways,
    ...data,
  });

/** A question, the sub-flow, then a line that says what came of it. */
function outer(subflow: Raw, more: readonly Raw[] = []) {
  return doc(
    [
      start,
      subflow,
      node('yes', 'say', { lines: { default: 'Welcome, {{ entered }}.' } }),
      node('no', 'say', { lines: { default: 'Goodbye, {{ both }}.' } }),
      node('person', 'global', {
        phrases: { default: ['a person please'] },
        line: { default: 'One moment.' },
        // oxlint-disable-next-line unicorn/no-thenable -- a setting's name in plain JSON
        then: 'resume',
      }),
      end,
      ...more,
    ],
    [
      way('start', 'next', 'pin'),
      way('pin', 'known', 'yes'),
      way('pin', 'wrong', 'pin'),
      way('pin', 'failed', 'no'),
      way('yes', 'next', 'end'),
      way('no', 'next', 'end'),
    ],
    [
      { name: 'person', initial: 'Ann' },
      { name: 'entered' },
      { name: 'both', initial: 'outer' },
      { name: 'code', initial: 'untouched' },
    ],
  );
}

const libraryOf = (flows: Readonly<Record<string, Raw>>, self: readonly string[] = []): FlowLibrary => ({
  self,
  documents: new Map(Object.entries(flows).map(([key, flow]) => [key, parseDocument(flow)])),
});
const pins = libraryOf({ 'pin@published': pin });

function portOf(document: Raw, library = pins) {
  const result = compileFlow(parseDocument(document), library);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return createFlowPort(result.flow, { hasModel: false });
}
const codes = (document: Raw, library?: FlowLibrary) =>
  validateFlow(parseDocument(document), library).map(({ code, severity }) => `${severity} ${code}`);

describe('a sub-flow', () => {
  it('runs in its place, with variables of its own, and gives back what is taken', () => {
    const call = textCall(portOf(outer(inner())));
    const { effects } = call;
    expect(effects.flatMap((effect) => (effect.type === 'say' ? effect.text : []))).toEqual([
      'Your PIN for Ann?',
    ]);
    expect(call.state.nodeId).toBe('pin/ask');
    expect(call.press('1234')).toBe('Welcome, 1234.');
    expect(call.ended).toBe('completed');
    expect(call.state.path.map(({ nodeId, outcome }) => `${nodeId} ${outcome ?? ''}`)).toEqual([
      'start next',
      'pin enter',
      'pin/ask filled',
      'pin/check right',
      'pin/known known',
      'pin known',
      'yes next',
      'end ',
    ]);
    // Names that both have never touch, and nothing of the inside stays.
    expect(call.state.variables).toEqual({
      person: 'Ann',
      entered: '1234',
      both: 'outer',
      code: 'untouched',
    });
  });

  it('starts afresh each time, and goes along failed where it has no way of that name', () => {
    const call = textCall(portOf(outer(inner())));
    expect(call.press('9999')).toBe('That is wrong. Your PIN for Ann?');
    expect(call.state.variables['entered']).toBe('9999');
    call.say('no idea');
    expect(call.ended).toBe('completed');
    expect(call.state.path.at(-2)).toMatchObject({ nodeId: 'no', outcome: 'next' });
  });

  it('hears its own global handlers and those around it; outside nobody hears its own', () => {
    const call = textCall(portOf(outer(inner())));
    expect(call.say('why do you ask')).toContain('For your safety.');
    expect(call.state.nodeId).toBe('pin/ask');
    expect(call.say('a person please')).toContain('One moment.');
    expect(call.state.nodeId).toBe('pin/ask');
    const first = node('first', 'menu', {
      prompt: { default: 'Go on?' },
      options: [{ id: 'on', phrases: { default: ['yes'] } }],
      hangUp: ['no-input', 'no-match'],
    });
    const document = outer(inner(), [first]);
    const flow = document['flow'] as { edges: Raw[] };
    flow.edges = [
      ...flow.edges.filter(({ source }) => source !== 'start'),
      way('start', 'next', 'first'),
      way('first', 'on', 'pin'),
    ];
    const before = textCall(portOf(document));
    before.say('why do you ask');
    expect(before.state.path.some(({ nodeId }) => nodeId === 'pin/why')).toBe(false);
    expect(before.state.nodeId).toBe('first');
  });

  it('is prepared with the flow around it, but for its greeting', () => {
    const result = compileFlow(parseDocument(outer(inner())), pins);
    const lines = result.ok ? scriptedLines(result.flow).map(({ text }) => text) : [];
    expect(lines).toContain('That is wrong.');
    expect(lines).not.toContain('Never said.');
  });

  it('may be a step of a flexible group, and lie inside of another sub-flow', () => {
    const middle = doc(
      [start, inner({ inputs: [], outputs: [] }), end],
      [
        way('start', 'next', 'pin'),
        ...['known', 'wrong', 'failed'].map((outcome) => way('pin', outcome, 'end')),
      ],
    );
    const ask = node('ask', 'menu', {
      prompt: { default: 'Go on?' },
      options: [{ id: 'on', phrases: { default: ['yes'] } }],
      hangUp: ['no-input', 'no-match', 'on'],
    });
    // oxlint-disable-next-line unicorn/no-thenable -- a setting's name in plain JSON
    const members = [{ node: 'ask' }, { node: 'sub', phrases: { default: ['my pin'] }, then: 'resume' }];
    const document = doc(
      [
        start,
        ask,
        node('sub', 'subflow', { workflow: 'middle', hangUp: ['completed', 'failed'] }),
        node('frame', 'frame', { flex: true, members }),
      ],
      [way('start', 'next', 'ask')],
    );
    const both = libraryOf({ 'middle@published': middle, 'pin@published': pin });
    const call = textCall(portOf(document, both));
    expect(call.say('my pin')).toBe('Your PIN for nobody?');
    expect(call.state.nodeId).toBe('sub/pin/ask');
    expect(call.press('1234')).toBe('Go on?');
    expect(call.state.nodeId).toBe('ask');
    expect(call.state.variables).toEqual({});
  });

  it('is refused where calls could not get through', () => {
    expect(codes(outer(inner()), pins)).toEqual([]);
    expect(codes(outer(inner()))).toEqual(['warning FLOW_SUBFLOW_UNCHECKED']);
    expect(codes(outer(inner({ workflow: '' })), pins)).toEqual(['error FLOW_SUBFLOW_MISSING']);
    expect(codes(outer(inner({ workflow: 'gone' })), pins)).toEqual(['error FLOW_SUBFLOW_MISSING']);
    expect(codes(outer(inner({ version: 3 })), pins)).toEqual(['error FLOW_SUBFLOW_MISSING']);
    const broken = libraryOf({ 'pin@published': doc([start], []) });
    expect(codes(outer(inner({ inputs: [], outputs: [] })), broken)).toContain('error FLOW_SUBFLOW_BROKEN');
    expect(codes(outer(inner()), libraryOf({ 'pin@published': pin }, ['pin']))).toEqual([
      'error FLOW_SUBFLOW_RECURSION',
    ]);
    const circle = outer(inner({ workflow: 'circle' }));
    expect(codes(circle, libraryOf({ 'circle@published': circle }))).toEqual([
      'error FLOW_SUBFLOW_RECURSION',
    ]);
    expect(codes(outer(inner({ inputs: [{ name: 'whom', value: 'person' }] })), pins)).toEqual([
      'error FLOW_VARIABLE_UNDECLARED',
    ]);
    expect(codes(outer(inner(), [node('pin/ask', 'say', { lines: { default: 'x' } })]), pins)).toContain(
      'error FLOW_RESERVED_NAME',
    );
  });

  it('warns of ways out and languages that do not fit', () => {
    const without = outer(inner({ ways: [{ id: 'known' }, { id: 'maybe' }], hangUp: ['maybe'] }));
    const flow = without['flow'] as { edges: Raw[] };
    flow.edges = flow.edges.filter(({ outcome }) => outcome !== 'wrong');
    expect(codes(without, pins)).toEqual(['warning FLOW_SUBFLOW_WAY', 'warning FLOW_SUBFLOW_WAY']);
    const config = { name: 'x', languages: [{ language: 'zh-HK' }, { language: 'en-US' }] };
    expect(codes({ ...outer(inner()), config }, pins)).toContain('warning FLOW_SUBFLOW_LANGUAGE');
  });

  it('is refused when it is too deep or too large', () => {
    const chain: Record<string, Raw> = {};
    const step = (to: number) =>
      doc(
        [start, node('in', 'subflow', { workflow: `f${to}`, hangUp: ['completed', 'failed'] })],
        [way('start', 'next', 'in')],
      );
    for (let i = 1; i <= 9; i++) chain[`f${i}@published`] = step(i + 1);
    chain['f8@published'] = doc([start, end], [way('start', 'next', 'end')]);
    expect(codes(step(1), libraryOf(chain)).filter((code) => code.startsWith('error'))).toEqual([]);
    chain['f8@published'] = step(9);
    chain['f9@published'] = doc([start, end], [way('start', 'next', 'end')]);
    expect(codes(step(1), libraryOf(chain))).toContain('error FLOW_SUBFLOW_TOO_LARGE');
    // Ten of ten of ten …: each is small, all together are not.
    const tenfold = (to: number) => {
      const ids = Array.from({ length: 10 }, (_, i) => `in${i}`);
      const data = { workflow: `g${to}`, hangUp: ['failed', 'completed'] };
      return doc(
        [start, ...ids.map((id) => node(id, 'subflow', data)), end],
        [way('start', 'next', 'in0'), ...ids.map((id) => way(id, 'completed', 'end'))],
      );
    };
    const wide = libraryOf(
      Object.fromEntries([
        ...[2, 3, 4, 5].map((i) => [`g${i}@published`, tenfold(i + 1)] as const),
        ['g6@published', doc([start, end], [way('start', 'next', 'end')])],
      ]),
    );
    expect(codes(tenfold(2), wide)).toContain('error FLOW_SUBFLOW_TOO_LARGE');
  });

  it('loads what is needed at any depth, each once, and pins what names no version', async () => {
    const flows: Readonly<Record<string, WorkflowDocument>> = {
      a: parseDocument(outer(inner({ workflow: 'b' }))),
      b: parseDocument(outer(inner({ workflow: 'c', version: 2 }), [inner({ workflow: 'd' })])),
    };
    const asked: string[] = [];
    const library = await loadLibrary(parseDocument(outer(inner({ workflow: 'a' }))), async (one) => {
      asked.push(`${one.workflow} ${one.version}`);
      return flows[one.workflow] ?? null;
    });
    expect(asked).toEqual(['a undefined', 'b undefined', 'c 2', 'd undefined']);
    expect([...library.documents.keys()]).toEqual(['a@published', 'b@published']);
    const frozen = pinned(parseDocument(outer(inner())), () => 7);
    expect(frozen.flow.nodes[1]?.data['version']).toBe(7);
    expect(pinned(frozen, () => 8)).toBe(frozen);
  });

  it('gives the same state for the same words, stored and read back at any point', () => {
    const input = fc.oneof(
      fc
        .constantFrom('why do you ask', 'a person please', 'one two three four', 'no', '')
        .map((text): FlowInput => ({ type: 'utterance', text })),
      fc.constantFrom('1234', '9999', '1').map((digits): FlowInput => ({ type: 'keys', digits })),
      fc.constant<FlowInput>({ type: 'silence' }),
    );
    const port = portOf(outer(inner()));
    fc.assert(
      fc.property(fc.array(input, { maxLength: 12 }), (inputs) => {
        let { state } = port.step(port.begin({ language: 'en-US', seed: 1, call: {} }), { type: 'start' });
        for (const one of inputs) {
          const step = port.step(state, one);
          expect(port.step(JSON.parse(JSON.stringify(state)), one)).toEqual(JSON.parse(JSON.stringify(step)));
          state = step.state;
          const inside = state.nodeId.startsWith('pin/');
          expect(Object.keys(state.variables).some((name) => name.includes('/'))).toBe(inside);
          expect(state.variables['both']).toBe('outer');
          expect(state.variables['code']).toBe('untouched');
        }
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
