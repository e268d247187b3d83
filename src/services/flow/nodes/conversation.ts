import type { FlowInput } from '../../../types/flowRuntime.ts';
import type { JsonValue } from '../../../types/json.ts';
import type { ModelMessage } from '../../../types/ports.ts';
import {
  defineNode,
  type NodeAnswer,
  type NodeContext,
  type NodeEffect,
  type NodeInput,
  type NodeResult,
  type NodeSource,
} from '../nodeType.ts';
import { standardLines } from '../standardLines.ts';
import { apology, expect, fieldOf, numberIn } from './common.ts';
import { cacheQuestion } from './conversationCache.ts';
import { FINISH, modelRequest } from './conversationModel.ts';
import {
  conversationSettings,
  type ConversationOutcome,
  type ConversationSettings,
} from './conversationSettings.ts';
import { checkUrl, requestOf, savedFrom, sourcesOf } from './httpRequest.ts';

type Context = NodeContext<ConversationSettings>;

/** Look-ups that the model may make for one answer. */
const MAX_TOOL_ROUNDS = 4;
/** A knowledge line that was asked for almost word by word needs no model. */
const CERTAIN = 0.95;

interface Progress {
  readonly turns: number;
  readonly misses: number;
  readonly silences: number;
  readonly rounds: number;
  /** The tool whose request is under way. */
  readonly tool?: string;
  /** Tool answers since the caller last spoke. */
  readonly answers: readonly ModelMessage[];
}

export const conversation = defineNode({
  type: 'conversation',
  title: 'Conversation',
  description:
    'Talks with the caller until one of its outcomes is reached, with a language model or without.',
  category: 'speech',
  icon: 'messages-square',
  entered: true,
  schema: conversationSettings,
  outcomesRule: 'One for each outcome, then no-input and fallback (not understood, or too many turns).',
  consequence:
    'The stage for everything that is not a form: it goes by its outcomes’ examples first and asks the language model only when they do not settle it. Without a model it runs on examples and knowledge lines, and the operator is told. Its answers may come from the response cache, inside their scope only.',
  outcomes: (data) => [
    ...data.outcomes.map(({ id, label }) => ({ id, label: label || id })),
    { id: 'no-input', label: 'Said nothing' },
    { id: 'fallback', label: 'Not understood' },
  ],
  listens: () => true,
  lines: (data) => [
    { path: ['opening'], text: data.opening, required: false },
    ...data.knowledge.map(({ answer }, i) => ({
      path: ['knowledge', i, 'answer'],
      text: answer,
      required: true,
    })),
    { path: ['followUp'], text: data.followUp, required: false },
    { path: ['unsure'], text: data.unsure, required: false },
    { path: ['noInput'], text: data.noInput, required: false },
  ],
  answers: (data) => [
    ...data.outcomes.map(({ id, examples }, i): NodeAnswer => ({
      path: ['outcomes', i, 'examples'],
      id,
      phrases: examples,
    })),
    ...data.knowledge.map(({ questions }, i): NodeAnswer => ({
      path: ['knowledge', i, 'questions'],
      id: `knowledge ${i + 1}`,
      phrases: questions,
    })),
  ],
  sources: (data) => [
    { path: ['instructions'], kind: 'template', source: data.instructions },
    ...data.cache.dependsOn.map((source, i): NodeSource => ({
      path: ['cache', 'dependsOn', i],
      kind: 'expression',
      source,
    })),
    ...data.tools.flatMap(({ request }, i) =>
      sourcesOf(request, ['tools', i, 'request']).map((source): NodeSource => ({
        ...source,
        gives: ['args'],
      })),
    ),
  ],
  writes: (data, outcome) =>
    data.outcomes.find(({ id }) => id === outcome)?.capture.map(({ variable }) => variable) ?? [],
  check: (data) => data.tools.flatMap(({ request }, i) => checkUrl(request, ['tools', i, 'request'])),
  enter(ctx) {
    if (!ctx.hasModel) saySoOnce(ctx);
    const effects = ctx.say(ctx.data.opening, { interruptible: ctx.data.interruptible });
    return listen(ctx, fresh, effects);
  },
  again: (ctx) => listen(ctx, progressOf(ctx), ctx.say(ctx.data.opening)),
  accept(ctx, input) {
    if (input.type !== 'utterance') return null;
    if (!ctx.hasModel) saySoOnce(ctx);
    return ctx.hasModel || understand(ctx, input.text) ? heard(ctx, fresh, input.text) : null;
  },
  input(ctx, input): NodeResult {
    const progress = progressOf(ctx);
    switch (input.type) {
      case 'utterance':
        return heard(ctx, { ...progress, silences: 0, rounds: 0, answers: [] }, input.text);
      case 'silence':
        return silence(ctx, progress);
      case 'model':
        return generated(ctx, progress, input);
      case 'http':
        return lookedUp(ctx, progress, input);
      default:
        return miss(ctx, progress, input);
    }
  },
});

