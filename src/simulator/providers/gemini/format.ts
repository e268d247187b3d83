/** The body of `streamGenerateContent`, as strictly as the Gemini API takes it. */
import { z } from 'zod';

const parts = z.array(z.strictObject({ text: z.string().min(1) })).min(1);

export const generateBody = z
  .strictObject({
    contents: z.array(z.strictObject({ role: z.enum(['user', 'model']), parts })).min(1),
    systemInstruction: z.strictObject({ parts }).optional(),
    generationConfig: z
      .strictObject({
        temperature: z.number().min(0).max(2).optional(),
        maxOutputTokens: z.number().int().min(1).optional(),
        thinkingConfig: z
          .strictObject({
            thinkingBudget: z.number().int().min(-1).max(32_768).optional(),
            thinkingLevel: z.enum(['minimal', 'low', 'medium', 'high']).optional(),
          })
          .optional(),
      })
      .optional(),
    tools: z
      .array(
        z.strictObject({
          functionDeclarations: z
            .array(
              z.strictObject({
                name: z.string().regex(/^[a-zA-Z_][\w.:-]{0,127}$/),
                description: z.string(),
                parameters: z.looseObject({ type: z.string() }).optional(),
                parametersJsonSchema: z.looseObject({ type: z.string() }).optional(),
              }),
            )
            .min(1),
        }),
      )
      .optional(),
    toolConfig: z
      .strictObject({ functionCallingConfig: z.strictObject({ mode: z.enum(['AUTO', 'VALIDATED']) }) })
      .optional(),
  })
  .superRefine(({ contents }, context) => {
    for (const [i, { role }] of contents.entries())
      if (role !== (i % 2 === 0 ? 'user' : 'model'))
        return context.addIssue({
          code: 'custom',
          message: 'Please ensure that multiturn requests alternate between user and model.',
        });
    if (contents.at(-1)?.role !== 'user')
      context.addIssue({
        code: 'custom',
        message: 'Please ensure that multiturn requests end with a user role.',
      });
  });
export type GenerateBody = z.infer<typeof generateBody>;

/** What a model says about how much it is to think, if it does not take it. */
export function thinkingComplaint(model: string, { generationConfig }: GenerateBody): string | null {
  const { thinkingBudget: budget, thinkingLevel: level } = generationConfig?.thinkingConfig ?? {};
  const old = model.startsWith('gemini-2.5');
  if (old && level !== undefined) return 'Thinking level is not supported for this model.';
  if (model.startsWith('gemini-2.5-pro') && budget !== undefined && budget >= 0 && budget < 128)
    return `Budget ${budget} is invalid. This model only works in thinking mode.`;
  if (!old && budget !== undefined) return 'Thinking budget is not supported for this model.';
  return null;
}
