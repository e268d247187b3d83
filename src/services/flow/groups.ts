/** Flexible groups in a call: which steps a caller may jump to from where they are, and the way back. */
import type { JsonValue } from '../../types/json.ts';
import type { CompiledFlow } from './compiledFlow.ts';
import { engineKeys, type Draft } from './draft.ts';
import type { LocalisedPhrases } from './localised.ts';

export interface FlexGroup {
  readonly id: string;
  readonly members: readonly FlexMember[];
}

export interface FlexMember {
  readonly nodeId: string;
  /** Empty: inside of the group, but nobody can ask for it. */
  readonly phrases: LocalisedPhrases;
  /** Once the step is done, the interrupted question is asked again. */
  readonly returns: boolean;
}

/** Ways back that are remembered. Who jumps more often without finishing a step goes on along the connections. */
const DEEPEST = 8;

/** A jump that is not done yet: the step that was jumped to, and the one that was interrupted. */
interface Jump {
  readonly to: string;
  readonly from: string;
}

/** The other steps of all groups that the call is in. A step inside a sub-flow is where the sub-flow's node is, too. */
export function membersBeside(flow: CompiledFlow, nodeId: string): FlexMember[] {
  const isHere = (id: string) => nodeId === id || nodeId.startsWith(`${id}/`);
  return flow.groups
    .filter(({ members }) => members.some((member) => isHere(member.nodeId)))
    .flatMap(({ members }) => members.filter((member) => !isHere(member.nodeId)));
}

/** The call leaves its step for another; where that one returns to its question, the way is remembered. */
export function jumped(draft: Draft, { nodeId, returns }: FlexMember): void {
  const jumps = jumpsOf(draft);
  // Back to a question that was interrupted is no new jump: what came of it ends there.
  const before = jumps.findIndex(({ from }) => from === nodeId);
  const kept = before < 0 ? jumps : jumps.slice(0, before);
  remember(draft, returns && before < 0 ? [...kept, { to: nodeId, from: draft.nodeId }] : kept);
}

/** A step is done: the step whose question it interrupted. Undefined: the call goes on along its connections. */
export function returnsTo(draft: Draft): string | undefined {
  const jumps = jumpsOf(draft);
  if (jumps.length === 0) return undefined;
  const last = jumps.at(-1);
  // A step of the flow that the jump led into: that one goes on.
  if (last && draft.nodeId.startsWith(`${last.to}/`)) return undefined;
  const done = last?.to === draft.nodeId;
  // Whoever went on elsewhere meanwhile has nothing to come back to.
  remember(draft, done ? jumps.slice(0, -1) : []);
  return done ? last.from : undefined;
}

function jumpsOf(draft: Draft): readonly Jump[] {
  const kept = draft.memory[engineKeys.jumps];
  return Array.isArray(kept) ? (kept as unknown as Jump[]) : []; // put there by `remember`, as JSON
}

function remember(draft: Draft, jumps: readonly Jump[]): void {
  if (jumps.length === 0) delete draft.memory[engineKeys.jumps];
  else draft.memory[engineKeys.jumps] = jumps.slice(-DEEPEST) as unknown as JsonValue;
}
