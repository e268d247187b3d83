/** Our side of `bench peers` on the text transport, in a process of its own: the whole server, with the bench's workflow. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../src/server/index.ts';
import { publishAt } from '../engine/publish.ts';
import { benchDocument, BENCH_WORKFLOW } from '../engine/workflow.ts';
import { servePeer } from './jobs.ts';
import { modes, scriptOf, type Mode } from './script.ts';
import { scriptedProviders } from './scriptedProviders.ts';

const [modeGiven = 'overhead', seed = '1'] = process.argv.slice(2);
const mode: Mode = modes.find((one) => one === modeGiven) ?? 'overhead';
const home = mkdtempSync(join(tmpdir(), 'weaver-peers-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));
const server = await startServer({
  env: {
    PORT: '0',
    WEAVER_HOME: home,
    WEAVER_DEMO: 'off',
    WEAVER_LOG_LEVEL: 'error',
    WEAVER_MAX_CALLS: '10000',
    WEAVER_WEBHOOK_RATE: '1000000',
    WEAVER_API_RATE: '1000000',
  },
  providers: scriptedProviders(scriptOf(Number(seed), mode)),
});
const { config } = benchDocument;
// Every answer is made, as at the others: nothing is kept of what was said before.
await publishAt(server.url, BENCH_WORKFLOW, {
  ...benchDocument,
  config: { ...config, performance: { cacheEnabled: false } },
});
servePeer({
  url: `${server.url}/twilio/voice?workflow=${BENCH_WORKFLOW}&transport=relay`,
  token: server.context.simulator.authToken,
});