const fresh: Progress = { turns: 0, misses: 0, silences: 0, rounds: 0, answers: [] };

function progressOf(ctx: Context): Progress {
  const answers = fieldOf(ctx.memory, 'answers');
  const tool = fieldOf(ctx.memory, 'tool');
  return {
    turns: numberIn(ctx.memory, 'turns'),
    misses: numberIn(ctx.memory, 'misses'),
    silences: numberIn(ctx.memory, 'silences'),
    rounds: numberIn(ctx.memory, 'rounds'),
    ...(typeof tool === 'string' ? { tool } : {}),
    answers: Array.isArray(answers) ? (answers as unknown as ModelMessage[]) : [],
  };
}

function remember(progress: Progress): JsonValue {
  return { ...progress, answers: progress.answers as unknown as JsonValue };
}

function saySoOnce(ctx: Context): void {
  if (ctx.once('no-model')) ctx.note('FLOW_NO_MODEL', {});
}

function listen(ctx: Context, progress: Progress, effects: readonly NodeEffect[]): NodeResult {
  const choices = ctx.data.outcomes.map(({ id, examples }) => ({ id, phrases: [...ctx.phrases(examples)] }));
  const questions = ctx.data.knowledge.flatMap(({ questions }) => ctx.phrases(questions).slice(0, 2));
  const hints = [...choices.flatMap(({ phrases }) => phrases.slice(0, 3)), ...questions].slice(0, 60);
  return {
    effects,
    memory: remember(progress),
    next: { do: 'listen', expectation: expect(ctx, 'free', { choices, hints, dtmf: false }) },
  };
}

type Understood =
  { readonly outcome: ConversationOutcome } | { readonly knowledge: number; readonly score: number };

function understand(ctx: Context, text: string): Understood | null {
  const { outcomes, knowledge } = ctx.data;
  const match = ctx.match(text, [
    ...outcomes.map(({ examples }, i) => ({ id: `o${i}`, phrases: [...ctx.phrases(examples)] })),
    ...knowledge.map(({ questions }, i) => ({ id: `k${i}`, phrases: [...ctx.phrases(questions)] })),
  ]);
  if (!match) return null;
  const index = Number(match.id.slice(1));
  if (match.id.startsWith('k')) return { knowledge: index, score: match.score };
  const outcome = outcomes[index];
  return outcome ? { outcome } : null;
}

function heard(ctx: Context, progress: Progress, text: string): NodeResult {
  const turns = progress.turns + 1;
  if (turns > ctx.data.maxTurns) return { next: { do: 'go', outcome: 'fallback' } };
  const understood = understand(ctx, text);
  const certain = understood !== null && 'knowledge' in understood && understood.score >= CERTAIN;
  if (ctx.hasModel && !certain) return generate(ctx, { ...progress, turns });
  return byMatching(ctx, { ...progress, turns }, understood, { type: 'utterance', text });
}

function byMatching(
  ctx: Context,
  progress: Progress,
  understood: Understood | null,
  input: NodeInput,
): NodeResult {
  if (!understood) return miss(ctx, progress, input);
  if ('outcome' in understood) return finish(ctx, understood.outcome, {});
  const answer = ctx.data.knowledge[understood.knowledge]?.answer;
  const { interruptible } = ctx.data;
  const effects = [...ctx.say(answer, { interruptible }), ...ctx.say(ctx.data.followUp, { interruptible })];
  return listen(ctx, { ...progress, misses: 0 }, effects);
}

