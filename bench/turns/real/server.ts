/** Starts the server under test and talks to it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nextMessage } from '../../engine/childMessage.ts';
import type { BenchLanguage } from '../words.ts';
import type { FromServer, Said, ServerOptions, ServerReport, ToServer } from './messages.ts';

export type CallNews = Extract<FromServer, { readonly type: 'expect' | 'turn' }>;

export interface RealServer {
  readonly url: string;
  readonly account: { readonly accountSid: string; readonly authToken: string };
  /** The call is known when it rings; `news` of it until the server stops. */
  expectCall(
    call: { readonly callSid: string; readonly call: number; readonly language: BenchLanguage },
    news: (news: CallNews) => void,
  ): Promise<void>;
  said(callSid: string, said: Said): void;
  report(): Promise<ServerReport>;
  stop(): Promise<void>;
}

const LIMIT_MS = 60_000;

export async function startRealServer(options: ServerOptions): Promise<RealServer> {
  // Its log must not get between the lines of a result: standard output is the bench's own.
  const child = spawn(process.execPath, [join(import.meta.dirname, 'underTest.ts')], {
    stdio: ['ignore', 2, 2, 'ipc'],
    env: { ...process.env, BENCH_OPTIONS: JSON.stringify(options) },
  });
  const send = (message: ToServer) => void child.send(message);
  const watches = new Map<string, (news: CallNews) => void>();
  const arrivals = new Map<string, () => void>();
  child.on('message', (message: FromServer) => {
    if (message.type === 'expect' || message.type === 'turn') watches.get(message.callSid)?.(message);
    if (message.type === 'expected') arrivals.get(message.callSid)?.();
  });
  const ready = await nextMessage<FromServer, 'ready'>(child, 'ready', LIMIT_MS);
  return {
    url: ready.url,
    account: { accountSid: ready.accountSid, authToken: ready.authToken },
    async expectCall(call, news) {
      watches.set(call.callSid, news);
      const known = new Promise<void>((resolve) => arrivals.set(call.callSid, resolve));
      send({ type: 'call', ...call });
      await known;
    },
    said: (callSid, said) => send({ type: 'said', callSid, said }),
    async report() {
      const coming = nextMessage<FromServer, 'report'>(child, 'report', LIMIT_MS);
      send({ type: 'report' });
      return (await coming).report;
    },
    async stop() {
      if (child.exitCode !== null) return;
      send({ type: 'stop' });
      await once(child, 'exit');
    },
  };
}
