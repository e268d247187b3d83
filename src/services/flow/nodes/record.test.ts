import { describe, expect, it } from 'vitest';
import { compileFlow, createFlowPort, parseDocument, validateFlow } from '../index.ts';
import { textCall } from '../textCall.ts';

const document = (data: Record<string, unknown> = {}, transport = 'auto') =>
  parseDocument({
    format: 'call-flow-weaver/workflow',
    formatVersion: 1,
    config: { name: 'Line', languages: [{ language: 'en-US' }], transport },
    flow: {
      variables: [{ name: 'words', type: 'string' }],
      nodes: [
        { id: 'start', type: 'start', data: { greeting: { 'en-US': 'Hello.' } } },
        {
          id: 'leave',
          type: 'record',
          data: { prompt: { 'en-US': 'After the tone.' }, saveTo: 'words', ...data },
        },
        { id: 'thanks', type: 'end', data: { line: { 'en-US': 'Thank you.' } } },
        { id: 'none', type: 'end', data: { line: { 'en-US': 'Goodbye.' } } },
        { id: 'person', type: 'global', data: { phrases: { 'en-US': ['a person please'] } } },
      ],
      edges: [
        { id: '1', source: 'start', outcome: 'next', target: 'leave' },
        { id: '2', source: 'leave', outcome: 'recorded', target: 'thanks' },
        { id: '3', source: 'leave', outcome: 'silent', target: 'none' },
        { id: '4', source: 'person', outcome: 'next', target: 'none' },
      ],
    },
  });

function call(data: Record<string, unknown> = {}) {
  const compiled = compileFlow(document(data));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled));
  return textCall(createFlowPort(compiled.flow, { hasModel: false }));
}

describe('record', () => {
  it('asks for a message, in the length and with the silence that it was given', () => {
    const { state } = call({ maxSeconds: 30, silenceSeconds: 2.5, finishKey: '#' });
    expect(state.waiting).toMatchObject({
      for: 'caller',
      expectation: {
        message: { silenceMs: 2_500, maxMs: 30_000, beep: true, finish: '#' },
        patience: { noInputMs: 2_500 },
        dtmf: true,
      },
    });
  });

  it('keeps the words, and takes none of them for a command', () => {
    const one = call();
    expect(one.say('a person please')).toContain('Thank you.');
    expect(one.state.variables['words']).toBe('a person please');
  });

  it('counts a message that nobody understood, and none', () => {
    const one = call();
    expect(one.say('')).toContain('Thank you.');
    expect(call().silence()).toContain('Goodbye.');
  });

  it('says that the carrier keeps no sound', () => {
    const codes = (transport: string) => validateFlow(document({}, transport)).map(({ code }) => code);
    expect(codes('relay')).toContain('FLOW_MESSAGE_NO_SOUND');
    expect(codes('media')).not.toContain('FLOW_MESSAGE_NO_SOUND');
  });
});
