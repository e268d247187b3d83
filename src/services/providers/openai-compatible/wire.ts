/** Where hosts that speak "OpenAI's API" differ in what they take, and how models that think are kept from it. */
import type { OpenAiHost } from './host.ts';

type Body = Record<string, unknown>;

/**
 * How little a model may think: a caller waits meanwhile. Undefined: it does not think, or we do not know it. The name can
 * mislead: a host may not know the field that is sent for it. Then the host says so, and {@link RequestHabits} leave it out.
 */
export function leastEffort(model: string): 'none' | 'minimal' | 'low' | undefined {
  const name = model.slice(model.lastIndexOf('/') + 1);
  if (/^gpt-oss\b/.test(name)) return 'low';
  if (/^o\d/.test(name)) return 'low';
  if (/^gpt-5(-mini|-nano)?(-\d{4}-\d\d-\d\d)?$/.test(name)) return 'minimal';
  if (/^gpt-5\.\d+(-mini|-nano)?(-\d{4}-\d\d-\d\d)?$/.test(name)) return 'none';
  return undefined;
}

const limitNames = ['max_tokens', 'max_completion_tokens'] as const;
const optional = ['temperature', 'reasoning_effort'] as const;

/** That a parameter is not for this model, and not that its value is too large. */
const notTaken =
  /unsupported|not (be )?supported|does(n['’]t| not) support|only the default|unrecogni[sz]ed|unknown|unexpected|extra|not (permitted|allowed)/i;

/** What one model at one host takes: what can be told beforehand, and what its refusals have taught. */
export class RequestHabits {
  readonly #effort: ReturnType<typeof leastEffort>;
  readonly #dropped = new Set<string>();
  #limitName: (typeof limitNames)[number];

  constructor({ name, model = '', keyHeader }: OpenAiHost) {
    this.#effort = leastEffort(model);
    // OpenAI's own, and Azure, where a deployment's name need not tell the model: the old name of the limit is refused by
    // their newer models, the new one is taken by all. Of other hosts many know only the old one.
    const own = name === 'openai' || keyHeader === 'api-key';
    this.#limitName = own ? 'max_completion_tokens' : 'max_tokens';
    // Models that think take no temperature.
    if (own && this.#effort !== undefined && this.#effort !== 'none') this.#dropped.add('temperature');
  }

  /** What the client would send, or has sent, as the host takes it. Of its own answer it makes the same again. */
  body(given: Body): Body {
    const { max_tokens: old, max_completion_tokens: limit = old, reasoning_effort: _, ...rest } = given;
    const all: Body = {
      ...rest,
      ...(limit === undefined ? {} : { [this.#limitName]: limit }),
      ...(this.#effort === undefined ? {} : { reasoning_effort: this.#effort }),
    };
    return Object.fromEntries(
      Object.entries(all).filter(([name, value]) => value !== undefined && !this.#dropped.has(name)),
    );
  }

  /** @param refusal the body of an answer with status 400; it is looked at, never repeated */
  learn(refusal: string, sent: Body): void {
    if (!notTaken.test(refusal)) return;
    const named = (name: string) => new RegExp(`\\b${name}\\b`).test(refusal);
    for (const name of optional) if (name in sent && named(name)) this.#dropped.add(name);
    const used = limitNames.find((name) => name in sent);
    // A refusal of the one recommends the other.
    if (used === undefined || !limitNames.some(named)) return;
    this.#limitName = used === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  }
}

/** As often as there is something to learn. */
const MOST_LESSONS = 3;

/** Asks again, at once, where the host refused a parameter; what it will refuse again is not sent again. */
export function learningFetch(
  fetch: typeof globalThis.fetch,
  habits: RequestHabits,
): typeof globalThis.fetch {
  return async (url, init) => {
    let answer = await fetch(url, init);
    let body = init?.body;
    for (let lessons = 0; answer.status === 400 && typeof body === 'string'; lessons++) {
      const refusal = await answer.text();
      const sent = JSON.parse(body) as Body;
      habits.learn(refusal, sent);
      const better = JSON.stringify(habits.body(sent));
      if (better === JSON.stringify(sent) || lessons === MOST_LESSONS) return refused(answer, refusal);
      body = better;
      answer = await fetch(url, { ...init, body });
    }
    return answer;
  };
}

/** The same answer, whose body has been read. */
function refused({ status, statusText, headers }: Response, body: string): Response {
  return new Response(body, { status, statusText, headers: Object.fromEntries(headers) });
}
