/** Our history of a call as a prompt, in the order of roles that each provider demands. */
import type { LanguageModelV4FunctionTool, LanguageModelV4Prompt } from '@ai-sdk/provider';
import type { ModelMessage, ModelTool } from '../../../types/ports.ts';

export interface PromptRules {
  /**
   * `free`: any role anywhere. `strict`: instructions first, then the caller and the agent in turn, the caller first
   * and (without `prefill`) last.
   */
  readonly order: 'free' | 'strict';
  /** A last message of the agent is gone on with. */
  readonly prefill: boolean;
}

/** The agent opens most calls, which strict providers do not foresee. */
const CALL_BEGINS = '(The call begins.)';
const GO_ON = '(Go on.)';

type Side = 'system' | 'user' | 'assistant';

export function promptOf(messages: readonly ModelMessage[], rules: PromptRules): LanguageModelV4Prompt {
  // Empty texts say nothing, and some providers refuse them.
  const said = messages.filter(({ text }) => text.trim() !== '').map(sideOf);
  return rules.order === 'free'
    ? said.map(({ side, text }) => promptMessage(side, [text]))
    : strict(said, rules);
}

export function toolsOf(tools: readonly ModelTool[]): LanguageModelV4FunctionTool[] | undefined {
  if (tools.length === 0) return undefined;
  return tools.map(({ name, description, parameters }) => ({
    type: 'function',
    name,
    description,
    inputSchema: parameters as LanguageModelV4FunctionTool['inputSchema'],
  }));
}

/** A tool's result has no call id in our history, which the role `tool` wants: it is told as a fact. */
function sideOf({ role, text, toolName }: ModelMessage): { side: Side; text: string } {
  if (role === 'tool') return { side: 'system', text: `Result of ${toolName ?? 'the tool'}: ${text}` };
  return { side: role === 'caller' ? 'user' : role === 'agent' ? 'assistant' : 'system', text };
}

function strict(
  said: readonly { side: Side; text: string }[],
  { prefill }: PromptRules,
): LanguageModelV4Prompt {
  const begin = said.findIndex(({ side }) => side !== 'system');
  const instructions = said.slice(0, begin < 0 ? said.length : begin);
  const turns: { side: 'user' | 'assistant'; texts: string[] }[] = [];
  const add = (side: 'user' | 'assistant', text: string) => {
    const last = turns.at(-1);
    if (last?.side === side) last.texts.push(text);
    else turns.push({ side, texts: [text] });
  };
  for (const { side, text } of said.slice(instructions.length)) {
    if (turns.length === 0 && side !== 'user') add('user', CALL_BEGINS);
    // Facts that come up during the call have no place of their own: the caller's side tells them.
    add(side === 'assistant' ? 'assistant' : 'user', text);
  }
  if (turns.length === 0) add('user', CALL_BEGINS);
  if (turns.at(-1)?.side === 'assistant' && !prefill) add('user', GO_ON);
  return [
    ...instructions.map(({ text }) => promptMessage('system', [text])),
    ...turns.map(({ side, texts }) => promptMessage(side, texts)),
  ];
}

function promptMessage(side: Side, texts: readonly string[]): LanguageModelV4Prompt[number] {
  if (side === 'system') return { role: 'system', content: texts.join('\n\n') };
  return { role: side, content: texts.map((text) => ({ type: 'text', text })) };
}
