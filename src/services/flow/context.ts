/** Makes what a node sees of the call. */
import type { WeaverError } from '../../types/errors/index.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { CompiledFlow, CompiledNode } from './compiledFlow.ts';
import { asRecord, engineKeys, type Draft } from './draft.ts';
import { parseExpression, type Scope } from './expression.ts';
import { pick, pickPhrases, type LocalisedText } from './localised.ts';
import { defaultMatchOptions, matchChoice } from './match.ts';
import type { NodeContext, NodeEffect, SayOptions } from './nodeType.ts';
import type { FlowPortOptions } from './portOptions.ts';
import { localNow } from './parse/localTime.ts';
import { valuesIn } from './scope.ts';
import { sharedVariables } from './sharedVariables.ts';
import { parseTemplate, render } from './template.ts';

export interface ContextOptions {
  readonly options: FlowPortOptions;
  /** Notes of the node, for the engine to hand on. */
  readonly notes: NodeEffect[];
}

export function makeContext(
  flow: CompiledFlow,
  node: CompiledNode,
  draft: Draft,
  { options: { hasModel, languages }, notes }: ContextOptions,
): NodeContext<unknown> {
  const failed = (error: WeaverError) =>
    notes.push({ type: 'note', code: 'FLOW_EXPRESSION_SKIPPED', detail: { reason: error.code } });
  const scope = (language: LanguageTag = draft.language, extra?: Readonly<Record<string, JsonValue>>) =>
    scopeOf(node, draft, language, extra);
  const text = (
    lines: LocalisedText | undefined,
    language: LanguageTag = draft.language,
    extra?: Record<string, JsonValue>,
  ) => {
    const line = lines === undefined ? undefined : pick(lines, language, flow.languages[0]);
    if (line === undefined || line === '') return '';
    const template = parseTemplate(line);
    return template.plain ? line : render(template, scope(language, extra), failed).trim();
  };
  return {
    nodeId: node.id,
    data: node.data,
    language: draft.language,
    languages: flow.languages,
    config: flow.config,
    hasModel,
    variables: valuesIn(node.scope, draft.variables),
    memory: draft.memory[node.id] ?? null,
    history: draft.history,
    path: draft.path,
    declared: node.scope.variables,
    shared: sharedVariables(flow, node.scope),
    // Made when a model is asked: most steps ask none.
    get manner() {
      return languages?.instructions(draft.language) ?? '';
    },
    get now() {
      return nowOf(flow, draft);
    },
    once: (flag) => once(draft, flag),
    text,
    say: (lines, options) => say(text(lines, options?.language, options?.extra), options),
    raw: (lines) => (lines === undefined ? '' : (pick(lines, draft.language, flow.languages[0]) ?? '')),
    phrases: (phrases) => pickPhrases(phrases, draft.language),
    match: (said, choices) =>
      matchChoice(said, choices, draft.language, { ...defaultMatchOptions, bySound: languages?.bySound }),
    fill: (template, encode, extra) =>
      render(parseTemplate(template), scope(draft.language, extra), failed, encode),
    evaluate: (expression, extra) => parseExpression(expression).evaluate(scope(draft.language, extra)),
    note: (code, detail) => notes.push({ type: 'note', code, detail }),
  };
}

function say(text: string, options: SayOptions = {}): readonly NodeEffect[] {
  if (text === '') return [];
  const { interruptible = true, voice, language } = options;
  return [
    {
      type: 'say',
      text,
      interruptible,
      ...(voice === undefined ? {} : { voice }),
      ...(language === undefined ? {} : { language }),
    },
  ];
}

function once(draft: Draft, flag: string): boolean {
  const done = asRecord(draft.memory[engineKeys.once]);
  if (Object.hasOwn(done, flag)) return false;
  draft.memory[engineKeys.once] = { ...done, [flag]: true };
  return true;
}

function nowOf(flow: CompiledFlow, draft: Draft) {
  const startedAt = asRecord(draft.memory[engineKeys.call])['startedAt'];
  return localNow(typeof startedAt === 'string' ? startedAt : '', flow.timezone);
}

/** Every declared variable is there, unset ones as null, so that "unknown" means misspelt. */
function scopeOf(
  { scope }: CompiledNode,
  draft: Draft,
  lang: LanguageTag,
  extra: Readonly<Record<string, JsonValue>> = {},
): Scope {
  const variables: Record<string, JsonValue> = {};
  for (const name of scope.variables.keys()) variables[name] = null;
  Object.assign(variables, valuesIn(scope, draft.variables), extra);
  const last = asRecord(draft.memory[engineKeys.last]);
  const word = (key: string) => (typeof last[key] === 'string' ? last[key] : '');
  return {
    variables,
    call: asRecord(draft.memory[engineKeys.call]),
    last: { text: word('text'), digits: word('digits') },
    lang,
  };
}