function finish(ctx: Context, outcome: ConversationOutcome, args: Record<string, JsonValue>): NodeResult {
  const set: Record<string, JsonValue> = {};
  for (const { variable, type } of outcome.capture) {
    const given = Object.hasOwn(args, variable) ? args[variable] : undefined;
    // What the model did not hear stays as it was; a variable never set is then null rather than missing.
    if (given !== undefined && given !== null && typeof given === type) set[variable] = given;
    else if (!Object.hasOwn(ctx.variables, variable)) set[variable] = null;
  }
  return { set, memory: null, next: { do: 'go', outcome: outcome.id } };
}

function miss(ctx: Context, progress: Progress, input: NodeInput): NodeResult {
  const misses = progress.misses + 1;
  if (misses > ctx.data.retries) return { next: { do: 'go', outcome: 'fallback' } };
  const effects = apology(ctx, ctx.data.unsure, standardLines.noMatch);
  const prompt = input.type === 'keys' || effects.length === 0 ? ctx.say(ctx.data.opening) : [];
  return listen(ctx, { ...progress, misses }, [...effects, ...prompt]);
}

function silence(ctx: Context, progress: Progress): NodeResult {
  const silences = progress.silences + 1;
  if (silences > ctx.data.retries) return { next: { do: 'go', outcome: 'no-input' } };
  const effects = [...apology(ctx, ctx.data.noInput, standardLines.noInput), ...ctx.say(ctx.data.opening)];
  return listen(ctx, { ...progress, silences }, effects);
}

function generate(ctx: Context, progress: Progress): NodeResult {
  return {
    memory: remember(progress),
    next: {
      do: 'generate',
      request: modelRequest(ctx, progress.answers),
      question: cacheQuestion(ctx, progress.answers.length > 0),
      interruptible: ctx.data.interruptible,
    },
  };
}

function generated(ctx: Context, progress: Progress, input: FlowInput & { type: 'model' }): NodeResult {
  const { result } = input;
  // The caller cut in before the first word: they are speaking, and nothing is to be said over them.
  if (!result.ok && result.code === 'CALL_INTERRUPTED') return listen(ctx, progress, []);
  if (!result.ok) return withoutModel(ctx, progress);
  for (const { name, args } of result.toolCalls) {
    const outcome = ctx.data.outcomes.find(({ id }) => `${FINISH}${id}` === name);
    if (outcome) return finish(ctx, outcome, args);
    const tool = ctx.data.tools.find((one) => one.name === name);
    if (tool && progress.rounds < MAX_TOOL_ROUNDS) {
      const request = requestOf(ctx, tool.request, { args });
      return {
        memory: remember({ ...progress, tool: name, rounds: progress.rounds + 1 }),
        next: { do: 'http', request },
      };
    }
  }
  if (result.text.trim() === '') return withoutModel(ctx, progress);
  return listen(ctx, { ...progress, misses: 0, answers: [] }, []);
}

/** The model failed: the caller's last words are matched instead. */
function withoutModel(ctx: Context, progress: Progress): NodeResult {
  saySoOnce(ctx);
  const text = ctx.history.findLast(({ role }) => role === 'caller')?.text ?? '';
  return byMatching(ctx, progress, understand(ctx, text), { type: 'utterance', text });
}

function lookedUp(ctx: Context, progress: Progress, input: FlowInput & { type: 'http' }): NodeResult {
  const tool = ctx.data.tools.find(({ name }) => name === progress.tool);
  if (!tool) return miss(ctx, progress, input);
  const { result } = input;
  const said = result.ok
    ? { status: result.status, body: result.body }
    : { error: result.code, status: result.status ?? null };
  const text = JSON.stringify(said).slice(0, 4_000);
  const answer: ModelMessage = { role: 'tool', toolName: tool.name, text };
  const { tool: _done, ...rest } = progress;
  const after = generate(ctx, { ...rest, answers: [...progress.answers, answer] });
  return result.ok ? { ...after, set: savedFrom(ctx, tool.request, result.body) } : after;
}
