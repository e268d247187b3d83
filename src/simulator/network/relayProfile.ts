import type { LegEnd } from './leg.ts';

/** Assumed behaviour of the carrier's recogniser and voice, in ms; real figures need a real call. */
export interface RelayProfile {
  /** Caller's speech onset → the agent is interrupted. */
  readonly bargeInMs: number;
  /** Recogniser's lag behind the caller. */
  readonly partialLagMs: number;
  /** Acoustic end of speech → final prompt, when `speechTimeout` is auto. */
  readonly endpointMs: number;
  /** First text after silence → heard. Two published timelines show 190 and 208 ms. */
  readonly firstAudioMs: number;
}

export const defaultRelayProfile = {
  bargeInMs: 180,
  partialLagMs: 120,
  endpointMs: 400,
  firstAudioMs: 200,
} as const satisfies RelayProfile;

export interface RelaySink {
  started(): void;
  ended(end: LegEnd): void;
  /** Text accepted from the application. */
  agentText(text: string, last: boolean, language: string): void;
  agentSpeaking(on: boolean): void;
  interrupted(heard: string, playedMs: number): void;
  prompt(text: string, last: boolean): void;
  digitsSent?(digits: string): void;
}
