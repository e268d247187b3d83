import { describe, expect, it } from 'vitest';
import { toyFlow } from '../../../tests/support/toyFlow.ts';
import type { CallEffect, CallEvent } from './events.ts';
import { replayCall } from './replay.ts';
import { createTurnMachine } from './turnMachine.ts';

/** A call in which the caller has asked something that a model answers. */
function thinking() {
  const flow = toyFlow();
  const machine = createTurnMachine(flow);
  const events: CallEvent[] = [];
  const effects: CallEffect[] = [];
  const started = {
    type: 'started',
    at: 0,
    hearing: 'carrier',
    start: { language: 'en-US', seed: 1, call: {} },
    maxCallMs: 600_000,
  } as const;
  events.push(started);
  let { state } = machine.start(started);
  const send = (event: CallEvent) => {
    events.push(event);
    const step = machine.step(state, event);
    state = step.state;
    effects.push(...step.effects);
  };
  const greeting = state.utterances[0]?.id ?? '';
  send({ type: 'stage', at: 10, utterance: greeting, mark: 'firstAudio' });
  send({ type: 'finished', at: 100, utterance: greeting });
  send({ type: 'final', at: 1_000, text: 'please think' });
  const requestId = () => state.generating?.requestId ?? '';
  const says = () => effects.flatMap((one) => (one.type === 'voicePush' ? [one.text] : []));
  const turns = () => effects.flatMap((one) => (one.type === 'turn' ? [one.turn] : []));
  return { flow, send, says, turns, requestId, events, state: () => state };
}

describe('a phrase that bridges a late answer', () => {
  it('is spoken before the answer, and no clock stops at it', () => {
    const { send, says, turns, requestId, state, flow, events } = thinking();
    send({ type: 'bridge', at: 1_600, text: 'One moment.' });
    const [bridge, answer] = state().turn?.utterances ?? [];
    expect(says()).toEqual(['One moment.']);
    send({ type: 'stage', at: 1_700, utterance: bridge ?? '', mark: 'firstAudio' });
    const asked = requestId();
    send({ type: 'modelText', at: 2_000, requestId: asked, delta: 'Yes.' });
    send({ type: 'modelDone', at: 2_010, requestId: asked, toolCalls: [] });
    send({ type: 'finished', at: 2_200, utterance: bridge ?? '' });
    send({ type: 'stage', at: 2_300, utterance: answer ?? '', mark: 'firstAudio' });
    send({ type: 'finished', at: 2_900, utterance: answer ?? '' });
    const turn = turns().at(-1);
    expect(turn).toMatchObject({ agent: 'One moment. Yes.', source: 'generated', index: 1 });
    expect(turn?.timeline).toMatchObject({ bridgeAudio: 1_700, firstAudio: 2_300 });
    expect(turn?.clocks.decisionToAudioMs).toBe(1_300);
    expect(replayCall(flow, events).turns).toContainEqual(turn);
  });

  it('is not spoken once the answer has words, twice over, into the caller’s words, or without a model at work', () => {
    const worded = thinking();
    worded.send({ type: 'modelText', at: 1_500, requestId: worded.requestId(), delta: 'Yes' });
    worded.send({ type: 'bridge', at: 1_600, text: 'One moment.' });
    expect(worded.says()).toEqual(['Yes']);

    const twice = thinking();
    twice.send({ type: 'bridge', at: 1_600, text: 'One moment.' });
    twice.send({ type: 'bridge', at: 1_700, text: 'One moment.' });
    expect(twice.says()).toEqual(['One moment.']);

    const over = thinking();
    over.send({ type: 'modelDone', at: 1_100, requestId: over.requestId(), toolCalls: [] });
    over.send({ type: 'bridge', at: 1_600, text: 'One moment.' });
    expect(over.says()).toEqual([]);
  });
});
