/** What the server under test and the bench tell each other. */

export type ToServer = { readonly type: 'take' } | { readonly type: 'stop' };

/** One spoken turn as the server measured it, ms; null: no audio was sent. */
export interface MeasuredTurn {
  readonly speechEndToAudioMs: number | null;
  readonly decisionToAudioMs: number | null;
  /** Whether the primary's breaker had opened before the caller began to speak. */
  readonly open: boolean;
}

export interface ServerFigures {
  readonly turns: readonly MeasuredTurn[];
  readonly errors: Readonly<Record<string, number>>;
  readonly failovers: number;
  readonly hedges: number;
  readonly cpuSeconds: number;
}

export type FromServer =
  | { readonly type: 'ready'; readonly url: string; readonly accountSid: string; readonly authToken: string }
  | { readonly type: 'figures'; readonly figures: ServerFigures };
