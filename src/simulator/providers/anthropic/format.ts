/** The body of a message request, as strictly as Anthropic takes it. */
import { z } from 'zod';

const said = z
  .string()
  .refine((text) => text.trim() !== '', 'text content blocks must contain non-whitespace text');
const textBlock = z.strictObject({ type: z.literal('text'), text: said });
const content = z.union([said, z.array(textBlock).min(1)]);

/** Later models than 4.5 refuse a conversation that ends with the assistant. */
const takesPrefill = (model: string): boolean => /-3-|-4-5\b|-4-[01]\b|-4-\d{8}/.test(model);

export const messageBody = z
  .strictObject({
    model: z.string().min(1),
    max_tokens: z.number().int().min(1),
    system: z.union([z.string(), z.array(textBlock).min(1)]).optional(),
    messages: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), content })).min(1),
    stream: z.literal(true),
    temperature: z.number().min(0).max(1).optional(),
    thinking: z.strictObject({ type: z.literal('disabled') }).optional(),
    tools: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
          description: z.string().optional(),
          input_schema: z.looseObject({ type: z.literal('object') }),
        }),
      )
      .optional(),
    tool_choice: z.strictObject({ type: z.literal('auto') }).optional(),
  })
  .superRefine(({ messages, model }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['messages'], message });
    // The service joins neighbours of one role nowadays; older ones, and those that imitate it, refuse them.
    for (const [i, { role }] of messages.entries())
      if (role !== (i % 2 === 0 ? 'user' : 'assistant'))
        return refuse('roles must alternate between "user" and "assistant", the first one is "user"');
    const last = messages.at(-1);
    if (last?.role !== 'assistant') return;
    if (!takesPrefill(model))
      refuse(
        'This model does not support assistant message prefill. The conversation must end with a user message.',
      );
    if (/\s$/.test(contentText(last.content)))
      refuse('final assistant content cannot end with trailing whitespace');
  });
export type MessageBody = z.infer<typeof messageBody>;

export function contentText(of: z.infer<typeof content>): string {
  return typeof of === 'string' ? of : of.map(({ text }) => text).join('');
}

/** The last block of a message. */
export function lastBlock(of: z.infer<typeof content>): string {
  return typeof of === 'string' ? of : (of.at(-1)?.text ?? '');
}
