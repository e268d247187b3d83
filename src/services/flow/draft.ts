/** One step's working copy of the state. It lives for one call of `step` only; nothing of the given state is changed. */
import type { FlowEffect, FlowState, HistoryEntry, PathStep } from '../../types/flowRuntime.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';

/** Keys of the engine's own in `FlowState.memory`; no node id may begin with `$`. */
export const engineKeys = {
  call: '$call',
  last: '$last',
  asked: '$asked',
  interrupted: '$interrupted',
  once: '$once',
  fallback: '$fallback',
  jumps: '$jumps',
} as const;

export interface Draft {
  nodeId: string;
  language: LanguageTag;
  variables: Record<string, JsonValue>;
  memory: Record<string, JsonValue>;
  history: HistoryEntry[];
  path: PathStep[];
  waiting: FlowState['waiting'];
  counter: number;
  readonly seed: number;
  readonly effects: FlowEffect[];
  /** Where in `history` this step's agent entry is, once it has spoken. */
  spokenAt: number;
}

export function draftOf(state: FlowState): Draft {
  return {
    nodeId: state.nodeId,
    language: state.language,
    variables: { ...state.variables },
    memory: { ...state.memory },
    history: [...state.history],
    path: [...state.path],
    waiting: state.waiting,
    counter: state.counter,
    seed: state.seed,
    effects: [],
    spokenAt: -1,
  };
}

export function stateOf(draft: Draft): FlowState {
  return {
    nodeId: draft.nodeId,
    language: draft.language,
    variables: draft.variables,
    memory: draft.memory,
    history: draft.history,
    path: draft.path,
    waiting: draft.waiting,
    seed: draft.seed,
    counter: draft.counter,
  };
}

/** Unique within the call, the same on every replay. */
export function nextRequestId(draft: Draft): string {
  draft.counter += 1;
  return `${draft.seed.toString(36)}-${draft.counter}`;
}

/** All that the agent says in one step is one entry, so that `heard` can cut it where the caller cut in. */
export function recordSpoken(draft: Draft, text: string): void {
  const before = draft.spokenAt < 0 ? undefined : draft.history[draft.spokenAt];
  if (before) draft.history[draft.spokenAt] = { ...before, text: `${before.text} ${text}` };
  else draft.spokenAt = draft.history.push({ role: 'agent', text, nodeId: draft.nodeId }) - 1;
}

export function recordCaller(draft: Draft, text: string): void {
  draft.history.push({ role: 'caller', text, nodeId: draft.nodeId });
}

/** Closes the newest path entry with the outcome by which the node was left. */
export function leave(draft: Draft, outcome: string): void {
  const last = draft.path.at(-1);
  if (last && last.outcome === undefined) draft.path[draft.path.length - 1] = { ...last, outcome };
}

export function asRecord(value: JsonValue | undefined): Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
