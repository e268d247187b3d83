/** What the simulated language models share: one loopback host, a key, a script, and faults in each provider's words. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { ProviderBehaviour, type BehaviourOptions, type ProviderFault } from '../behaviour.ts';
import { bodyOf, LoopbackHost, type SimulatedProvider } from '../host.ts';
import { breakOff, countCancel, paceOut, type WireAnswer } from './pace.ts';
import { parrot, tokensOf, type ModelScript, type ScriptedAnswer, type ScriptedRequest } from './script.ts';

export interface ModelServerOptions extends BehaviourOptions {
  readonly keys?: readonly string[];
  readonly script?: ModelScript;
  /** Between two tokens, ms. */
  readonly tokenMs?: number;
  /** Names that it knows; others do not exist. */
  readonly models?: readonly string[];
  readonly port?: number;
}

/** An error answer, in the provider's own format. */
export interface Refusal {
  readonly status: number;
  readonly error: unknown;
}

export interface Usage {
  readonly input: number;
  /** Of the input: read from the cache. */
  readonly cached: number;
  readonly output: number;
}

/** A request that is of the format. */
export interface Asked<Body> extends ScriptedRequest {
  readonly body: Body;
  /** How the answer begins already. */
  readonly prefill?: string;
}

/** One provider's wire format. */
export interface Dialect<Body> {
  readonly models: readonly string[];
  key(headers: IncomingHttpHeaders): string | undefined;
  /** `generate` with the model's name where the path has it. */
  route(method: string, url: URL): { readonly to: 'list' | 'generate'; readonly model?: string } | null;
  list(models: readonly string[]): unknown;
  /** Strict: what the provider would refuse is refused. */
  read(json: unknown, request: IncomingMessage, model: string | undefined): Asked<Body> | Refusal;
  answer(asked: Asked<Body>, scripted: ScriptedAnswer, usage: Usage): WireAnswer;
  /** What it says when its filter has struck. */
  blocked(asked: Asked<Body>, usage: Usage): WireAnswer;
  /** A state in which it refuses everything: by an answer, or in the stream. */
  status(status: (ProviderFault & { kind: 'status' })['status']): Refusal | WireAnswer;
  refusal(why: 'no-key' | 'wrong-key' | 'quota' | 'not-found' | 'no-model', detail: string): Refusal;
}

/** Shorter beginnings are not cached by any provider. */
const SHORTEST_CACHED = 1_024;

export class ModelServer<Body = unknown> implements SimulatedProvider {
  readonly behaviour: ProviderBehaviour;
  /** The last request that was of the format. */
  lastRequest: { readonly headers: IncomingHttpHeaders; readonly body: Body } | undefined;
  readonly #dialect: Dialect<Body>;
  readonly #options: Required<Pick<ModelServerOptions, 'keys' | 'script' | 'tokenMs' | 'models'>>;
  readonly #host: LoopbackHost;
  readonly #cache = new Set<string>();

  protected constructor(dialect: Dialect<Body>, options: ModelServerOptions) {
    this.#dialect = dialect;
    this.#options = {
      keys: options.keys ?? ['key-for-tests-0123456789abcdef'],
      script: options.script ?? parrot,
      tokenMs: options.tokenMs ?? 2,
      models: options.models ?? dialect.models,
    };
    this.behaviour = new ProviderBehaviour(options);
    this.#host = new LoopbackHost({
      behaviours: [this.behaviour],
      request: (request, response) => void this.#serve(request, response),
    });
    this.#host.server.on('connection', () => this.behaviour.counts.connections++);
  }

  protected listen(port?: number): Promise<void> {
    return this.#host.listen(port);
  }

  get url(): string {
    return this.#host.url;
  }

  dropConnections(): void {
    this.#host.dropConnections();
  }

  close(): Promise<void> {
    return this.#host.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { fault, counts } = this.behaviour;
    const url = new URL(request.url ?? '/', this.url);
    const route = this.#dialect.route(request.method === 'HEAD' ? 'GET' : (request.method ?? ''), url);
    // Whoever is connected already must feel it too.
    if (fault?.kind === 'refuse') return breakOff(response);
    if (!route) return this.#refuse(response, this.#dialect.refusal('not-found', url.pathname));
    if (route.to === 'generate') {
      counts.requests++;
      countCancel(response, this.behaviour);
    }
    const body = await bodyOf(request).catch(() => null);
    if (body === null || fault?.kind === 'stall') return;
    const key = this.#dialect.key(request.headers);
    if (key === undefined) return this.#refuse(response, this.#dialect.refusal('no-key', ''));
    if (!this.#options.keys.includes(key))
      return this.#refuse(response, this.#dialect.refusal('wrong-key', key));
    if (fault?.kind === 'quota') return this.#refuse(response, this.#dialect.refusal('quota', ''));
    if (fault?.kind === 'status') {
      const said = this.#dialect.status(fault.status);
      if ('status' in said) return this.#refuse(response, said);
      if (route.to === 'generate') return this.#stream(response, said, null);
    }
    if (route.to === 'generate') return this.#generate(request, response, body, route.model);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(this.#dialect.list(this.#options.models)));
  }

  async #generate(
    request: IncomingMessage,
    response: ServerResponse,
    bytes: Buffer,
    named: string | undefined,
  ): Promise<void> {
    const { fault } = this.behaviour;
    const asked = this.#dialect.read(jsonOf(bytes), request, named);
    if ('status' in asked) return this.#refuse(response, asked);
    if (!this.#options.models.includes(asked.model))
      return this.#refuse(response, this.#dialect.refusal('no-model', asked.model));
    this.lastRequest = { headers: request.headers, body: asked.body };
    if (fault?.kind === 'garbage') return this.#stream(response, garbage, null);
    const scripted = this.#options.script(asked);
    const text = continued(scripted.text ?? '', asked.prefill);
    const usage = this.#usage(asked.texts, scripted.tool ? JSON.stringify(scripted.tool) : text);
    if (fault?.kind === 'content') return this.#stream(response, this.#dialect.blocked(asked, usage), null);
    await this.#stream(response, this.#dialect.answer(asked, { ...scripted, text }, usage), fault);
  }

  #stream(response: ServerResponse, answer: WireAnswer, fault: ProviderFault | null): Promise<void> {
    return paceOut(response, answer, { behaviour: this.behaviour, fault, tokenMs: this.#options.tokenMs });
  }

  #refuse(response: ServerResponse, { status, error }: Refusal): void {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(error));
  }

  #usage(texts: readonly string[], output: string): Usage {
    const [beginning = ''] = texts;
    const length = tokensOf(beginning).length;
    const cached = this.#cache.has(beginning) && length >= SHORTEST_CACHED ? length : 0;
    this.#cache.add(beginning);
    return { input: tokensOf(texts.join(' ')).length, cached, output: tokensOf(output).length };
  }
}

const garbage: WireAnswer = { head: [], outputs: ['data: {"this is": no JSON\n\n'], tail: [] };

/** Goes on after `prefill`, or answers in full where the script says something else. */
function continued(text: string, prefill: string | undefined): string {
  return prefill !== undefined && text.startsWith(prefill) ? text.slice(prefill.length) : text;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined; // refused as not of the format
  }
}

/** Where a body is not of the format, for the provider's sentence about it. */
export function complaint({ issues: [issue] }: z.ZodError): string {
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'invalid body';
}
