/** A server on which every screen has something to show: flows, versions, calls of all kinds, a recording, an alert. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newData, type NodeSpec } from '../../../src/components/FlowBuilder/document/spec.ts';
import sample from '../../../src/components/Calls/sampleCall.json' with { type: 'json' };
import { startServer, type WeaverServer } from '../../../src/server/index.ts';
import { closeEmbeddedCallerVoices, testCallers } from '../../../src/simulator/index.ts';
import type { CallEnd } from '../../../src/types/call.ts';
import type { Turn } from '../../../src/types/turn.ts';
import type { WorkflowDocument } from '../../../src/types/workflow.ts';
import { bookingBegun } from '../bookingBegun.ts';
import { whenWarm } from '../whenWarm.ts';

export interface SeededServer {
  readonly server: WeaverServer;
  /** A call over the simulated network, with its sound: it takes half a minute, as calls do. */
  readonly recorded: Promise<string>;
  /** One that ended in an error. */
  readonly failed: string;
  /** Every type of node, most of them with something wrong. */
  readonly nodeTypes: readonly string[];
  close(): Promise<void>;
}

export async function seededServer(webApp: string): Promise<SeededServer> {
  const home = await mkdtemp(join(tmpdir(), 'weaver-seeded-'));
  const server = await startServer({
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', WEAVER_HOME: home, WEAVER_LOG_LEVEL: 'silent' },
    webApp,
    simulatedCallers: testCallers(),
  });
  let recorded: Promise<string> | null = null;
  const close = async () => {
    await recorded?.catch(() => undefined);
    await server.close({ drainMs: 0 });
    await closeEmbeddedCallerVoices();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await whenWarm(server.url);
    const seed = new Seed(server);
    await seed.templates();
    await seed.versions();
    const nodeTypes = await seed.everyNode();
    await seed.storedCalls();
    await seed.alert();
    recorded = seed.realCall();
    // Whoever waits for it is told; nobody may.
    recorded.catch(() => undefined);
    return { server, recorded, failed: 'CAfailed', nodeTypes, close };
  } catch (error) {
    await close();
    throw error;
  }
}

class Seed {
  readonly #server: WeaverServer;

  constructor(server: WeaverServer) {
    this.#server = server;
  }

  async #ask<T>(
    path: string,
    method = 'GET',
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const answer = await fetch(`${this.#server.url}/api${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async #draft(slug: string, change: (document: WorkflowDocument) => void): Promise<void> {
    const { document, etag } = await this.#ask<{ document: WorkflowDocument; etag: string }>(
      `/workflows/${slug}/draft`,
    );
    change(document);
    await this.#ask(`/workflows/${slug}/draft`, 'PUT', document, { 'if-match': `"${etag}"` });
  }

  async templates(): Promise<void> {
    const flows = [
      ['two-harbours', 'Two Harbours', 'restaurant'],
      ['harbour-bank', 'Harbour Bank, lost cards', 'lost-card'],
      ['feedback', 'How was it?', 'survey'],
    ] as const;
    for (const [slug, name, template] of flows)
      await this.#ask('/workflows', 'POST', { slug, name, language: 'en-US', template });
  }

  /** Two versions of the clinic, and a draft that differs from both. The sound of its calls is kept. */
  async versions(): Promise<void> {
    await this.#draft('clinic', ({ config }) => Object.assign(config.privacy, { recordCalls: true }));
    await this.#ask('/workflows/clinic/publish', 'POST', { note: 'Calls are recorded.' });
    await this.#draft('clinic', (document) => {
      document.config.telephone.numbers = ['+85221234567'];
      document.config.performance.targetLatency = 250;
    });
    await this.#ask('/workflows/clinic/publish', 'POST', { note: 'A number, and a shorter wait.' });
    await this.#draft('clinic', ({ config, flow }) => {
      config.performance.maxLatency = 600;
      const [, second] = flow.nodes;
      if (second) second.label = 'Which language?';
    });
  }

  /** One node of every type, as the builder makes them, in a row below Start. */
  async everyNode(): Promise<string[]> {
    const { nodeTypes } = await this.#ask<{ nodeTypes: NodeSpec[] }>('/node-types');
    await this.#ask('/workflows', 'POST', { slug: 'every-node', name: 'Every node', language: 'en-US' });
    await this.#draft('every-node', ({ flow }) => {
      const there = new Set(flow.nodes.map(({ type }) => type));
      let at = 0;
      for (const spec of nodeTypes) {
        if (there.has(spec.type)) continue;
        const position = { x: (at % 5) * 320, y: 400 + Math.floor(at / 5) * 320 };
        flow.nodes.push({ id: spec.type, type: spec.type, data: newData(spec), position });
        at += 1;
      }
    });
    return nodeTypes.map(({ type }) => type);
  }

  /** As the recorder writes them. */
  async storedCalls(): Promise<void> {
    const ends: readonly [string, CallEnd, string[]][] = [
      ['CAcompleted', 'completed', []],
      ['CAtransferred', 'transferred', []],
      ['CAhungup', 'caller-hung-up', []],
      ['CAfailed', 'failed', ['FLOW_NODE_FAILED', 'HTTP_TIMEOUT']],
    ];
    const { calls, workflows } = this.#server.context.store;
    const workflow = await workflows.get('clinic');
    if (!workflow) throw new Error('no clinic');
    for (const [at, [callSid, end, errors]] of ends.entries()) {
      void calls.start({
        callSid,
        transport: 'media',
        carrier: 'twilio',
        direction: 'inbound',
        from: '+85225550100',
        to: '+85221234567',
        workflowId: workflow.id,
        workflowVersion: 2,
        language: at % 2 === 0 ? 'en-US' : 'zh-HK',
      });
      const turns = (sample as unknown as { turns: Turn[] }).turns;
      for (const turn of turns.slice(0, 2 + at)) void calls.addTurn(callSid, turn);
      await calls.finish(callSid, { end, errors });
    }
  }

  async realCall(): Promise<string> {
    const { callSid, errors } = await bookingBegun(this.#server, 'media');
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
    return callSid;
  }

  /** Fires at once: every turn is slower than nothing. */
  async alert(): Promise<void> {
    const rule = {
      origin: 'simulated',
      metric: 'speechEndToAudio',
      threshold: 1,
      minTurns: 1,
      windowMinutes: 60,
    };
    await this.#ask('/alerts/rules', 'POST', { ...rule, name: 'Slow answers' });
    await this.#ask('/alerts/rules', 'POST', { ...rule, name: 'Errors', metric: 'errors', threshold: 5 });
    await this.#server.context.alerts.look();
  }
}
