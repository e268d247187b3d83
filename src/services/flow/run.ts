/** Takes one step through the nodes: enters, applies results, follows connections until something must be waited for. */
import { WeaverError, type ErrorCode } from '../../types/errors/index.ts';
import type { JsonValue } from '../../types/json.ts';
import { standardLines } from './standardLines.ts';
import { ask } from './asking.ts';
import type { CompiledFlow, CompiledNode } from './compiledFlow.ts';
import { makeContext } from './context.ts';
import { asRecord, engineKeys, leave, recordSpoken, type Draft } from './draft.ts';
import { returnsTo } from './groups.ts';
import { pick } from './localised.ts';
import type { NodeContext, NodeEffect, NodeInput, NodeResult } from './nodeType.ts';
import type { FlowPortOptions } from './portOptions.ts';
import { closeScope, openScope, type FlowScope } from './scope.ts';

/** Nodes that may be passed in one step. A flow that needs more turns round without listening. */
export const MAX_NODES_PER_STEP = 200;

export interface Runner {
  readonly flow: CompiledFlow;
  readonly options: FlowPortOptions;
  /** Enters the start node. */
  begin(): void;
  /** Gives an input to the node at which the call waits. */
  give(input: NodeInput): void;
  /** Enters a node by id, and takes the caller's words along if it wants them. */
  enter(nodeId: string, carried?: NodeInput): void;
  /** The call cannot go on as drawn: the fallback line, then the fallback number or the end. */
  fail(code: ErrorCode, detail: Record<string, JsonValue>): void;
  /** Asks again what was asked last. */
  askAgain(): void;
  apply(effects: readonly NodeEffect[]): void;
  note(code: ErrorCode, detail: Record<string, JsonValue>): void;
}

/** What was said last before listening, to say again: [text, language, voice]. */
type Asked = [string, string, string][];

