export { BEEP_MS } from './message.ts';
export { CallSession } from './callSession.ts';
export type { CallBody, CallSessionHooks, CallSessionOptions, RecordedEvent } from './sessionOptions.ts';
export type { CallEffect, CallEvent, HearingMode, Interruption, PreparedLine, TimerName } from './events.ts';
export type { Decided } from './decided.ts';
export type { Backchannel, Ending, SameWords } from './step.ts';
export { createHttpClient, isInsideAddress } from './httpClient.ts';
export type { HttpClient, HttpClientOptions } from './httpClient.ts';
export { replayCall, sameTurns, type Replay } from './replay.ts';
export type { TurnState } from './state.ts';
export { preparable } from './speculation.ts';
export { Switchboard, switchboard } from './switchboard.ts';
export { speakingMs, TextVoice, type TextVoiceOptions } from './textVoice.ts';
export {
  createTurnMachine,
  sameLetters,
  type TurnMachineOptions,
  type MachineStep,
  type TurnMachine,
} from './turnMachine.ts';
