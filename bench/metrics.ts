/**
 * What recording costs: one turn, one value, and the snapshot that the live feed makes once a second.
 *
 *     node bench/metrics.ts            # one JSON object
 */
import { MetricsRegistry, prometheusText } from '../src/services/metrics/index.ts';
import { turnLabels, turnOf } from '../tests/support/metrics/turns.ts';

const TURNS = 100_000;
const ROUNDS = 200;

/** CPU microseconds per call of `run`, over `times` calls. */
function cost(times: number, run: (i: number) => void): number {
  for (let i = 0; i < times / 10; i++) run(i);
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) run(i);
  const { user, system } = process.cpuUsage(before);
  return Math.round(((user + system) / times) * 100) / 100;
}

/** CPU microseconds of one scrape. */
async function scrape(registry: MetricsRegistry): Promise<number> {
  await prometheusText(registry);
  const before = process.cpuUsage();
  for (let i = 0; i < 20; i++) await prometheusText(registry);
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 20);
}

function filled(versions: number): MetricsRegistry {
  const registry = new MetricsRegistry();
  for (let i = 0; i < versions * 200; i++) {
    registry.recordTurn(turnOf(100 + (i % 997)), { ...turnLabels, version: String(i % versions) });
  }
  return registry;
}

const turns = Array.from({ length: 1_000 }, (_, i) => turnOf(50 + i * 1.7));
const registry = new MetricsRegistry();
const recordTurnUs = cost(TURNS, (i) => registry.recordTurn(turns[i % turns.length]!, turnLabels));

const small = filled(5);
const large = filled(120);
const results = {
  recordTurnUs,
  snapshotUs: cost(ROUNDS, () => void small.snapshot()),
  snapshotSeries: small.snapshot().stages.length,
  largeSnapshotUs: cost(ROUNDS, () => void large.snapshot()),
  largeHourSnapshotUs: cost(ROUNDS, () => void large.snapshot({ window: 'hour' })),
  largeSnapshotSeries: large.snapshot().stages.length,
  largePrometheusUs: await scrape(large),
};
const goals = [
  { name: 'recordTurn', goal: 50, value: recordTurnUs, unit: 'us CPU', met: recordTurnUs < 50 },
  {
    name: 'snapshot of 1,000 series',
    goal: 10_000,
    value: results.largeSnapshotUs,
    unit: 'us CPU',
    met: results.largeSnapshotUs < 10_000,
  },
];
process.stdout.write(
  `${JSON.stringify({ bench: 'metrics', date: new Date().toISOString(), node: process.version, results, goals }, null, 2)}\n`,
);