export function createRunner(flow: CompiledFlow, draft: Draft, options: FlowPortOptions): Runner {
  let carried: NodeInput | undefined;
  let passed = 0;
  const asked: Asked = [];

  const here = (): CompiledNode | undefined => flow.nodes.get(draft.nodeId);

  /** Runs a part of a node's behaviour. Whatever it throws takes the caller to the fallback, never further up. */
  function behave(
    node: CompiledNode,
    work: (ctx: NodeContext<unknown>) => NodeResult | null,
  ): NodeResult | null {
    const notes: NodeEffect[] = [];
    try {
      const result = work(makeContext(flow, node, draft, { options, notes }));
      apply(notes);
      return result;
    } catch (error) {
      apply(notes);
      fail('FLOW_NODE_FAILED', { reason: error instanceof WeaverError ? error.code : 'internal' });
      return null;
    }
  }

  function apply(effects: readonly NodeEffect[]): void {
    for (const effect of effects) {
      if (effect.type === 'note') note(effect.code, effect.detail);
      else if (effect.type === 'language') {
        if (effect.language === draft.language) continue;
        draft.language = effect.language;
        draft.effects.push(effect);
      } else speak(effect);
    }
  }

  function speak(effect: NodeEffect & { type: 'say' }): void {
    const text = effect.text.trim();
    if (text === '') return;
    const language = effect.language ?? draft.language;
    const voice = effect.voice ?? flow.config.languages.find((own) => own.language === language)?.voiceId;
    draft.effects.push({
      type: 'say',
      nodeId: draft.nodeId,
      text,
      source: effect.source ?? 'scripted',
      language,
      ...(voice === undefined ? {} : { voice }),
      interruptible: effect.interruptible ?? true,
    });
    recordSpoken(draft, text);
    asked.push([text, language, voice ?? '']);
  }

  function note(code: ErrorCode, detail: Record<string, JsonValue>): void {
    draft.effects.push({ type: 'note', nodeId: draft.nodeId, code, detail });
  }

  function enterOnce(nodeId: string): NodeResult | null {
    draft.nodeId = nodeId;
    const node = here();
    if (!node) {
      fail('FLOW_NODE_FAILED', { reason: 'no such node' });
      return null;
    }
    draft.path.push({ nodeId, nodeType: node.type.type });
    delete draft.memory[nodeId];
    const words = carried;
    if (words !== undefined && node.type.listens(node.data)) {
      carried = undefined; // only the first node that listens may take them
      const accepted = behave(node, (ctx) => node.type.accept?.(ctx, words) ?? null);
      if (accepted || draft.waiting.for === 'nothing') return accepted;
    }
    return behave(node, (ctx) => node.type.enter(ctx));
  }

  /** Follows results until the call waits. */
  function follow(first: NodeResult | null): void {
    for (let result = first; result !== null; passed++) {
      if (passed >= MAX_NODES_PER_STEP) return fail('FLOW_RUNAWAY', { limit: MAX_NODES_PER_STEP });
      result = settle(result);
    }
  }

  /** Applies one result; gives the next node's result, or null when the call waits or is over. */
  function settle(result: NodeResult): NodeResult | null {
    const { next } = result;
    const scope = here()?.scope;
    for (const [name, value] of Object.entries(result.set ?? {}))
      if (scope?.variables.has(name)) draft.variables[scope.prefix + name] = value;
    if (result.memory === null) delete draft.memory[draft.nodeId];
    else if (result.memory !== undefined) draft.memory[draft.nodeId] = result.memory;
    apply(result.effects ?? []);
    switch (next.do) {
      case 'go':
        if (next.carry !== true) carried = undefined;
        return goOn(next.outcome);
      case 'back':
        back(next.how);
        return null;
      case 'listen':
        if (asked.length > 0) draft.memory[engineKeys.asked] = asked;
        draft.waiting = { for: 'caller', expectation: next.expectation };
        draft.effects.push({ type: 'listen', nodeId: draft.nodeId, expectation: next.expectation });
        return null;
      case 'call':
        return goInto(next.given);
      case 'end':
        if (scope?.caller && next.exit !== undefined) return comeOut(scope, next.exit);
        finish(next.reason, next.handoff);
        return null;
      default:
        ask(flow, draft, next);
        return null;
    }
  }

  function goOn(outcome: string): NodeResult | null {
    leave(draft, outcome);
    const interrupted = returnsTo(draft);
    if (interrupted !== undefined) return comeBack(interrupted);
    const node = here();
    const target = node?.next.get(outcome);
    if (target !== undefined) return enterOnce(target);
    if (node?.hangUp.has(outcome)) finish('completed');
    else fail('FLOW_OUTCOME_UNCONNECTED', { outcome });
    return null;
  }

  function goInto(given: Readonly<Record<string, JsonValue>>): NodeResult | null {
    const inner = here()?.inner;
    if (!inner) {
      fail('FLOW_NODE_FAILED', { reason: 'no flow inside' });
      return null;
    }
    openScope(inner, draft.variables, given);
    leave(draft, 'enter');
    return enterOnce(inner.firstId);
  }

  /** Out of an inner flow, along the way of that name; `failed` is for all that have none. */
  function comeOut(scope: FlowScope, exit: string): NodeResult | null {
    const { nodeId = '', settings } = scope.caller ?? {};
    closeScope(scope, draft.variables);
    leave(draft, exit);
    draft.nodeId = nodeId;
    draft.path.push({ nodeId, nodeType: here()?.type.type ?? '' });
    return goOn(settings?.ways.some(({ id }) => id === exit) === true ? exit : 'failed');
  }

  /** To a question that was interrupted. */
  function comeBack(nodeId: string): null {
    draft.nodeId = nodeId;
    draft.path.push({ nodeId, nodeType: here()?.type.type ?? '' });
    delete draft.memory[engineKeys.asked]; // what was said last belongs to the step that interrupted
    askAgain();
    return null;
  }

  function finish(reason: string, handoff?: Record<string, JsonValue>): void {
    draft.waiting = { for: 'nothing' };
    draft.effects.push({ type: 'end', nodeId: draft.nodeId, reason, ...(handoff ? { handoff } : {}) });
  }

  /** Never silence: the fallback line, then the fallback number, then the end. */
  function fail(code: ErrorCode, detail: Record<string, JsonValue>): void {
    note(code, detail);
    const { fallbackLine, fallbackTransferTo } = flow.config.telephone;
    const ends = fallbackTransferTo === undefined || draft.memory[engineKeys.fallback] === true;
    const own = pick(fallbackLine, draft.language, flow.languages[0]);
    const standard = ends ? standardLines.failedEnd : standardLines.failedTransfer;
    const line = own ?? pick<string>(standard, draft.language, flow.languages[0]);
    if (line !== undefined) speak({ type: 'say', text: line, interruptible: false });
    if (ends) return finish('failed');
    draft.memory[engineKeys.fallback] = true;
    ask(flow, draft, { do: 'transfer', to: fallbackTransferTo, timeoutSeconds: 30 });
  }

  /** From a global handler back to the node that it interrupted. */
  function back(how: 'resume' | 'stay'): void {
    const { nodeId, waiting } = asRecord(draft.memory[engineKeys.interrupted]);
    if (typeof nodeId !== 'string' || !flow.nodes.has(nodeId))
      return fail('FLOW_NODE_FAILED', { reason: 'nowhere to go back to' });
    leave(draft, how);
    draft.nodeId = nodeId;
    draft.path.push({ nodeId, nodeType: flow.nodes.get(nodeId)?.type.type ?? '' });
    const held = waiting as unknown as Draft['waiting'] | null; // put there by interrupts.ts, as JSON
    if (how === 'resume' || held?.for !== 'caller') return askAgain();
    draft.waiting = held;
    draft.effects.push({ type: 'listen', nodeId, expectation: held.expectation });
  }

  function askAgain(): void {
    const node = here();
    if (!node?.type.again) return fail('FLOW_NODE_FAILED', { reason: 'the node cannot ask again' });
    const before = draft.memory[engineKeys.asked];
    const repeat = Array.isArray(before) ? (before as unknown as Asked) : [];
    const result = behave(node, (ctx) => node.type.again?.(ctx) ?? null);
    if (!result) return;
    // In the same language the caller hears again what was said last, which may be more than the bare question.
    const same = repeat.length > 0 && repeat.every(([, language]) => language === draft.language);
    if (!same) return follow(result);
    const effects = repeat.map(([text, language, voice]) => ({
      type: 'say' as const,
      text,
      language,
      voice: voice === '' ? undefined : voice,
    }));
    follow({ ...result, effects });
  }

  return {
    flow,
    options,
    begin: () => follow(enterOnce(flow.startId)),
    enter(nodeId, words) {
      carried = words;
      follow(enterOnce(nodeId));
    },
    give(input) {
      if (draft.memory[engineKeys.fallback] === true && input.type === 'transfer')
        return finish(input.result === 'answered' ? 'transferred' : 'failed');
      const node = here();
      if (!node?.type.input) return fail('FLOW_NODE_FAILED', { reason: 'the node takes no input' });
      carried = input;
      follow(behave(node, (ctx) => node.type.input?.(ctx, input) ?? null));
    },
    fail,
    askAgain,
    apply,
    note,
  };
}
