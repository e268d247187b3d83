import type { FlowPort } from '../../types/flowRuntime.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { CallEffect, TimerName } from './events.ts';
import type { TurnState } from './state.ts';

/** One step of the machine while it is being taken: a private draft of the state and the effects so far. */
export interface Step {
  readonly flow: FlowPort;
  readonly at: number;
  readonly state: TurnState;
  readonly effects: CallEffect[];
  /** Whether two texts are the same words, however a recogniser wrote them. */
  readonly sameWords: SameWords;
  /** How likely words are the end of a turn, 0 to 1. */
  readonly ending: Ending | undefined;
  /** Whether words only say "I am listening". */
  readonly backchannel: Backchannel;
  /** The speculation that the turn being opened takes over. */
  promoted?: string | undefined;
}

export type Ending = (text: string, language: LanguageTag) => number | null;

export type Backchannel = (text: string, language: LanguageTag) => boolean;

export type SameWords = (a: string, b: string, language: LanguageTag) => boolean;

export function startTimer(step: Step, name: TimerName, ms: number): void {
  const generation = ++step.state.timerGeneration;
  step.state.timers[name] = generation;
  step.effects.push({ type: 'timerStart', name, generation, ms: Math.max(0, ms) });
}

export function cancelTimer(step: Step, name: TimerName): void {
  if (step.state.timers[name] === undefined) return;
  delete step.state.timers[name];
  step.effects.push({ type: 'timerCancel', name });
}

/** False for a timer that was cancelled or started anew after it fired. */
export function timerIsCurrent(step: Step, name: TimerName, generation: number): boolean {
  if (step.state.timers[name] !== generation) return false;
  delete step.state.timers[name];
  return true;
}
