/** The server's side of `weaver languages`: the one that runs on this machine, if there is one. */
import { createApiClient, type ApiClient } from '../apiClient.ts';
import { findServer } from '../findServer.ts';

/** null: none runs. */
export async function languageServer(): Promise<ApiClient | null> {
  const url = await findServer();
  return url === null ? null : createApiClient({ url, token: process.env.WEAVER_TOKEN });
}

export const languagePath = (tag: string): string => `/api/languages/${encodeURIComponent(tag)}`;

/** How a server would listen is of no matter where none runs. */
export function offlineEnvironment(): Record<string, string | undefined> {
  return { ...process.env, PORT: undefined, HOST: undefined };
}

export const NO_SERVER = 'No server answers: this is what the environment and the store alone set up.';
