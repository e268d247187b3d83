/**
 * A server on which every screen has something to show: flows of every kind, calls of every end, a recorded call, an alert
 * rule, a language of its own; and a second one that nobody has used, which asks who one is.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type WeaverServer } from '../src/server/index.ts';
import { newDocument, templates } from '../src/server/templates/index.ts';
import { closeEmbeddedCallerVoices, runCall } from '../src/simulator/index.ts';
import { nodeSpecs } from '../src/services/flow/index.ts';
import type { CallEnd } from '../src/types/call.ts';
import type { FlowNode } from '../src/types/flow.ts';
import type { Turn } from '../src/types/turn.ts';
import type { WorkflowDocument } from '../src/types/workflow.ts';
import { largeFlow } from '../tests/support/largeFlow.ts';

export interface Site {
  readonly server: WeaverServer;
  /** Of a call by Media Streams, with its sound. */
  readonly callSid: string;
  /** Nobody has used it, and it wants this token. */
  readonly fresh: WeaverServer;
  readonly token: string;
  close(): Promise<void>;
}

const token = 'a-token-for-the-door';
const ends: readonly CallEnd[] = ['completed', 'transferred', 'failed', 'silence', 'connection-lost'];

export async function openSite(webApp: string): Promise<Site> {
  const home = await mkdtemp(join(tmpdir(), 'weaver-site-'));
  const start = (name: string, env: Record<string, string> = {}) =>
    startServer({
      env: {
        PORT: '0',
        WEAVER_HOME: join(home, name),
        WEAVER_LOG_LEVEL: 'silent',
        WEAVER_VAD: 'energy',
        ...env,
      },
      webApp,
    });
  const [server, fresh] = await Promise.all([start('used'), start('fresh', { WEAVER_TOKEN: token })]);
  const { workflows } = fresh.context.store;
  for (const { id } of await workflows.list()) await workflows.remove(id);
  await makeFlows(server);
  const callSid = await makeCalls(server);
  return {
    server,
    callSid,
    fresh,
    token,
    async close() {
      await Promise.all([server, fresh].map((one) => one.close({ drainMs: 0 })));
      await closeEmbeddedCallerVoices();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export async function send(server: WeaverServer, path: string, method: string, body: unknown, headers = {}) {
  const answer = await fetch(`${server.url}/api${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}

export const makeFlow = (server: WeaverServer, slug: string, document: WorkflowDocument) =>
  send(server, '/workflows', 'POST', { slug, name: document.config.name, document });

export const nodeTypes = nodeSpecs().map(({ type }) => type);

async function makeFlows(server: WeaverServer): Promise<void> {
  const documents = templates().map(({ id }) =>
    newDocument({ slug: id, name: id, language: 'en-US', template: id }),
  );
  const there = await server.context.store.workflows.list();
  for (const document of documents) {
    const { name } = document.config;
    if (there.every(({ slug }) => slug !== name)) await makeFlow(server, name, document);
  }
  await makeFlow(server, 'draft', largeFlow(4, 'Draft'));
  await makeFlow(server, 'every-kind', everyKind(documents));
  await makeFlow(server, 'versions', largeFlow(4, 'Versions'));
  for (const [nodes, note] of [
    [5, 'As it began'],
    [7, ''],
  ] as const) {
    const answer = await fetch(`${server.url}/api/workflows/versions/draft`);
    const { etag } = (await answer.json()) as { etag: string };
    await send(server, '/workflows/versions/draft', 'PUT', largeFlow(nodes, 'Versions'), {
      'if-match': `"${etag}"`,
    });
    await send(server, '/workflows/versions/publish', 'POST', { note });
  }
  await recordCalls(server);
}

/** A node of each type as a template has it; nothing is connected, so there is much to say about it. */
function everyKind(documents: readonly WorkflowDocument[]): WorkflowDocument {
  const met = documents.flatMap(({ flow }) => flow.nodes);
  const nodes = nodeTypes.map((type, i): FlowNode => {
    const like = met.find((node) => node.type === type);
    const position = { x: (i % 3) * 300, y: Math.floor(i / 3) * 220 };
    return { id: type, type, data: like?.data ?? {}, position };
  });
  const [first] = documents;
  if (!first) throw new Error('no templates');
  return {
    ...first,
    config: { ...first.config, name: 'Every kind' },
    flow: { ...first.flow, nodes, edges: [] },
  };
}

/** The clinic keeps the sound of its calls from now on. */
async function recordCalls(server: WeaverServer): Promise<void> {
  const answer = await fetch(`${server.url}/api/workflows/clinic/draft`);
  const { document, etag } = (await answer.json()) as { document: WorkflowDocument; etag: string };
  const { config } = document;
  const changed = { ...document, config: { ...config, privacy: { ...config.privacy, recordCalls: true } } };
  await send(server, '/workflows/clinic/draft', 'PUT', changed, { 'if-match': `"${etag}"` });
  await send(server, '/workflows/clinic/publish', 'POST', {});
}

async function makeCalls(server: WeaverServer): Promise<string> {
  const { calls, workflows } = server.context.store;
  const clinic = await workflows.get('clinic');
  if (!clinic) throw new Error('no clinic');
  for (const [i, end] of [...ends, null].entries()) {
    const callSid = `CA${String(i).padStart(32, '0')}`;
    void calls.start({
      callSid,
      transport: i % 2 === 0 ? 'media' : 'relay',
      carrier: 'twilio',
      direction: 'inbound',
      from: '+85221234567',
      to: '+85228765432',
      workflowId: clinic.id,
      workflowVersion: 1,
      language: 'en-US',
    });
    for (let index = 0; index < 3; index++) void calls.addTurn(callSid, turnOf(index));
    if (end) await calls.finish(callSid, { end, errors: end === 'failed' ? ['PROVIDER_TIMEOUT'] : [] });
  }
  await send(server, '/alerts/rules', 'POST', {
    name: 'Slow answers',
    metric: 'speechEndToAudio',
    threshold: 550,
    webhookUrl: 'https://example.com/hook',
  });
  await send(server, '/alerts/rules', 'POST', {
    name: 'Errors',
    metric: 'errors',
    threshold: 3,
    enabled: false,
  });
  const { accountSid, authToken } = server.context.simulator;
  const { callSid } = await runCall({
    baseUrl: server.url,
    accountSid,
    authToken,
    workflow: 'clinic',
    transport: 'media',
    script: [
      { do: 'wait' },
      { do: 'say', text: 'English' },
      { do: 'wait' },
      { do: 'say', text: 'I would like to book an appointment' },
      { do: 'wait' },
      { do: 'hang-up' },
    ],
  });
  return callSid;
}

function turnOf(index: number): Turn {
  return {
    index,
    input: 'speech',
    caller: 'Tomorrow at three, please.',
    agent: 'Tomorrow at three is free. Shall I book it?',
    heard: 'Tomorrow at three is free.',
    source: index === 0 ? 'scripted' : 'exact',
    language: 'en-US',
    nodeId: 'start',
    interrupted: index === 1,
    clocks: { decisionToAudioMs: 40 + index, speechEndToAudioMs: 340 + index, earEstimateMs: 570 + index },
    timeline: {},
  };
}
