/** The body of a chat completion, as strictly as OpenAI takes it. */
import { z } from 'zod';

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const content = z.union([z.string(), z.array(textPart).min(1)]);

const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.enum(['system', 'developer']), content, name: z.string().optional() }),
  z.strictObject({ role: z.literal('user'), content, name: z.string().optional() }),
  z.strictObject({ role: z.literal('assistant'), content }),
]);

export const chatBody = z.strictObject({
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
});
export type ChatBody = z.infer<typeof chatBody>;

/**
 * What a deployment is, where its name does not tell: it thinks, as the o-series and gpt-5; or its API is of a time before
 * `max_completion_tokens`.
 */
export type Deployment = 'thinks' | 'old';

export interface RefusedParameter {
  readonly param: string;
  readonly code: string | null;
  readonly message: string;
}

/** A parameter of a body, of the format as it is, that this model does not take. */
export function refusedParameter(
  body: ChatBody,
  deployment: Deployment | undefined,
): RefusedParameter | undefined {
  const {
    model,
    max_tokens: old,
    max_completion_tokens: limit,
    temperature,
    reasoning_effort: effort,
  } = body;
  const thinks = deployment === 'thinks' || /^(o\d|gpt-5)/.test(model);
  if (old !== undefined && limit !== undefined)
    return invalid(
      'max_tokens',
      "Setting 'max_tokens' and 'max_completion_tokens' at the same time is invalid.",
    );
  if (deployment === 'old' && limit !== undefined) return unrecognised('max_completion_tokens');
  if (thinks && old !== undefined) {
    const message = "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    return {
      param: 'max_tokens',
      code: 'unsupported_parameter',
      message: `Unsupported parameter: ${message}`,
    };
  }
  if (thinks && effort !== 'none' && temperature !== undefined && temperature !== 1) {
    const message = `'temperature' does not support ${temperature} with this model. Only the default (1) value is supported.`;
    return { param: 'temperature', code: 'unsupported_value', message: `Unsupported value: ${message}` };
  }
  if (!thinks && effort !== undefined && !/gpt-oss/.test(model)) return unrecognised('reasoning_effort');
  return undefined;
}

const invalid = (param: string, message: string): RefusedParameter => ({
  param,
  code: 'invalid_parameter_combination',
  message,
});

const unrecognised = (param: string): RefusedParameter => ({
  param,
  code: null,
  message: `Unrecognized request argument supplied: ${param}`,
});

export function contentText(of: z.infer<typeof content>): string {
  return typeof of === 'string' ? of : of.map(({ text }) => text).join('');
}
