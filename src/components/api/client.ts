/** The server's HTTP API as the page sees it: one function a request, answers in the forms of `types/`, errors with their code. */
import type { ApiError } from '../../types/api.ts';
import { loadServerTexts } from '../lib/serverTexts.ts';

/** What the server, or the way to it, refused. `code` is of the error table (docs/errors.md) or `NETWORK`. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: string;
  readonly fix: string;
  readonly status: number;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(status: number, { code, message, fix, detail = {} }: ApiError['error']) {
    super(message);
    this.code = code;
    this.fix = fix;
    this.status = status;
    this.detail = detail;
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Answer<T> {
  readonly data: T;
  /** As `If-Match` wants it, without its quotes. */
  readonly etag: string | null;
}

/** @throws RequestError */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const { method = 'GET', body, headers = {}, signal } = options;
  const sent = await send(path, {
    method,
    credentials: 'same-origin',
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  const text = await sent.text();
  const json = text === '' ? null : parsed(text);
  if (!sent.ok) throw await refusal(sent.status, json);
  const etag = sent.headers.get('etag')?.replace(/^"|"$/g, '') ?? null;
  return { data: json as T, etag };
}

/** The answer's body alone. */
export async function ask<T>(path: string, options?: RequestOptions): Promise<T> {
  return (await request<T>(path, options)).data;
}

/** A file instead of JSON: audio, an export. @throws RequestError */
export async function download(
  path: string,
  { method = 'GET', body, signal }: RequestOptions = {},
): Promise<Blob> {
  const sent = await send(path, {
    method,
    credentials: 'same-origin',
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    ...(signal ? { signal } : {}),
  });
  if (!sent.ok) throw await refusal(sent.status, parsed(await sent.text()));
  return sent.blob();
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api${path}`, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new RequestError(0, { code: 'NETWORK', message: 'The server does not answer.', fix: '' });
  }
}

/** The texts come along, so that the page does not say it in English first. */
async function refusal(status: number, json: unknown): Promise<RequestError> {
  await loadServerTexts('errors');
  if (typeof json === 'object' && json !== null && 'error' in json)
    return new RequestError(status, (json as ApiError).error);
  return new RequestError(status, { code: `HTTP_${status}`, message: `HTTP ${status}`, fix: '' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
