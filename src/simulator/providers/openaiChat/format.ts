/** The body of a chat completion, as strictly as OpenAI takes it. */
import { z } from 'zod';

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const content = z.union([z.string(), z.array(textPart).min(1)]);

const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.enum(['system', 'developer']), content, name: z.string().optional() }),
  z.strictObject({ role: z.literal('user'), content, name: z.string().optional() }),
  z.strictObject({ role: z.literal('assistant'), content }),
]);

export const chatBody = z
  .strictObject({
    model: z.string().min(1),
    messages: z.array(message).min(1),
    stream: z.literal(true),
    stream_options: z.strictObject({ include_usage: z.boolean() }).optional(),
    temperature: z.number().min(0).max(2).optional(),
    max_tokens: z.number().int().min(1).optional(),
    max_completion_tokens: z.number().int().min(1).optional(),
    reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).optional(),
    tools: z
      .array(
        z.strictObject({
          type: z.literal('function'),
          function: z.strictObject({
            name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
            description: z.string().optional(),
            parameters: z.looseObject({ type: z.literal('object') }).optional(),
          }),
        }),
      )
      .min(1)
      .optional(),
  })
  .superRefine((body, context) => {
    const refuse = (parameter: string, message: string) =>
      context.addIssue({ code: 'custom', path: [parameter], message });
    const thinks = /^(o\d|gpt-5)/.test(body.model);
    if (body.max_tokens !== undefined && body.max_completion_tokens !== undefined)
      refuse('max_tokens', 'cannot be set together with max_completion_tokens');
    if (thinks && body.max_tokens !== undefined)
      refuse('max_tokens', "not supported with this model. Use 'max_completion_tokens' instead.");
    if (
      thinks &&
      body.reasoning_effort !== 'none' &&
      body.temperature !== undefined &&
      body.temperature !== 1
    )
      refuse('temperature', 'only the default (1) value is supported with this model');
    if (!thinks && body.reasoning_effort !== undefined && !/gpt-oss/.test(body.model))
      refuse('reasoning_effort', 'unrecognized request argument');
  });
export type ChatBody = z.infer<typeof chatBody>;

export function contentText(of: z.infer<typeof content>): string {
  return typeof of === 'string' ? of : of.map(({ text }) => text).join('');
}
