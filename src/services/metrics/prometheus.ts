import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Histogram } from './histogram.ts';
import type { Origin } from './labels.ts';
import type { OriginFigures } from './originFigures.ts';
import type { MetricsRegistry } from './registry.ts';

export const PROMETHEUS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Upper bounds of the exported buckets, ms; the goals of the project (250, 300, 400, 500, 1,000, 1,500) are among them. */
const BOUNDS_MS = [
  1, 2, 5, 10, 20, 50, 75, 100, 150, 200, 250, 300, 400, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000,
  30_000,
];
const BOUNDS_TEXT = BOUNDS_MS.map((ms) => String(ms / 1000));
const ORIGINS: readonly Origin[] = ['measured', 'simulated'];

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

/** A scrape of many series is cut into pieces of this many, so that it never holds up a frame of audio. */
const SERIES_AT_A_TIME = 20;

/**
 * The registry in Prometheus' text format. Times are seconds, as Prometheus wants them. A bucket's count may be off by
 * what lies within 1.6 % of its bound. Every figure carries its `origin`.
 */
export async function prometheusText(registry: MetricsRegistry): Promise<string> {
  const out: string[] = [];
  for (const [name, help, type, samples] of families()) {
    header(out, name, help, type);
    for (const origin of ORIGINS) {
      for (const [labels, value] of samples(registry.figures(origin))) {
        out.push(`${name}{${inner({ ...labels, origin })}} ${value}`);
      }
    }
  }
  audioLoad(out, registry);
  header(
    out,
    'weaver_stage_seconds',
    'Time by stage; decisionToAudio and speechEndToAudio are whole turns',
    'histogram',
  );
  let written = 0;
  for (const origin of ORIGINS) {
    for (const [labels, series] of registry.stages(origin)) {
      histogram(out, series.total, inner(labels));
      if (++written % SERIES_AT_A_TIME === 0) await new Promise(setImmediate);
    }
  }
  return `${out.join('\n')}\n`;
}

type Family = readonly [
  string,
  string,
  'counter' | 'gauge',
  (figures: Readonly<OriginFigures>) => Iterable<Sample>,
];

function families(): readonly Family[] {
  return [
    ['weaver_live_calls', 'Calls under way', 'gauge', (f) => [[{}, f.liveCalls]]],
    ['weaver_calls_total', 'Calls begun', 'counter', (f) => [[{}, f.calls]]],
    ['weaver_calls_ended_total', 'Calls ended, by how', 'counter', (f) => named('end', f.ends.entries())],
    ['weaver_turns_total', 'Turns', 'counter', (f) => [[{}, f.turns]]],
    [
      'weaver_interruptions_total',
      'Answers cut off by the caller',
      'counter',
      (f) => [[{}, f.interruptions]],
    ],
    [
      'weaver_false_cut_ins_total',
      'Answers that began before the caller had finished',
      'counter',
      (f) => [[{}, f.falseCutIns]],
    ],
    ['weaver_late_turns_total', 'Speech end to audio above 1.5 s', 'counter', (f) => [[{}, f.lateTurns]]],
    [
      'weaver_answers_total',
      'Answers by source',
      'counter',
      (f) => named('source', f.answersBySource.entries()),
    ],
    [
      'weaver_budget_actions_total',
      'What was done for turns that were forecast to be late',
      'counter',
      (f) => named('action', f.budgetActions.entries()),
    ],
    ['weaver_errors_total', 'Errors by code', 'counter', (f) => named('code', f.errors.entries())],
    ['weaver_provider_events_total', 'What happened to providers', 'counter', providerEvents],
  ];
}

/** Of this process and all its calls, simulated ones too; the lag itself is measured. */
function audioLoad(out: string[], registry: MetricsRegistry): void {
  const { level, changes } = registry.audioLoad();
  const origin: Origin = 'measured';
  const gauge = 'weaver_audio_load_level';
  header(out, gauge, '1: noise reduction is left out; 2: the neural detector too', 'gauge');
  out.push(`${gauge}{${inner({ origin })}} ${level}`);
  const counter = 'weaver_audio_load_changes_total';
  header(out, counter, 'Changes of the load level, by the level that they led to', 'counter');
  for (const [to, count] of changes.entries()) {
    out.push(`${counter}{${inner({ level: String(to), origin })}} ${count}`);
  }
}

function* named(label: string, counts: Iterable<readonly [string, number]>): Generator<Sample> {
  for (const [name, count] of counts) yield [{ [label]: name }, count];
}

function* providerEvents(figures: Readonly<OriginFigures>): Generator<Sample> {
  for (const [key, count] of figures.providerEvents.entries()) {
    const [provider = '', work = '', language = '', event = 'other'] = key.split(' ');
    yield [{ provider, work, language, event }, count];
  }
}

function histogram(out: string[], values: Histogram, labels: string): void {
  const below = values.countsBelow(BOUNDS_MS);
  for (const [i, le] of BOUNDS_TEXT.entries()) {
    out.push(`weaver_stage_seconds_bucket{${labels},le="${le}"} ${below[i]}`);
  }
  out.push(
    `weaver_stage_seconds_bucket{${labels},le="+Inf"} ${values.count}`,
    `weaver_stage_seconds_sum{${labels}} ${values.sumMs / 1000}`,
    `weaver_stage_seconds_count{${labels}} ${values.count}`,
  );
}

function header(out: string[], name: string, help: string, type: string): void {
  out.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
}

/** What stands between the braces; never empty, since every sample has an origin. */
function inner(labels: Labels): string {
  const parts: string[] = [];
  for (const name in labels) {
    const value = labels[name];
    if (value) parts.push(`${name}="${escape(value)}"`);
  }
  return parts.join(',');
}

function escape(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** CPU, memory, garbage collection and event loop of the process, by prom-client. */
export interface ProcessMetrics {
  text(): Promise<string>;
  stop(): void;
}

export function processMetrics(): ProcessMetrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  return { text: () => register.metrics(), stop: () => register.clear() };
}
