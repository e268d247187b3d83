/** A call once more, from its recorded events: same machine, same flow, no I/O. */
import type { FlowPort, PathStep } from '../../types/flowRuntime.ts';
import type { Turn } from '../../types/turn.ts';
import type { CallEffect, CallEvent } from './events.ts';
import type { TurnState } from './state.ts';
import { createTurnMachine, type MachineStep, type TurnMachineOptions } from './turnMachine.ts';

export interface Replay {
  readonly turns: readonly Turn[];
  readonly path: readonly PathStep[];
  /** Each event with what the machine did about it. */
  readonly steps: readonly { readonly event: CallEvent; readonly effects: readonly CallEffect[] }[];
  readonly state: TurnState | null;
}

export function replayCall(
  flow: FlowPort,
  events: readonly CallEvent[],
  options: TurnMachineOptions = {},
): Replay {
  const machine = createTurnMachine(flow, options);
  const steps: { event: CallEvent; effects: readonly CallEffect[] }[] = [];
  let state: TurnState | null = null;
  for (const event of events) {
    if (event.type !== 'started' && !state) continue;
    const step: MachineStep | null =
      event.type === 'started' ? machine.start(event) : state && machine.step(state, event);
    if (!step) continue;
    state = step.state;
    steps.push({ event, effects: step.effects });
  }
  const turns = steps.flatMap(({ effects }) => effects.flatMap((e) => (e.type === 'turn' ? [e.turn] : [])));
  return { turns, path: state?.flow.path ?? [], steps, state };
}

/** Whether a replay gave the turns that were stored: index, words, source, clocks. */
export function sameTurns(replayed: readonly Turn[], stored: readonly Turn[]): boolean {
  return JSON.stringify(replayed.map(comparable)) === JSON.stringify(stored.map(comparable));
}

function comparable(turn: Turn): unknown[] {
  const { index, input, caller, agent, heard, source, interrupted, clocks } = turn;
  const { decisionToAudioMs, speechEndToAudioMs, earEstimateMs } = clocks;
  return [
    index,
    input,
    caller,
    agent,
    heard,
    source,
    interrupted,
    decisionToAudioMs,
    speechEndToAudioMs,
    earEstimateMs,
  ];
}
