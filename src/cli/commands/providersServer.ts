/** The server's side of `weaver providers`: the one that runs on this machine, if there is one. */
import { apiError } from '../../types/api.ts';
import { errorTable, WeaverError, type ErrorCode } from '../../types/errors/index.ts';
import { createApiClient, type ApiClient } from '../apiClient.ts';
import { findServer } from '../findServer.ts';

/** A provider that answers nothing costs up to ten seconds for each thing that is asked of it, and there are few. */
const CHECK_TIMEOUT_MS = 240_000;

/** A client of the server of this machine, with the patience that checks need; null when none runs. */
export async function runningServer(): Promise<ApiClient | null> {
  const url = await findServer();
  if (url === null) return null;
  return createApiClient({ url, token: process.env.WEAVER_TOKEN, timeoutMs: CHECK_TIMEOUT_MS });
}

export const pathOf = (provider: string): string => `/api/providers/${encodeURIComponent(provider)}`;

export interface Change {
  readonly method: 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** What the other commands have no need of: requests that replace and remove. Answers the parsed body, if there is one. */
export async function sendChange(origin: string, { method, path, body }: Change): Promise<unknown> {
  const token = process.env.WEAVER_TOKEN;
  let answer: Response;
  try {
    answer = await fetch(origin + path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(15_000),
    });
  } catch (error) {
    throw new WeaverError('CLI_SERVER_UNREACHABLE', { url: origin }, { cause: error });
  }
  const text = await answer.text();
  if (answer.ok) return parseJson(text);
  if (answer.status === 401) throw new WeaverError('CLI_TOKEN_NEEDED', { url: origin });
  throw refusal(text) ?? new WeaverError('CLI_SERVER_ANSWER', { method, path, status: answer.status });
}

function refusal(text: string): WeaverError | undefined {
  const parsed = apiError.safeParse(parseJson(text));
  if (!parsed.success || !(parsed.data.error.code in errorTable)) return undefined;
  return new WeaverError(parsed.data.error.code as ErrorCode, parsed.data.error.detail ?? {});
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // nothing, or nothing of ours: the reader refuses it
  }
}
