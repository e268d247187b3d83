/** Refusals in the words and the shape of the real service. */
import type { ServerResponse } from 'node:http';

export interface ApiError {
  readonly status: number;
  readonly message: string;
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
}

export function sendError(response: ServerResponse, { status, message, type, code, param }: ApiError): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(
    JSON.stringify({
      error: { message, type: type ?? 'invalid_request_error', param: param ?? null, code: code ?? null },
    }),
  );
}

export const wrongKey = (key: string | undefined): ApiError => ({
  status: 401,
  // The real one repeats part of the key: whoever logs its messages logs that.
  message: `Incorrect API key provided: ${key ?? ''}. You can find your API key in your account.`,
  code: 'invalid_api_key',
});

export const invalid = (message: string, param?: string, code?: string): ApiError => ({
  status: 400,
  message,
  ...(param === undefined ? {} : { param }),
  ...(code === undefined ? {} : { code }),
});

export const noSuchModel = (model: string): ApiError => ({
  status: 404,
  message: `The model \`${model}\` does not exist or you do not have access to it.`,
  code: 'model_not_found',
});

export const quotaUsedUp: ApiError = {
  status: 429,
  message: 'You exceeded your current quota, please check your plan and billing details.',
  type: 'insufficient_quota',
  code: 'insufficient_quota',
};

export const filtered: ApiError = {
  status: 400,
  message: 'Your request was rejected as a result of our safety system.',
  code: 'content_policy_violation',
};

/** What a status looks like when the service gives it for reasons of its own. */
export function statusError(status: number): ApiError {
  const known: Readonly<Record<number, Omit<ApiError, 'status'>>> = {
    401: { message: 'Your authentication token has expired.', code: 'invalid_api_key' },
    402: { message: 'Payment required.', type: 'billing_error' },
    403: { message: 'Country, region, or territory not supported.', type: 'request_forbidden' },
    429: { message: 'Rate limit reached. Please try again.', type: 'requests', code: 'rate_limit_exceeded' },
    503: { message: 'The engine is currently overloaded.', type: 'server_error' },
  };
  const error = known[status] ?? { message: 'The server had an error.', type: 'server_error' };
  return { status, ...error };
}
