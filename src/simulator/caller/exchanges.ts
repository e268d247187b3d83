import type { AgentEar } from './ear.ts';

/** What the caller did, with its true times on the line. */
export interface CallerAct {
  readonly kind: 'speech' | 'keys';
  readonly text: string;
  readonly startMs: number;
  /** Acoustic end of speech, or the last key. */
  endMs: number;
}

/**
 * One exchange as measured at the caller's end of the line, by no clock of the server. On the text transport the times
 * are those of the simulated recogniser and voice: see `RelayProfile`.
 */
export interface Exchange {
  readonly index: number;
  readonly kind: 'speech' | 'keys';
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** End of what the caller did → first agent audio after it; null when none came before the next act. */
  readonly responseMs: number | null;
  /** The caller spoke over the agent: onset → agent silent. */
  readonly bargeIn: { readonly agentSilentMs: number } | null;
  /** Agent audio inside the caller's speech that began in it: the agent cut in. */
  readonly cutInMs: number;
}

/** Measures every act of the caller against what was heard of the agent. */
export function measureExchanges(acts: readonly CallerAct[], ear: AgentEar): Exchange[] {
  return acts.map((act, index) => {
    const next = acts[index + 1]?.startMs ?? Infinity;
    const spokenOver = ear.at(act.startMs);
    const answer = ear.segments.find(
      (s) => s !== spokenOver && s.startMs >= act.startMs && s.endMs > act.endMs,
    );
    const cutIns = ear.segments.filter((s) => s.startMs > act.startMs && s.startMs < act.endMs);
    return {
      index,
      kind: act.kind,
      text: act.text,
      startMs: act.startMs,
      endMs: act.endMs,
      responseMs: answer && answer.startMs < next ? Math.max(0, answer.startMs - act.endMs) : null,
      bargeIn: spokenOver && act.kind === 'speech' ? { agentSilentMs: spokenOver.endMs - act.startMs } : null,
      cutInMs: cutIns.reduce((sum, s) => sum + Math.min(s.endMs, act.endMs) - s.startMs, 0),
    };
  });
}
