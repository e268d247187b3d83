/** The chat-completions format, as much of it as is used here: what is sent, and what the stream's events say. */
import { z } from 'zod';
import type { ModelMessage, ModelRequest, ModelUsage, ProviderFailure } from '../../../types/ports.ts';

/** The request's body. */
export function requestBody(model: string, request: ModelRequest): string {
  return JSON.stringify({
    model,
    stream: true,
    stream_options: { include_usage: true },
    messages: request.messages.map(wireMessage),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.maxTokens === undefined ? {} : { max_tokens: request.maxTokens }),
    ...(request.tools.length === 0
      ? {}
      : {
          tools: request.tools.map(({ name, description, parameters }) => ({
            type: 'function',
            function: { name, description, parameters },
          })),
        }),
  });
}

/** A tool's result has no call id in our history, which the format wants with the role `tool`: it is told as a fact. */
function wireMessage({ role, text, toolName }: ModelMessage): { role: string; content: string } {
  if (role === 'tool') return { role: 'system', content: `Result of ${toolName ?? 'the tool'}: ${text}` };
  return { role: role === 'caller' ? 'user' : role === 'agent' ? 'assistant' : 'system', content: text };
}

/** One event of the stream. Hosts add fields; those are ignored. */
const chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.number().int().min(0).max(63).default(0),
                  function: z
                    .object({ name: z.string().nullish(), arguments: z.string().nullish() })
                    .nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
  error: z.unknown().optional(),
});

export interface StreamEvent {
  readonly text: string;
  readonly tools: readonly { readonly index: number; readonly name: string; readonly args: string }[];
  readonly finished: boolean;
  readonly usage?: ModelUsage;
  readonly error: boolean;
}

/** Reads the data of one event; null when it is not of the format. */
export function streamEvent(data: string): StreamEvent | null {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return null; // the caller reports it
  }
  const parsed = chunk.safeParse(json);
  if (!parsed.success) return null;
  const { choices, usage, error } = parsed.data;
  const choice = choices[0];
  return {
    text: choice?.delta?.content ?? '',
    tools: (choice?.delta?.tool_calls ?? []).map(({ index, function: call }) => ({
      index,
      name: call?.name ?? '',
      args: call?.arguments ?? '',
    })),
    finished: Boolean(choice?.finish_reason),
    ...(usage ? { usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } } : {}),
    error: error !== undefined && error !== null,
  };
}

/** What an HTTP status means for the call. The body is not read: it may repeat the caller's words. */
export function failureOf(status: number): Pick<ProviderFailure, 'kind' | 'retryable'> {
  if (status === 401 || status === 403) return { kind: 'refused', retryable: false };
  if (status === 402) return { kind: 'quota', retryable: false };
  if (status === 429) return { kind: 'rate-limited', retryable: true };
  if (status === 408 || status >= 500) return { kind: 'unavailable', retryable: true };
  return { kind: 'invalid-request', retryable: false };
}
