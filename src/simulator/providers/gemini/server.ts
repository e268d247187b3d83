/** A simulated Gemini API: `POST /v1beta/models/{model}:streamGenerateContent?alt=sse`, `GET /v1beta/models`. */
import {
  complaint,
  ModelServer,
  type Dialect,
  type ModelServerOptions,
  type Refusal,
  type Usage,
} from '../models/modelServer.ts';
import { tokensOf } from '../models/script.ts';
import { generateBody, thinkingComplaint, type GenerateBody } from './format.ts';

function refusal(code: number, status: string, message: string, details?: readonly object[]): Refusal {
  return { status: code, error: { error: { code, message, status, ...(details ? { details } : {}) } } };
}

const rpc = (type: string, more: object) => ({ '@type': `type.googleapis.com/google.rpc.${type}`, ...more });

function chunk(model: string, usage: Usage, more: object): string {
  const json = {
    ...more,
    usageMetadata: {
      promptTokenCount: usage.input,
      candidatesTokenCount: usage.output,
      totalTokenCount: usage.input + usage.output,
      ...(usage.cached > 0 ? { cachedContentTokenCount: usage.cached } : {}),
    },
    modelVersion: model,
    responseId: 'simulated',
  };
  return `data: ${JSON.stringify(json)}\r\n\r\n`;
}

const candidate = (parts: readonly object[], finish?: string) => ({
  candidates: [
    {
      content: { parts, role: 'model' },
      index: 0,
      ...(finish === undefined ? {} : { finishReason: finish }),
    },
  ],
});

const dialect: Dialect<GenerateBody> = {
  models: ['gemini-2.5-pro', 'gemini-3.5-flash-lite'],

  key: ({ 'x-goog-api-key': key }) => (typeof key === 'string' ? key : undefined),

  route(method, { pathname, searchParams }) {
    if (method === 'GET' && pathname === '/v1beta/models') return { to: 'list' };
    const model = /^\/v1beta\/models\/([\w.-]+):streamGenerateContent$/.exec(pathname)?.[1];
    // Without `alt` it would answer with one JSON array, which nobody here can use.
    if (method !== 'POST' || model === undefined || searchParams.get('alt') !== 'sse') return null;
    return { to: 'generate', model };
  },

  list: (models) => ({
    models: models.map((name) => ({
      name: `models/${name}`,
      displayName: name,
      supportedGenerationMethods: ['generateContent'],
    })),
  }),

  read(json, { headers }, model = '') {
    if (!headers['content-type']?.startsWith('application/json'))
      return refusal(400, 'INVALID_ARGUMENT', 'The content type is not application/json.');
    const { data: body, error } = generateBody.safeParse(json);
    if (!body) return refusal(400, 'INVALID_ARGUMENT', complaint(error));
    const thinking = thinkingComplaint(model, body);
    if (thinking !== null) return refusal(400, 'INVALID_ARGUMENT', thinking);
    const turns = [...(body.systemInstruction ? [body.systemInstruction] : []), ...body.contents];
    return {
      body,
      model,
      tools: (body.tools ?? []).flatMap((tool) => tool.functionDeclarations.map(({ name }) => name)),
      texts: turns.map(({ parts }) => parts.map(({ text }) => text).join(' ')),
      lastText: body.contents.at(-1)?.parts.at(-1)?.text ?? '',
    };
  },

  answer({ model }, { text = '', tool }, usage) {
    const soFar = { ...usage, output: 0 };
    const parts = tool ? [{ functionCall: tool }] : tokensOf(text).map((token) => ({ text: token }));
    return {
      head: [],
      outputs: parts.map((part) => chunk(model, soFar, candidate([part]))),
      tail: [chunk(model, usage, candidate([{ text: '' }], 'STOP'))],
    };
  },

  blocked: ({ model }, usage) => ({
    head: [],
    outputs: [],
    tail: [chunk(model, { ...usage, output: 0 }, { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } })],
  }),

  status(status) {
    if (status === 401)
      return refusal(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
    if (status === 402) return refusal(402, 'FAILED_PRECONDITION', 'Please enable billing.');
    if (status === 403) return refusal(403, 'PERMISSION_DENIED', 'The caller does not have permission.');
    if (status === 429) return this.refusal('quota', 'GenerateRequestsPerMinutePerProjectPerModel');
    if (status === 500) return refusal(500, 'INTERNAL', 'An internal error has occurred.');
    return refusal(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');
  },

  refusal(why, detail) {
    switch (why) {
      case 'no-key':
        return refusal(403, 'PERMISSION_DENIED', "Method doesn't allow unregistered callers.");
      case 'wrong-key':
        // A bad key is a bad argument here.
        return refusal(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
          rpc('ErrorInfo', { reason: 'API_KEY_INVALID', domain: 'googleapis.com' }),
        ]);
      case 'quota':
        // By the minute or by the day: only the violation tells.
        return refusal(
          429,
          'RESOURCE_EXHAUSTED',
          'You exceeded your current quota, please check your plan and billing details.',
          [
            rpc('QuotaFailure', {
              violations: [{ quotaId: detail || 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
            }),
            rpc('RetryInfo', { retryDelay: '37s' }),
          ],
        );
      case 'no-model':
        return refusal(404, 'NOT_FOUND', `models/${detail} is not found for API version v1beta.`);
      case 'not-found':
        return refusal(404, 'NOT_FOUND', 'Requested entity was not found.');
    }
  },
};

export class GeminiServer extends ModelServer<GenerateBody> {
  static async start(options: ModelServerOptions = {}): Promise<GeminiServer> {
    const server = new GeminiServer(dialect, options);
    await server.listen(options.port);
    return server;
  }
}
