/**
 * The server under test, in a process of its own: the real server, its providers configured by environment like any
 * operator's. Instruments are put on from outside.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../src/server/index.ts';
import { MetricsRegistry } from '../../src/services/metrics/index.ts';
import { embeddedProviders } from '../../src/services/performanceOrchestrator.ts';
import { publishAt } from '../engine/publish.ts';
import type { FromServer, MeasuredTurn, ServerFigures, ToServer } from './messages.ts';
import { failoverDocument, FAILOVER_WORKFLOW, type Orders } from './workflow.ts';

const home = mkdtempSync(join(tmpdir(), 'weaver-failover-'));
const server = await startServer({
  env: {
    ...process.env,
    PORT: '0',
    WEAVER_HOME: home,
    WEAVER_DEMO: 'off',
    WEAVER_LOG_LEVEL: 'error',
    WEAVER_MAX_CALLS: '10000',
    WEAVER_WEBHOOK_RATE: '1000000',
    WEAVER_API_RATE: '1000000',
    // Tone speech is no voice to a network that was trained on voices.
    WEAVER_VAD: 'energy',
  },
});
await publishAt(server.url, FAILOVER_WORKFLOW, failoverDocument(orders()));

const { health } = embeddedProviders();
const [work, primary] = (process.env['BENCH_UNDER_FAULT'] ?? ' ').split(' ');
/** When the primary's breaker last opened, on the clock of the turns' marks. */
let openedAt = Number.POSITIVE_INFINITY;
health.on('opened', (it) => {
  if (it.work === work && it.provider === primary) openedAt = health.clock.now();
});
let turns: MeasuredTurn[] = [];
const news = { failover: 0, hedge: 0 };
let cpu = process.cpuUsage();
let errorsBefore: Readonly<Record<string, number>> = {};
instrument();

process.on('message', (message: ToServer) => {
  if (message.type === 'take') tell({ type: 'figures', figures: take() });
  else void stop();
});
process.on('disconnect', () => void stop());
tell({ type: 'ready', url: server.url, ...server.context.simulator });

function tell(message: FromServer): void {
  process.send?.(message);
}

/** The providers' order comes by environment, like the address and key of each. */
function orders(): Orders {
  const order = (name: string) => (process.env[name] ?? '').split(',').filter((it) => it !== '');
  return {
    recogniser: order('BENCH_RECOGNISERS'),
    synthesiser: order('BENCH_SYNTHESISERS'),
    model: order('BENCH_MODELS'),
  };
}

function instrument(): void {
  const { recordTurn, recordProviderNews } = MetricsRegistry.prototype;
  MetricsRegistry.prototype.recordTurn = function (turn, labels) {
    if (turn.input === 'speech') {
      const { speechEndToAudioMs, decisionToAudioMs } = turn.clocks;
      const { speechStart = 0 } = turn.timeline;
      turns.push({ speechEndToAudioMs, decisionToAudioMs, open: speechStart >= openedAt });
    }
    recordTurn.call(this, turn, labels);
  };
  MetricsRegistry.prototype.recordProviderNews = function (it, origin) {
    if (it.change === 'failover' || it.change === 'hedge') news[it.change]++;
    recordProviderNews.call(this, it, origin);
  };
}

function take(): ServerFigures {
  const { user, system } = process.cpuUsage(cpu);
  const errors = errorCounts();
  const figures = {
    turns,
    errors: Object.fromEntries(
      Object.entries(errors)
        .map(([code, count]) => [code, count - (errorsBefore[code] ?? 0)] as const)
        .filter(([, count]) => count > 0),
    ),
    failovers: news.failover,
    hedges: news.hedge,
    cpuSeconds: (user + system) / 1e6,
  };
  turns = [];
  news.failover = 0;
  news.hedge = 0;
  errorsBefore = errors;
  cpu = process.cpuUsage();
  return figures;
}

function errorCounts(): Record<string, number> {
  return { ...server.context.metrics.snapshot({ origin: 'simulated' }).errors };
}

async function stop(): Promise<void> {
  await server.close({ drainMs: 0 });
  rmSync(home, { recursive: true, force: true });
  process.exit(0);
}
