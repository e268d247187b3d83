import { describe, expect, it } from 'vitest';
import { toyFlow } from '../../../tests/support/toyFlow.ts';
import type { CallEffect, CallEvent } from './events.ts';
import { createTurnMachine } from './turnMachine.ts';

function call() {
  const machine = createTurnMachine(toyFlow({}));
  const started = {
    type: 'started',
    at: 0,
    hearing: 'audio',
    start: { language: 'en-US', seed: 1, call: {} },
    maxCallMs: 600_000,
  } as const;
  let { state } = machine.start(started);
  return {
    get state() {
      return state;
    },
    send(event: CallEvent): readonly CallEffect[] {
      const step = machine.step(state, event);
      state = step.state;
      return step.effects;
    },
  };
}

describe('words from a keyboard', () => {
  it('are the caller’s turn at once, without an acoustic end to count from', () => {
    const one = call();
    one.send({ type: 'stage', at: 10, utterance: 'u0', mark: 'firstAudio' });
    one.send({ type: 'finished', at: 500, utterance: 'u0' });
    one.send({ type: 'speechStart', at: 900, onset: 900 });
    one.send({ type: 'typed', at: 900, text: 'hello' });
    expect(one.state.turn).toMatchObject({ input: 'speech', caller: 'hello', marks: { decision: 900 } });
    expect(one.state.turn?.marks).not.toHaveProperty('speechEnd');
    expect(one.state.turn?.marks).not.toHaveProperty('speechStart');
    expect(one.state.ears.speaking).toBe(false);
  });

  it('cut the agent off as a voice does, and history keeps what was heard', () => {
    const one = call();
    one.send({ type: 'stage', at: 10, utterance: 'u0', mark: 'firstAudio' });
    one.send({ type: 'speechStart', at: 50, onset: 50 });
    const stopped = one.send({ type: 'speechLasts', at: 50, onset: 50 });
    expect(stopped.map(({ type }) => type)).toContain('voiceStop');
    one.send({ type: 'stopped', at: 50, utterance: 'u0', heard: 'W' });
    const effects = one.send({ type: 'typed', at: 50, text: 'hello' });
    const closed = effects.flatMap((effect) => (effect.type === 'turn' ? [effect.turn] : []));
    expect(closed).toMatchObject([{ index: 0, heard: 'W', interrupted: true }]);
    expect(one.state.turn).toMatchObject({ index: 1, caller: 'hello' });
  });

  it.each(['yes', 'uh-huh', 'ok'])(
    'bug: “%s” while the agent spoke was taken for a murmur, and was gone',
    (text) => {
      const one = call();
      one.send({ type: 'stage', at: 10, utterance: 'u0', mark: 'firstAudio' });
      one.send({ type: 'speechStart', at: 50, onset: 50 });
      one.send({ type: 'speechLasts', at: 50, onset: 50 });
      one.send({ type: 'stopped', at: 50, utterance: 'u0', heard: 'W' });
      one.send({ type: 'typed', at: 50, text });
      expect(one.state.turn).toMatchObject({ index: 1, caller: text });
    },
  );
});
