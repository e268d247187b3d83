/** A real server on a real port, with nothing heavy in it: for this room's tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { ProviderSet } from '../../services/performanceOrchestrator.ts';
import type { SimulatorAccount } from '../../types/api.ts';
import { CURRENT_DOCUMENT_VERSION } from '../../types/workflow.ts';
import type { ServerOptions, WeaverServer } from '../createServer.ts';
import { startServer } from '../createServer.ts';

/** As Twilio signs, by its own library. */
export function signRequest(
  url: string,
  authToken: string,
  fields: Readonly<Record<string, string>> = {},
): string {
  return getExpectedTwilioSignature(authToken, url, { ...fields });
}

/** On the text transport the carrier hears and speaks: nothing of ours is needed. */
export const noProviders: ProviderSet = {
  recogniser: () => null,
  synthesiser: () => null,
  model: () => null,
  load: async () => undefined,
  warm: async () => undefined,
  close: async () => undefined,
};

export interface TestServer extends WeaverServer {
  readonly account: SimulatorAccount;
  /** All that was logged, as text. */
  logged(): string;
  /** Error code, or the parsed body, of an API request. */
  api(path: string, init?: RequestInit & { json?: unknown }): Promise<ApiAnswer>;
  webhook(path: string, fields: Record<string, string>, signing?: Signing): Promise<WebhookAnswer>;
  stop(): Promise<void>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly code: string | undefined;
  // What the body holds is what the test says about it.
  readonly body: Record<string, never> & { [key: string]: unknown };
  readonly headers: Headers;
}

export interface WebhookAnswer {
  readonly status: number;
  readonly code: string | null;
  readonly xml: string;
}

export type Signing = 'right' | 'wrong' | 'absent';

export async function testServer(
  env: Record<string, string> = {},
  options: ServerOptions = {},
): Promise<TestServer> {
  const home = mkdtempSync(path.join(tmpdir(), 'weaver-server-'));
  const lines: string[] = [];
  const logTo = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const server = await startServer({
    providers: noProviders,
    logTo,
    ...options,
    env: { PORT: '0', WEAVER_HOME: home, WEAVER_DATABASE_URL: 'sqlite::memory:', WEAVER_DEMO: 'off', ...env },
  });
  const account = server.context.simulator;
  return Object.assign(Object.create(server) as WeaverServer, {
    account,
    logged: () => lines.join(''),
    api: (where: string, init?: RequestInit & { json?: unknown }) => ask(server.url + where, init),
    webhook: (where: string, fields: Record<string, string>, signing?: Signing) =>
      webhook(server.url + where, fields, account, signing),
    async stop() {
      await server.close({ drainMs: 0 });
      rmSync(home, { recursive: true, force: true });
    },
  });
}

async function ask(
  url: string,
  { json, ...init }: RequestInit & { json?: unknown } = {},
): Promise<ApiAnswer> {
  const headers = new Headers(init.headers);
  if (json !== undefined) headers.set('content-type', 'application/json');
  const body = json === undefined ? init.body : JSON.stringify(json);
  const answer = await fetch(url, { ...init, headers, ...(body !== undefined && { body }) });
  const text = await answer.text();
  const parsed = text.startsWith('{')
    ? (JSON.parse(text) as ApiAnswer['body'] & { error?: { code?: string } })
    : {};
  return {
    status: answer.status,
    code: parsed.error?.code,
    body: parsed as ApiAnswer['body'],
    headers: answer.headers,
  };
}

async function webhook(
  url: string,
  fields: Record<string, string>,
  account: SimulatorAccount,
  signing: Signing = 'right',
): Promise<WebhookAnswer> {
  const key = signing === 'right' ? account.authToken : 'another-token';
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    ...(signing !== 'absent' && { headers: { 'x-twilio-signature': signRequest(url, key, fields) } }),
  });
  return { status: answer.status, code: answer.headers.get('x-weaver-error'), xml: await answer.text() };
}

/** A flow that greets, asks for one digit, and says goodbye. */
export function smallDocument(numbers: readonly string[] = []) {
  const line = (text: string) => ({ 'en-US': text });
  return {
    format: 'call-flow-weaver/workflow',
    formatVersion: CURRENT_DOCUMENT_VERSION,
    config: { name: 'Small', languages: [{ language: 'en-US' }], telephone: { numbers } },
    flow: {
      variables: [{ name: 'code', type: 'string' }],
      nodes: [
        { id: 'start', type: 'start', data: { greeting: line('Welcome to the test line.') } },
        {
          id: 'ask',
          type: 'collect',
          data: {
            fields: [
              {
                variable: 'code',
                kind: 'digits',
                digits: { min: 4, max: 4 },
                confirm: 'never',
                ask: line('Please key in your code.'),
              },
            ],
          },
        },
        { id: 'end', type: 'end', data: { line: line('Thank you. Goodbye.') } },
      ],
      edges: [
        { id: 'e1', source: 'start', outcome: 'next', target: 'ask' },
        { id: 'e2', source: 'ask', outcome: 'filled', target: 'end' },
        { id: 'e3', source: 'ask', outcome: 'failed', target: 'end' },
      ],
    },
  };
}

/** Makes and publishes {@link smallDocument} under a slug. Answers its id. */
export async function publishSmall(
  server: TestServer,
  slug = 'small',
  numbers: readonly string[] = [],
): Promise<string> {
  const made = await server.api('/api/workflows', {
    method: 'POST',
    json: { slug, name: slug, document: smallDocument(numbers) },
  });
  const id = String(made.body['id']);
  const published = await server.api(`/api/workflows/${id}/publish`, { method: 'POST', json: {} });
  if (published.status !== 200) throw new Error(`not published: ${JSON.stringify(published.body)}`);
  return id;
}

/** The fields of a voice webhook. */
export function voiceFields(
  account: SimulatorAccount,
  callSid: string,
  to = '+85228765432',
): Record<string, string> {
  return {
    AccountSid: account.accountSid,
    CallSid: callSid,
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: '+85221234567',
    To: to,
  };
}

/** A carrier-like id that no other test uses. */
export function newCallSid(): string {
  return `CA${crypto.randomUUID().replaceAll('-', '')}`;
}

/** Waits until something becomes true. */
export async function until(what: () => boolean, timeoutMs = 10_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!what()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
