/**
 * What every bench shares: its options, the form of its output, and goals computed from its results. A bench is a module
 * that exports one {@link Bench}; `weaver bench <name>` and `node bench/<name>.ts` both run it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createProgress, type Progress } from '../src/cli/progress.ts';

/** A figure that must be reached. `value` null: this run did not measure it (a quick one, say); then it is not met. */
export interface Goal {
  readonly name: string;
  /** As a person writes it, e.g. `<= 10`. */
  readonly goal: string;
  readonly value: number | null;
  readonly unit: string;
  readonly met: boolean;
}

export type Comparison = '<=' | '<' | '>=' | '>' | '=';

/** Computes a goal from a measured value. */
export function goal(
  name: string,
  comparison: Comparison,
  limit: number,
  value: number | null,
  unit: string,
): Goal {
  const rounded = value === null || !Number.isFinite(value) ? null : Math.round(value * 10_000) / 10_000;
  return {
    name,
    goal: `${comparison} ${limit}`,
    value: rounded,
    unit,
    met: rounded !== null && holds(comparison, rounded, limit),
  };
}

function holds(comparison: Comparison, value: number, limit: number): boolean {
  switch (comparison) {
    case '<=':
      return value <= limit;
    case '<':
      return value < limit;
    case '>=':
      return value >= limit;
    case '>':
      return value > limit;
    case '=':
      return value === limit;
  }
}

export interface BenchOptions {
  /** Under 40 s, for a first look; the conditions say so. */
  readonly quick: boolean;
  /** Further options of this bench, as given. */
  readonly values: Readonly<Record<string, string>>;
  /** A line for the person who waits, on standard error. */
  note(line: string): void;
  progress(title: string, total: number): Progress;
}

export interface BenchOutcome {
  readonly conditions: Record<string, unknown>;
  readonly results: Record<string, unknown>;
  readonly goals: readonly Goal[];
}

export interface Bench {
  readonly name: string;
  /** One sentence for `weaver bench --help`. */
  readonly description: string;
  /** Options with a value, e.g. `minutes`, with a line of help each. */
  readonly options?: Readonly<Record<string, string>>;
  /** Options without a value, with a line of help each. One that is given has the value `on`. */
  readonly flags?: Readonly<Record<string, string>>;
  run(options: BenchOptions): Promise<BenchOutcome>;
}

export interface BenchReport extends BenchOutcome {
  readonly bench: string;
  readonly commit: string;
  readonly date: string;
  readonly machine: Machine;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly os: string;
  readonly node: string;
  /** Load average of the last minute at the start: figures from a busy machine are worth less. */
  readonly load: number;
}

const root = join(import.meta.dirname, '..');

/** Runs a bench and adds when, where and on what it ran. */
export async function runBench(bench: Bench, options: BenchOptions): Promise<BenchReport> {
  const date = new Date().toISOString();
  const machine = thisMachine();
  const outcome = await bench.run(options);
  const conditions = { quick: options.quick, ...outcome.conditions };
  return {
    bench: bench.name,
    commit: commit(),
    date,
    machine,
    conditions,
    results: outcome.results,
    goals: outcome.goals,
  };
}

export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    os: debianName() ?? `${process.platform} ${process.arch}`,
    node: process.version,
    load: Number(readFileIfThere('/proc/loadavg')?.split(' ', 1)[0] ?? 0),
  };
}

/** The commit that was measured; `+changes` when the sources differ from it. */
export function commit(): string {
  const git = (...args: string[]) => spawnSync('git', ['-C', root, ...args], { encoding: 'utf8' });
  const head = git('rev-parse', '--short=12', 'HEAD');
  if (head.status !== 0) return 'uncommitted';
  const changed =
    git('status', '--porcelain', '--', 'src', 'bench', 'package-lock.json').stdout.trim() !== '';
  return head.stdout.trim() + (changed ? '+changes' : '');
}

function debianName(): string | undefined {
  return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileIfThere('/etc/os-release') ?? '')?.[1];
}

function readFileIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

export function benchOptions(quick: boolean, values: Record<string, string>): BenchOptions {
  return { quick, values, note: (line) => void process.stderr.write(`${line}\n`), progress: createProgress };
}

/** A readable report: each goal with its value, then the results. */
export function humanReport(report: BenchReport): string {
  const { machine } = report;
  const goals = report.goals.map(
    ({ name, goal: wanted, value, unit, met }) =>
      `  ${met ? 'met  ' : 'UNMET'} ${name}: ${value ?? 'not measured'} ${unit} (goal ${wanted})`,
  );
  return [
    `${report.bench} at ${report.commit}, ${report.date}`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.os}, Node ${machine.node}, load ${machine.load}`,
    ...goals,
    JSON.stringify(report.results, null, 2),
  ].join('\n');
}

/** A bench's own options, as `parseArgs` takes them. */
export function parsedOptions({ options = {}, flags = {} }: Bench) {
  const named = Object.keys(options).map((name) => [name, { type: 'string' }] as const);
  const bare = Object.keys(flags).map((name) => [name, { type: 'boolean' }] as const);
  return Object.fromEntries<{ readonly type: 'string' | 'boolean' }>([...named, ...bare]);
}

/** What `parseArgs` found of them. */
export function givenValues(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== false);
  return Object.fromEntries(given.map(([name, value]) => [name, value === true ? 'on' : String(value)]));
}

/** For `node bench/<name>.ts [--quick] [--json] [--option value]`. Does nothing when the module was imported. */
export async function runIfMain(meta: ImportMeta, bench: Bench): Promise<void> {
  if (!meta.main) return;
  const flags = { quick: { type: 'boolean' }, json: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options: { ...parsedOptions(bench), ...flags } });
  const { quick, json: _json, ...own } = values;
  const report = await runBench(bench, benchOptions(quick === true, givenValues(own)));
  process.stdout.write(`${values.json === true ? JSON.stringify(report, null, 2) : humanReport(report)}\n`);
}
