/** A caller over ConversationRelay, what was said to them as it is stored, and the same call replayed. */
import { expect } from 'vitest';
import { runCall, type CallerScript } from '../../src/simulator/index.ts';
import type { TestServer } from '../../src/server/testing/testServer.ts';

export async function callAndReplay(server: TestServer, workflow: string, script: CallerScript) {
  const outcome = await runCall({
    baseUrl: server.url,
    ...server.account,
    transport: 'relay',
    workflow,
    script,
    maxCallMs: 60_000,
  });
  await server.context.store.flush();
  const { body } = await server.api(`/api/calls/${outcome.callSid}`);
  // The server's side of it, for whoever has to find out why.
  expect(outcome.errors, JSON.stringify(body)).toEqual([]);
  const { turns } = body as unknown as { turns: { agent: string }[] };
  const replay = (await server.api(`/api/calls/${outcome.callSid}/replay`)).body as unknown as {
    same: boolean;
    path: { nodeId: string; outcome?: string }[];
  };
  return { said: turns.map(({ agent }) => agent).join(' '), replay };
}
