/** A simulated host of OpenAI's chat completions: `POST /v1/chat/completions` as server-sent events, `GET /v1/models`. */
import {
  complaint,
  ModelServer,
  type Dialect,
  type ModelServerOptions,
  type Refusal,
  type Usage,
} from '../models/modelServer.ts';
import { tokensOf } from '../models/script.ts';
import { chatBody, contentText, refusedParameter, type ChatBody, type Deployment } from './format.ts';

function refusal(
  status: number,
  type: string,
  code: string | null,
  message: string,
  param: string | null = null,
): Refusal {
  return { status, error: { error: { message, type, param, code } } };
}

const event = (json: unknown): string => `data: ${JSON.stringify(json)}\n\n`;

function chunk(model: string, choices: readonly unknown[], usage: unknown = null): string {
  return event({
    id: 'chatcmpl-simulated',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model,
    system_fingerprint: 'fp_simulated',
    choices,
    usage,
  });
}

const part = (delta: object, finish: string | null = null) => [
  { index: 0, delta, logprobs: null, finish_reason: finish },
];

/** Why it ended, what it used where that was asked for, and the mark of the end. */
function tail({ model, stream_options: options }: ChatBody, finish: string, usage: Usage): string[] {
  const used = {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cached },
  };
  return [
    chunk(model, part({}, finish)),
    ...(options?.include_usage ? [chunk(model, [], used)] : []),
    'data: [DONE]\n\n',
  ];
}

export interface OpenAiChatOptions extends ModelServerOptions {
  /** Names of further models, which do not tell what they are. */
  readonly deployments?: Readonly<Record<string, Deployment>>;
}

const dialectOf = (deployments: Readonly<Record<string, Deployment>>): Dialect<ChatBody> => ({
  models: ['gpt-4.1', 'gpt-5-mini', 'gpt-5.4', 'openai/gpt-oss-120b', ...Object.keys(deployments)],

  key: ({ authorization, 'api-key': other }) =>
    /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? (typeof other === 'string' ? other : undefined),

  route(method, { pathname }) {
    if (method === 'GET' && pathname === '/v1/models') return { to: 'list' };
    return method === 'POST' && pathname === '/v1/chat/completions' ? { to: 'generate' } : null;
  },

  list: (models) => ({
    object: 'list',
    data: models.map((id) => ({ id, object: 'model', created: 1_790_000_000, owned_by: 'simulated' })),
  }),

  read(json, { headers }) {
    if (!headers['content-type']?.startsWith('application/json'))
      return refusal(400, 'invalid_request_error', null, 'The content type is not application/json.');
    const { data: body, error } = chatBody.safeParse(json);
    if (!body) return refusal(400, 'invalid_request_error', 'invalid_value', complaint(error));
    const wrong = refusedParameter(body, deployments[body.model]);
    if (wrong) return refusal(400, 'invalid_request_error', wrong.code, wrong.message, wrong.param);
    const said = body.messages.findLast(({ role }) => role === 'user');
    return {
      body,
      model: body.model,
      tools: (body.tools ?? []).map(({ function: { name } }) => name),
      texts: body.messages.map(({ content }) => contentText(content)),
      lastText: said ? contentText(said.content) : '',
    };
  },

  answer({ body, model }, { text = '', tool }, usage) {
    const head = [chunk(model, part({ role: 'assistant', content: tool ? null : '', refusal: null }))];
    if (!tool) {
      const outputs = tokensOf(text).map((content) => chunk(model, part({ content })));
      return { head, outputs, tail: tail(body, 'stop', usage) };
    }
    const call = (more: object) => chunk(model, part({ tool_calls: [{ index: 0, ...more }] }));
    const pieces = JSON.stringify(tool.args).match(/.{1,6}/gsu) ?? [];
    return {
      head,
      outputs: [
        call({ id: 'call_simulated', type: 'function', function: { name: tool.name, arguments: '' } }),
        ...pieces.map((piece) => call({ function: { arguments: piece } })),
      ],
      tail: tail(body, 'tool_calls', usage),
    };
  },

  blocked: ({ body, model }, usage) => ({
    head: [chunk(model, part({ role: 'assistant', content: '' }))],
    outputs: [],
    tail: tail(body, 'content_filter', usage),
  }),

  status(status) {
    if (status === 401) return this.refusal('wrong-key', 'unknown');
    if (status === 402) return refusal(402, 'insufficient_balance', null, 'Insufficient balance.');
    if (status === 403)
      return refusal(403, 'request_forbidden', 'unsupported_country_region_territory', 'Not available here.');
    if (status === 429) return refusal(429, 'requests', 'rate_limit_exceeded', 'Rate limit reached.');
    return refusal(status, 'server_error', null, 'The server had an error while processing your request.');
  },

  refusal(why, detail) {
    switch (why) {
      case 'no-key':
        return refusal(401, 'invalid_request_error', null, "You didn't provide an API key.");
      case 'wrong-key':
        // It repeats the key, partly masked: no client may pass that on.
        return refusal(
          401,
          'invalid_request_error',
          'invalid_api_key',
          `Incorrect API key provided: ${detail.slice(0, 13)}***. You can find your API key at https://host.`,
        );
      case 'quota':
        return refusal(
          429,
          'insufficient_quota',
          'insufficient_quota',
          'You exceeded your current quota, please check your plan and billing details.',
        );
      case 'no-model':
        return refusal(
          404,
          'invalid_request_error',
          'model_not_found',
          `The model \`${detail}\` does not exist.`,
        );
      case 'not-found':
        return refusal(404, 'invalid_request_error', null, `Invalid URL (${detail})`);
    }
  },
});

export class OpenAiChatServer extends ModelServer<ChatBody> {
  static async start(options: OpenAiChatOptions = {}): Promise<OpenAiChatServer> {
    const server = new OpenAiChatServer(dialectOf(options.deployments ?? {}), options);
    await server.listen(options.port);
    return server;
  }
}
