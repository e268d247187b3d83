/** The command line's view of a server: its HTTP API, with the server's own error codes raised again. */
import { apiError } from '../types/api.ts';
import { errorTable, WeaverError, type ErrorCode } from '../types/errors/index.ts';
import type { z } from 'zod';
import { eventData } from './eventStream.ts';

export interface ApiClient {
  /** Origin, without a slash at the end. */
  readonly url: string;
  /** `orStatus`: a status that answers with the same form although it is no success (`/readyz` while not ready). */
  get<T>(path: string, schema: z.ZodType<T>, orStatus?: number): Promise<T>;
  post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T>;
  /** Server-sent events until the server ends the stream; what does not fit the schema is passed over. */
  events<T>(path: string, schema: z.ZodType<T>, onEvent: (event: T) => void): Promise<void>;
}

export interface ApiClientOptions {
  readonly url: string;
  /** Sent as a bearer token where there is one. */
  readonly token?: string | undefined;
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 15_000;

export function createApiClient(options: ApiClientOptions): ApiClient {
  const url = options.url.replace(/\/+$/, '');
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const headers: Record<string, string> = options.token ? { authorization: `Bearer ${options.token}` } : {};

  async function ask<T>(
    method: string,
    path: string,
    body: unknown,
    schema: z.ZodType<T>,
    orStatus = 200,
  ): Promise<T> {
    const answer = await send(url + path, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    const json = parseJson(text);
    if (!answer.ok && answer.status !== orStatus)
      throw refusal({ method, path, status: answer.status, json, url });
    const parsed = schema.safeParse(json);
    if (!parsed.success) throw new WeaverError('CLI_SERVER_ANSWER', { method, path, status: answer.status });
    return parsed.data;
  }

  async function events<T>(path: string, schema: z.ZodType<T>, onEvent: (event: T) => void): Promise<void> {
    const answer = await send(url + path, { headers: { ...headers, accept: 'text/event-stream' } });
    if (!answer.ok || !answer.body)
      throw refusal({
        method: 'GET',
        path,
        status: answer.status,
        json: parseJson(await answer.text()),
        url,
      });
    try {
      for await (const data of eventData(answer.body)) {
        const parsed = schema.safeParse(parseJson(data));
        if (parsed.success) onEvent(parsed.data);
      }
    } catch (error) {
      throw new WeaverError('CLI_SERVER_UNREACHABLE', { url }, { cause: error });
    }
  }

  async function send(address: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(address, init);
    } catch (error) {
      throw new WeaverError('CLI_SERVER_UNREACHABLE', { url }, { cause: error });
    }
  }

  return {
    url,
    get: (path, schema, orStatus) => ask('GET', path, undefined, schema, orStatus),
    post: (path, body, schema) => ask('POST', path, body, schema),
    events,
  };
}

/** Whether one of our servers answers there. */
export async function answersHealth(url: string, timeoutMs = 1_500): Promise<boolean> {
  try {
    const answer = await fetch(`${url.replace(/\/+$/, '')}/healthz`, {
      signal: AbortSignal.timeout(timeoutMs),
    });
    return answer.ok && (parseJson(await answer.text()) as { ok?: unknown } | null)?.ok === true;
  } catch {
    return false; // nobody there: that is the answer
  }
}

interface Refused {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly json: unknown;
  readonly url: string;
}

function refusal({ method, path, status, json, url }: Refused): WeaverError {
  if (status === 401) return new WeaverError('CLI_TOKEN_NEEDED', { url });
  const parsed = apiError.safeParse(json);
  if (!parsed.success) return new WeaverError('CLI_SERVER_ANSWER', { method, path, status });
  const { code, detail = {} } = parsed.data.error;
  return code in errorTable
    ? new WeaverError(code as ErrorCode, detail)
    : new WeaverError('CLI_SERVER_ANSWER', { method, path, status });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // the schema refuses it
  }
}
