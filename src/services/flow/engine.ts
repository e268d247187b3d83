/** The flow as a call sees it: `(state, input) → (state, effects)`, pure. */
import type {
  FlowEffect,
  FlowInput,
  FlowPort,
  FlowStart,
  FlowState,
  FlowStep,
} from '../../types/flowRuntime.ts';
import type { ErrorCode } from '../../types/errors/index.ts';
import type { JsonValue } from '../../types/json.ts';
import type { CompiledFlow } from './compiledFlow.ts';
import { draftOf, engineKeys, recordSpoken, stateOf, type Draft } from './draft.ts';
import { receive } from './interrupts.ts';
import { sameLanguage } from './localised.ts';
import type { FlowPortOptions } from './portOptions.ts';
import { createRunner, type Runner } from './run.ts';

/** Effects that touch the world: speculation stops before them. */
const worldly: ReadonlySet<FlowEffect['type']> = new Set(['http', 'send', 'transfer', 'end']);

/**
 * @example
 * const port = createFlowPort(compiled, { hasModel: false });
 * const { state, effects } = port.step(port.begin({ language: 'en-US', seed: 1, call: {} }), { type: 'start' });
 */
export function createFlowPort(flow: CompiledFlow, options: FlowPortOptions): FlowPort {
  const step = (state: FlowState, input: FlowInput): FlowStep => {
    const draft = draftOf(state);
    take(createRunner(flow, draft, options), draft, input);
    return { state: stateOf(draft), effects: draft.effects };
  };
  return {
    begin: (start) => begin(flow, start),
    step,
    peek(state, input) {
      // The step is pure: taken in full, then cut where the world would notice. What it predicts cannot differ.
      const done = step(state, input);
      const at = done.effects.findIndex((effect) => worldly.has(effect.type));
      const stopped = done.effects[at];
      return stopped === undefined
        ? done
        : { state: done.state, effects: done.effects.slice(0, at), stoppedAt: stopped.type };
    },
    heard,
  };
}

function begin(flow: CompiledFlow, start: FlowStart): FlowState {
  const variables: Record<string, JsonValue> = {};
  for (const [name, { initial }] of flow.variables) {
    const given = start.variables && Object.hasOwn(start.variables, name) ? start.variables[name] : undefined;
    const value = given ?? initial;
    if (value !== undefined) variables[name] = value;
  }
  return {
    nodeId: flow.startId,
    language: spoken(flow, start.language),
    variables,
    memory: { [engineKeys.call]: { ...start.call } },
    history: [],
    path: [],
    waiting: { for: 'start' },
    seed: start.seed,
    counter: 0,
  };
}

/** The workflow's own tag for a language that it speaks, else its first. */
function spoken(flow: CompiledFlow, language: string): string {
  if (flow.languages.includes(language)) return language;
  return flow.languages.find((tag) => sameLanguage(tag, language)) ?? flow.languages[0];
}

function heard(state: FlowState, from: number, text: string): FlowState {
  const since = state.history.slice(from);
  const agent = since.find((entry) => entry.role === 'agent');
  if (!agent) return state;
  const caller = since.filter((entry) => entry.role === 'caller');
  const kept = text === '' ? [] : [{ ...agent, text }];
  return { ...state, history: [...state.history.slice(0, from), ...caller, ...kept] };
}

function take(runner: Runner, draft: Draft, input: FlowInput): void {
  const { waiting } = draft;
  if (input.type === 'failure') {
    if (waiting.for !== 'nothing') runner.fail(input.code as ErrorCode, {}); // codes come from the error table
    return;
  }
  if (waiting.for === 'start' && input.type === 'start') return runner.begin();
  if (waiting.for === 'caller' && isCallers(input)) return receive(runner, draft, input, waiting.expectation);
  // The caller cut in while an answer was being generated: what they said now counts.
  if (waiting.for === 'model' && (input.type === 'utterance' || input.type === 'keys'))
    return receive(runner, draft, input, null);
  if (waiting.for === input.type && 'requestId' in waiting && 'requestId' in input) {
    if (waiting.requestId === input.requestId) {
      if (input.type === 'model' && input.result.ok && input.result.text.trim() !== '')
        recordSpoken(draft, input.result.text.trim());
      return runner.give(input);
    }
  }
  runner.note('FLOW_INPUT_IGNORED', { waiting: waiting.for, input: String(input.type) });
}

function isCallers(input: FlowInput): input is FlowInput & { type: 'utterance' | 'keys' | 'silence' } {
  return input.type === 'utterance' || input.type === 'keys' || input.type === 'silence';
}
