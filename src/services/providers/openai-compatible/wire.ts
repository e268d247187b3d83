/** Where hosts that speak "OpenAI's API" differ in what they take, and how models that think are kept from it. */
import type { OpenAiHost } from './host.ts';

type Body = Record<string, unknown>;

/** How little a model may think: a caller waits meanwhile. Undefined: it does not think, or we do not know it. */
export function leastEffort(model: string): 'none' | 'minimal' | 'low' | undefined {
  const name = model.slice(model.lastIndexOf('/') + 1);
  if (/^gpt-oss\b/.test(name)) return 'low';
  if (/^o\d/.test(name)) return 'low';
  if (/^gpt-5(-mini|-nano)?(-\d{4}-\d\d-\d\d)?$/.test(name)) return 'minimal';
  if (/^gpt-5\.\d+(-mini|-nano)?(-\d{4}-\d\d-\d\d)?$/.test(name)) return 'none';
  return undefined;
}

/** Changes what the client would send into what the host takes. */
export function bodyFor({ name, model = '' }: OpenAiHost): (body: Body) => Body {
  const effort = leastEffort(model);
  // OpenAI's own: the old name of the limit is refused by its newer models, the new one is taken by all.
  // Of other hosts many know only the old one.
  const own = name === 'openai';
  const thinks = own && effort !== undefined && effort !== 'none';
  return ({ max_tokens: limit, temperature, ...body }) => ({
    ...body,
    ...(limit === undefined ? {} : { [own ? 'max_completion_tokens' : 'max_tokens']: limit }),
    // Models that think take no temperature.
    ...(temperature === undefined || thinks ? {} : { temperature }),
    ...(effort === undefined ? {} : { reasoning_effort: effort }),
  });
}
