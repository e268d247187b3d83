import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCall, TwilioSimulator } from '../../src/simulator/index.ts';
import { startServer } from '../../src/server/index.ts';

/** The public URL has to be known before the server starts. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

async function publishClinic(url: string): Promise<void> {
  const document: unknown = JSON.parse(await readFile('examples/workflows/clinic.json', 'utf8'));
  for (const [path, body] of [
    ['/api/workflows/import', { slug: 'clinic', document }],
    ['/api/workflows/clinic/publish', { note: 'test' }],
  ] as const) {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBeLessThan(300);
  }
}

const accountSid = `AC${'0'.repeat(31)}1`;
const authToken = 'a-real-accounts-token';

it.each([
  ['by REST', true],
  ['by the connect action when REST fails', false],
])(
  'transfers a call of a configured account %s',
  async (_, restWorks) => {
    const network = new TwilioSimulator({ accountSid, authToken, seed: 7 });
    const home = await mkdtemp(join(tmpdir(), 'weaver-rest-'));
    const port = await freePort();
    const server = await startServer({
      env: {
        PORT: String(port),
        WEAVER_HOME: home,
        WEAVER_LOG_LEVEL: 'silent',
        // The demo order service has one fixed port, which a test beside this one needs.
        WEAVER_DEMO: 'off',
        WEAVER_PUBLIC_URL: `http://127.0.0.1:${port}`,
        TWILIO_ACCOUNT_SID: accountSid,
        TWILIO_AUTH_TOKEN: authToken,
        TWILIO_API_URL: restWorks ? await network.listen() : 'http://127.0.0.1:9',
      },
    });
    try {
      await publishClinic(server.url);
      const outcome = await runCall({
        baseUrl: server.url,
        network,
        workflow: 'clinic',
        transport: 'relay',
        script: [
          // Keys cut in: nobody waits for the lines to end.
          { do: 'pause', ms: 600 },
          { do: 'press', digits: '1' },
          { do: 'pause', ms: 1_000 },
          { do: 'press', digits: '0' },
          { do: 'await-end' },
        ],
        maxCallMs: 60_000,
      });
      expect(outcome.violations).toEqual([]);
      expect(JSON.stringify(outcome.events)).toMatch(/dial/i);
      await server.context.store.flush();
      const record = (await (await fetch(`${server.url}/api/calls/${outcome.callSid}`)).json()) as {
        call: { end: string; errors: string[] };
      };
      expect(record.call.end).toBe('transferred');
      expect(record.call.errors).toEqual(restWorks ? [] : ['TEL_CONTROL_UNAVAILABLE']);
    } finally {
      await server.close();
      await network.close();
      await rm(home, { recursive: true, force: true });
    }
  },
  90_000,
);
