/** What a call would ask the response cache at a node: found by taking the call's own step there. */
import type { CacheQuestion } from '../../types/cache.ts';
import type { FlowState, HistoryEntry, PathStep } from '../../types/flowRuntime.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { CompiledFlow } from './compiledFlow.ts';
import { draftOf, stateOf } from './draft.ts';
import { createFlowPort } from './engine.ts';
import { createRunner } from './run.ts';

export interface QuestionPlace {
  readonly nodeId: string;
  readonly words: string;
  /** Absent: the workflow's first. */
  readonly language?: LanguageTag | undefined;
  /** What the agent has said, newest last. Absent: what it says on the way to the node. */
  readonly said?: readonly string[] | undefined;
  /** What the caller said before, newest last. */
  readonly heard?: readonly string[] | undefined;
  /** `node>outcome`, as in a question. */
  readonly path?: readonly string[] | undefined;
  readonly values?: Readonly<Record<string, JsonValue>> | undefined;
  /** ISO 8601. */
  readonly at: string;
}

/** null: a call does not ask a language model there. */
export function questionAt(flow: CompiledFlow, place: QuestionPlace): CacheQuestion | null {
  const port = createFlowPort(flow, { hasModel: true });
  const { language = flow.languages[0], values: variables = {}, nodeId } = place;
  const begun = port.begin({ language, seed: 1, call: { startedAt: place.at }, variables });
  const atStart = port.step(begun, { type: 'start' }).state;
  // Where calls begin it is known what was said before; elsewhere only what the node itself says.
  const state = waitsAt(atStart, nodeId) ? atStart : entered(flow, begun, nodeId);
  if (!waitsAt(state, nodeId)) return null;
  const asked = port.step(told(flow, state, place), { type: 'utterance', text: place.words });
  const effect = asked.effects.find((one) => one.type === 'generate');
  return effect?.type === 'generate' && effect.nodeId === nodeId ? effect.question : null;
}

function entered(flow: CompiledFlow, begun: FlowState, nodeId: string): FlowState {
  const draft = draftOf(begun);
  createRunner(flow, draft, { hasModel: true }).enter(nodeId);
  return stateOf(draft);
}

function waitsAt({ nodeId, waiting }: FlowState, wanted: string): boolean {
  return nodeId === wanted && waiting.for === 'caller';
}

/** With the history that was given. In which order the two spoke is of no matter to a question. */
function told(flow: CompiledFlow, state: FlowState, { said, heard, path, nodeId }: QuestionPlace): FlowState {
  const as = (role: HistoryEntry['role'], texts: readonly string[]) =>
    texts.map((text): HistoryEntry => ({ role, text, nodeId }));
  const agent = said ? as('agent', said) : state.history.filter(({ role }) => role === 'agent');
  const steps = path?.map((step): PathStep => {
    const at = step.lastIndexOf('>');
    const passed = at < 0 ? step : step.slice(0, at);
    const nodeType = flow.nodes.get(passed)?.type.type ?? '';
    return { nodeId: passed, nodeType, ...(at < 0 ? {} : { outcome: step.slice(at + 1) }) };
  });
  return {
    ...state,
    history: [...as('caller', heard ?? []), ...agent],
    ...(steps ? { path: [...steps, { nodeId, nodeType: flow.nodes.get(nodeId)?.type.type ?? '' }] } : {}),
  };
}
