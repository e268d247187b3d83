/** What a test call looks like, from what the server says. Pure: the screen draws it, tests feed it. */
import type { z } from 'zod';
import type * as testCall from '../../../types/testCall.ts';
import type { Turn } from '../../../types/turn.ts';

type ServerMessage = z.infer<typeof testCall.serverMessage>;

export interface Spoken {
  readonly id: string;
  readonly text: string;
  /** How much of it was heard, in UTF-16 units. */
  readonly heard: number;
}

export type Entry =
  | {
      readonly kind: 'caller';
      readonly key: string;
      readonly turn: number;
      readonly input: Turn['input'];
      readonly text: string;
    }
  | {
      readonly kind: 'agent';
      readonly key: string;
      readonly turn: number;
      readonly spoken: readonly Spoken[];
      /** Once it is over. */
      readonly measured: Turn | null;
    }
  | { readonly kind: 'node'; readonly key: string; readonly nodeId: string }
  | ({ readonly kind: 'note'; readonly key: string } & Problem);

export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
}

export interface CallState {
  readonly phase: 'idle' | 'connecting' | 'live' | 'ended';
  /** What is waited for. */
  readonly waitingFor: 'microphone' | 'server' | 'audio' | 'flow' | null;
  readonly call: Extract<ServerMessage, { type: 'started' }> | null;
  readonly audio: testCall.TestAudio | null;
  /** WebRTC was tried and did not come about. */
  readonly fellBack: boolean;
  readonly startedAt: number;
  readonly entries: readonly Entry[];
  readonly partial: string;
  readonly nodeId: string | null;
  readonly link: testCall.TestLink | null;
  readonly end: Extract<ServerMessage, { type: 'ended' }>['end'] | null;
  readonly problem: Problem | null;
  readonly muted: boolean;
}

export const noCall: CallState = {
  phase: 'idle',
  waitingFor: null,
  call: null,
  audio: null,
  fellBack: false,
  startedAt: 0,
  entries: [],
  partial: '',
  nodeId: null,
  link: null,
  end: null,
  problem: null,
  muted: false,
};

/** The state after a message; what concerns audio alone changes nothing. */
export function applied(state: CallState, message: ServerMessage, now: number): CallState {
  switch (message.type) {
    case 'started':
      return {
        ...state,
        phase: 'live',
        waitingFor: null,
        call: message,
        audio: message.simulated ? null : message.audio,
        startedAt: now,
      };
    case 'audio':
      return { ...state, audio: message.audio };
    case 'node':
      return { ...entered(state, message.nodeId), nodeId: message.nodeId };
    case 'partial':
      return { ...state, partial: message.text };
    case 'opened':
      return { ...state, partial: '', entries: opened(state.entries, message) };
    case 'said':
      return { ...state, entries: said(state.entries, message.utterance, message.text) };
    case 'heard':
      return { ...state, entries: heard(state.entries, message.utterance, message.text) };
    case 'turn':
      return { ...state, entries: measured(state.entries, message.turn) };
    case 'link':
      return { ...state, link: message.link };
    case 'note':
      return { ...state, entries: noted(state.entries, message) };
    case 'error':
      return {
        ...state,
        problem: message,
      };
    case 'ended':
      return { ...state, phase: 'ended', end: message.end, partial: '', nodeId: null };
    default:
      return state;
  }
}

function entered(state: CallState, nodeId: string): CallState {
  if (state.nodeId === nodeId) return state;
  const key = `n${state.entries.length}`;
  return { ...state, entries: [...state.entries, { kind: 'node', key, nodeId }] };
}

function opened(
  entries: readonly Entry[],
  { index, input, caller }: Pick<Turn, 'index' | 'input' | 'caller'>,
): readonly Entry[] {
  // A turn that comes again was taken back before anything of it was heard.
  const kept = entries.filter((one) => !('turn' in one) || one.turn < index);
  if (input === 'start') return kept;
  return [...kept, { kind: 'caller', key: `c${index}`, turn: index, input, text: caller }];
}

function said(entries: readonly Entry[], id: string, text: string): readonly Entry[] {
  const at = entries.findLastIndex(
    (one) => one.kind === 'agent' && one.spoken.some((each) => each.id === id),
  );
  const holder = entries[at];
  if (holder?.kind === 'agent') {
    const spoken = holder.spoken.map((one) => (one.id === id ? { ...one, text: one.text + text } : one));
    return entries.with(at, { ...holder, spoken });
  }
  const one: Spoken = { id, text, heard: 0 };
  const last = entries.at(-1);
  const turn = turnAt(entries);
  if (last?.kind === 'agent' && last.turn === turn)
    return [...entries.slice(0, -1), { ...last, spoken: [...resumed(last.spoken, text), one] }];
  return [...entries, { kind: 'agent', key: `a${id}`, turn, spoken: [one], measured: null }];
}

/** After a cut-in that was none the agent goes on where it was: what it says again stands once. */
function resumed(spoken: readonly Spoken[], text: string): readonly Spoken[] {
  const before = spoken.at(-1);
  const again = text.trim();
  const at = before && again !== '' ? before.text.lastIndexOf(again) : -1;
  // From its beginning it is another question of the same words, not the rest of this one.
  if (!before || at <= 0 || before.heard >= before.text.length) return spoken;
  const kept = before.text.slice(0, at);
  return [...spoken.slice(0, -1), { ...before, text: kept, heard: kept.length }];
}

function turnAt(entries: readonly Entry[]): number {
  const last = entries.findLast((one) => 'turn' in one);
  return last && 'turn' in last ? last.turn : 0;
}

function heard(entries: readonly Entry[], id: string, text: string): readonly Entry[] {
  return entries.map((one) => {
    if (one.kind !== 'agent' || !one.spoken.some((each) => each.id === id)) return one;
    return {
      ...one,
      spoken: one.spoken.map((each) => (each.id === id ? { ...each, heard: text.length } : each)),
    };
  });
}

/** The waterfall belongs under the last thing that the agent said in the turn. */
function measured(entries: readonly Entry[], turn: Turn): readonly Entry[] {
  const at = entries.findLastIndex((one) => one.kind === 'agent' && one.turn === turn.index);
  const answer = entries[at];
  return answer?.kind === 'agent' ? entries.with(at, { ...answer, measured: turn }) : entries;
}

function noted(
  entries: readonly Entry[],
  { code, message, fix, detail }: Extract<ServerMessage, { type: 'note' }>,
): readonly Entry[] {
  // Once is enough: the same trouble comes with every turn.
  if (entries.some((one) => one.kind === 'note' && one.code === code)) return entries;
  return [...entries, { kind: 'note', key: `x${code}`, code, message, fix, detail }];
}
