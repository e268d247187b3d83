import { describe, expect, it } from 'vitest';
import type { ServerMessage } from '../../../types/testCall.ts';
import type { Turn } from '../../../types/turn.ts';
import { applied, noCall, type CallState } from './callState.ts';

const after = (...messages: ServerMessage[]): CallState =>
  messages.reduce((state, message) => applied(state, message, 1), noCall);

const turn = (index: number): Turn => ({
  index,
  input: 'speech',
  caller: 'yes',
  agent: 'Good.',
  heard: 'Good.',
  source: 'scripted',
  language: 'en-US',
  nodeId: 'menu',
  interrupted: false,
  clocks: { decisionToAudioMs: 5, speechEndToAudioMs: 300, earEstimateMs: 530 },
  timeline: { speechEnd: 0, decision: 295, firstAudio: 300 },
});

const opened = (index: number, caller: string, input: Turn['input'] = 'speech'): ServerMessage => ({
  type: 'opened',
  index,
  input,
  caller,
});
const said = (utterance: string, text: string): ServerMessage => ({ type: 'said', utterance, text });

describe('a test call as the page sees it', () => {
  it('puts what was said in the order of the call, nodes between', () => {
    const { entries, nodeId } = after(
      opened(0, '', 'start'),
      { type: 'node', nodeId: 'start' },
      said('u0', 'Welcome. '),
      said('u1', 'How can I help?'),
      { type: 'partial', text: 'ye' },
      opened(1, 'yes'),
      { type: 'node', nodeId: 'menu' },
      said('u2', 'Good'),
      said('u2', '.'),
      { type: 'turn', turn: turn(1) },
    );
    expect(entries.map(({ kind }) => kind)).toEqual(['node', 'agent', 'caller', 'node', 'agent']);
    expect(entries.at(1)).toMatchObject({
      turn: 0,
      spoken: [{ text: 'Welcome. ' }, { text: 'How can I help?' }],
    });
    expect(entries.at(-1)).toMatchObject({ turn: 1, spoken: [{ text: 'Good.' }], measured: { index: 1 } });
    expect(nodeId).toBe('menu');
  });

  it('bug: said the rest of a sentence twice when the agent went on after a cut-in that was none', () => {
    const heard = (utterance: string, text: string): ServerMessage => ({ type: 'heard', utterance, text });
    const { entries } = after(
      opened(1, 'book'),
      said('u1', 'So the 1st of December. Please say yes or no.'),
      heard('u1', 'So the 1st '),
      said('u2', 'of December. Please say yes or no.'),
    );
    expect(entries.at(-1)).toMatchObject({
      spoken: [
        { text: 'So the 1st ', heard: 11 },
        { text: 'of December. Please say yes or no.', heard: 0 },
      ],
    });
  });

  it('forgets a turn that was taken back', () => {
    const { entries } = after(
      opened(1, 'I would like'),
      said('u1', 'What?'),
      opened(1, 'I would like to book'),
    );
    expect(entries).toMatchObject([{ kind: 'caller', text: 'I would like to book' }]);
  });

  it('knows how far the agent was heard', () => {
    const { entries } = after(opened(1, 'yes'), said('u1', 'One two three'), {
      type: 'heard',
      utterance: 'u1',
      text: 'One two',
    });
    expect(entries.at(-1)).toMatchObject({ spoken: [{ heard: 7 }] });
  });

  it('says the same trouble once', () => {
    const note: ServerMessage = { type: 'note', code: 'X', nodeId: '', message: 'm', fix: 'f' };
    expect(after(note, note).entries.length).toBe(1);
  });

  it('keeps the transcript when the call is over', () => {
    const state = after(opened(1, 'yes'), said('u1', 'Bye.'), { type: 'ended', end: 'completed' });
    expect(state).toMatchObject({ phase: 'ended', end: 'completed', nodeId: null });
    expect(state.entries.length).toBe(2);
  });
});
