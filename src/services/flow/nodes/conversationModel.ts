/** What a language model is told in a Conversation node, and the tools that it may call there. */
import type { JsonValue } from '../../../types/json.ts';
import type { ModelMessage, ModelRequest, ModelTool } from '../../../types/ports.ts';
import type { NodeContext } from '../nodeType.ts';
import type { ConversationSettings } from './conversationSettings.ts';

/** Calls last minutes: what was said long before rarely matters and always costs. */
const MAX_HISTORY = 40;
export const FINISH = 'finish_';

type Context = NodeContext<ConversationSettings>;

export function modelRequest(ctx: Context, toolMessages: readonly ModelMessage[] = []): ModelRequest {
  const { temperature } = ctx.config.model;
  return {
    messages: [
      { role: 'system', text: systemPrompt(ctx) },
      ...ctx.history.slice(-MAX_HISTORY).map(({ role, text }): ModelMessage => ({ role, text })),
      ...toolMessages,
    ],
    tools: toolsOf(ctx.data),
    ...(temperature === undefined ? {} : { temperature }),
    maxTokens: 400,
  };
}

function systemPrompt(ctx: Context): string {
  const { data, config } = ctx;
  const known = Object.entries(ctx.variables).filter(([, value]) => value !== null && value !== '');
  const sections = [
    config.model.persona,
    `You answer a telephone call for ${config.name}. Speak ${ctx.language}. Everything you write is spoken aloud: one or ` +
      'two short sentences, no lists, no markup, no emoji. Ask one question at a time. If you do not know something, say so.',
    ctx.manner,
    data.instructions === '' ? '' : ctx.fill(data.instructions),
    listed('Goals', data.goals),
    listed(
      'Facts you may rely on',
      data.knowledge.map(
        ({ questions, answer }) => `${ctx.phrases(questions)[0] ?? ''}: ${ctx.text(answer)}`,
      ),
    ),
    listed(
      'As soon as one of these is the case, call its tool',
      data.outcomes.map(({ id, label, description }) => `${FINISH}${id}: ${description || label || id}`),
    ),
    listed(
      'Known so far',
      known.map(([name, value]) => `${name} = ${JSON.stringify(value).slice(0, 300)}`),
    ),
    `Today is ${ctx.now.year}-${two(ctx.now.month)}-${two(ctx.now.day)}.`,
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function listed(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}:\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function toolsOf(data: ConversationSettings): ModelTool[] {
  const finishing = data.outcomes.map(({ id, label, description, capture }) => ({
    name: `${FINISH}${id}`,
    description: description || label || id,
    parameters: parameters(
      capture.map(({ variable, type, description }) => ({
        name: variable,
        type,
        description,
        required: false,
      })),
    ),
  }));
  const asking = data.tools.map(({ name, description, parameters: own }) => ({
    name,
    description,
    parameters: parameters(own),
  }));
  return [...finishing, ...asking];
}

interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
}

function parameters(list: readonly Parameter[]): Record<string, JsonValue> {
  const properties: Record<string, JsonValue> = {};
  for (const { name, type, description } of list) properties[name] = { type, description };
  return {
    type: 'object',
    properties,
    required: list.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}
