/** A simulated Anthropic: `POST /v1/messages` as server-sent events, `GET /v1/models`. */
import {
  complaint,
  ModelServer,
  type Dialect,
  type ModelServerOptions,
  type Refusal,
  type Usage,
} from '../models/modelServer.ts';
import type { WireAnswer } from '../models/pace.ts';
import { tokensOf } from '../models/script.ts';
import { contentText, lastBlock, messageBody, type MessageBody } from './format.ts';

function refusal(status: number, type: string, message: string): Refusal {
  return { status, error: { type: 'error', error: { type, message }, request_id: 'req_simulated' } };
}

const event = (json: { readonly type: string }): string =>
  `event: ${json.type}\ndata: ${JSON.stringify(json)}\n\n`;

const start = (model: string, usage: Usage): string[] => [
  event({
    type: 'message_start',
    message: {
      id: 'msg_simulated',
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: {
        input_tokens: usage.input,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        output_tokens: 1,
      },
    },
  } as { type: string }),
  event({ type: 'ping' }),
];

const end = (reason: string, usage: Usage): string[] => [
  event({
    type: 'message_delta',
    delta: { stop_reason: reason, stop_sequence: null },
    usage: { output_tokens: usage.output },
  } as { type: string }),
  event({ type: 'message_stop' }),
];

/** One block of content: what opens it, its pieces, what closes it. */
function block(content: object, deltas: readonly object[]): WireAnswer {
  const of = (type: string, more: object) => event({ type, index: 0, ...more } as { type: string });
  return {
    head: [of('content_block_start', { content_block: content })],
    outputs: deltas.map((delta) => of('content_block_delta', { delta })),
    tail: [of('content_block_stop', {})],
  };
}

const dialect: Dialect<MessageBody> = {
  models: ['claude-haiku-4-5', 'claude-sonnet-4-6'],

  key: ({ 'x-api-key': key }) => (typeof key === 'string' ? key : undefined),

  route(method, { pathname }) {
    if (method === 'GET' && pathname === '/v1/models') return { to: 'list' };
    return method === 'POST' && pathname === '/v1/messages' ? { to: 'generate' } : null;
  },

  list: (models) => ({
    data: models.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' })),
    has_more: false,
    first_id: models[0] ?? null,
    last_id: models.at(-1) ?? null,
  }),

  read(json, { headers }) {
    if (headers['anthropic-version'] !== '2023-06-01')
      return refusal(400, 'invalid_request_error', 'anthropic-version: header is required');
    if (!headers['content-type']?.startsWith('application/json'))
      return refusal(400, 'invalid_request_error', 'The content type is not application/json.');
    const { data: body, error } = messageBody.safeParse(json);
    if (!body) return refusal(400, 'invalid_request_error', complaint(error));
    const { messages, system } = body;
    const last = messages.at(-1);
    const caller = messages.findLast(({ role }) => role === 'user');
    return {
      body,
      model: body.model,
      tools: (body.tools ?? []).map(({ name }) => name),
      texts: [
        ...(system === undefined ? [] : [contentText(system)]),
        ...messages.map(({ content }) => contentText(content)),
      ],
      lastText: caller ? lastBlock(caller.content) : '',
      ...(last?.role === 'assistant' ? { prefill: contentText(last.content) } : {}),
    };
  },

  answer({ model }, { text = '', tool }, usage) {
    if (!tool && text === '') return { head: start(model, usage), outputs: [], tail: end('end_turn', usage) };
    const { head, outputs, tail } = tool
      ? block(
          { type: 'tool_use', id: 'toolu_simulated', name: tool.name, input: {} },
          (JSON.stringify(tool.args).match(/.{1,6}/gsu) ?? []).map((piece) => ({
            type: 'input_json_delta',
            partial_json: piece,
          })),
        )
      : block(
          { type: 'text', text: '' },
          tokensOf(text).map((token) => ({ type: 'text_delta', text: token })),
        );
    return {
      head: [...start(model, usage), ...head],
      outputs,
      tail: [...tail, ...end(tool ? 'tool_use' : 'end_turn', usage)],
    };
  },

  blocked: ({ model }, usage) => ({ head: start(model, usage), outputs: [], tail: end('refusal', usage) }),

  status(status) {
    if (status === 401) return this.refusal('wrong-key', '');
    if (status === 402) return refusal(402, 'billing_error', 'There is an issue with your billing.');
    if (status === 403) return refusal(403, 'permission_error', 'Your API key may not do this.');
    if (status === 429) return refusal(429, 'rate_limit_error', 'This request would exceed your rate limit.');
    if (status === 500) return refusal(500, 'api_error', 'Internal server error');
    // Overloaded, it may notice so late that the stream has begun.
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    return {
      head: start('claude-haiku-4-5', { input: 1, cached: 0, output: 0 }),
      outputs: [event({ type: 'error', error } as { type: string })],
      tail: [],
    };
  },

  refusal(why, detail) {
    switch (why) {
      case 'no-key':
        return refusal(401, 'authentication_error', 'x-api-key header is required');
      case 'wrong-key':
        return refusal(401, 'authentication_error', 'invalid x-api-key');
      case 'quota':
        return refusal(
          400,
          'invalid_request_error',
          'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
        );
      case 'no-model':
        return refusal(404, 'not_found_error', `model: ${detail}`);
      case 'not-found':
        return refusal(404, 'not_found_error', 'Not Found');
    }
  },
};

export class AnthropicServer extends ModelServer<MessageBody> {
  static async start(options: ModelServerOptions = {}): Promise<AnthropicServer> {
    const server = new AnthropicServer(dialect, options);
    await server.listen(options.port);
    return server;
  }
}
