import { z } from 'zod';
import type { Turn } from '../../types/turn.ts';
import { Histogram } from './histogram.ts';
import { decodeHistogram, encodeHistogram } from './histogramCodec.ts';

/** Names come from configurations and error codes: bounded all the same. */
const MAX_NAMES = 200;

export interface LanguageMinute {
  turns: number;
  readonly speechEndToAudio: Histogram;
}

export interface ProviderMinute {
  failures: number;
  failovers: number;
  recoveries: number;
  hedges: number;
  readonly firstOutput: Histogram;
}

/** What was counted in one stretch of time, of one origin. Stretches add up exactly: {@link merge}. */
export class MinuteFigures {
  calls = 0;
  turns = 0;
  interruptions = 0;
  lateTurns = 0;
  falseCutIns = 0;
  readonly errors = new Map<string, number>();
  readonly sources = new Map<string, number>();
  readonly decisionToAudio = new Histogram();
  readonly speechEndToAudio = new Histogram();
  readonly languages = new Map<string, LanguageMinute>();
  /** By `provider work`. */
  readonly providers = new Map<string, ProviderMinute>();

  /** `counted`: whether the caller took part, so that the clocks mean something. */
  addTurn(turn: Turn, counted: boolean, late: boolean): void {
    this.turns++;
    if (turn.interrupted) this.interruptions++;
    if (turn.source !== null) count(this.sources, turn.source);
    const language = this.language(turn.language);
    language.turns++;
    if (!counted) return;
    const { decisionToAudioMs, speechEndToAudioMs } = turn.clocks;
    if (decisionToAudioMs !== null) this.decisionToAudio.record(decisionToAudioMs);
    if (speechEndToAudioMs === null) return;
    this.speechEndToAudio.record(speechEndToAudioMs);
    language.speechEndToAudio.record(speechEndToAudioMs);
    if (late) this.lateTurns++;
  }

  addError(code: string): void {
    count(this.errors, code);
  }

  language(name: string): LanguageMinute {
    return entry(this.languages, name, () => ({ turns: 0, speechEndToAudio: new Histogram() }));
  }

  provider(key: string): ProviderMinute {
    return entry(this.providers, key, () => ({
      failures: 0,
      failovers: 0,
      recoveries: 0,
      hedges: 0,
      firstOutput: new Histogram(),
    }));
  }

  merge(other: MinuteFigures): this {
    for (const name of ['calls', 'turns', 'interruptions', 'lateTurns', 'falseCutIns'] as const)
      this[name] += other[name];
    for (const [name, times] of other.errors) count(this.errors, name, times);
    for (const [name, times] of other.sources) count(this.sources, name, times);
    this.decisionToAudio.merge(other.decisionToAudio);
    this.speechEndToAudio.merge(other.speechEndToAudio);
    for (const [name, { turns, speechEndToAudio }] of other.languages) {
      const language = this.language(name);
      language.turns += turns;
      language.speechEndToAudio.merge(speechEndToAudio);
    }
    for (const [key, from] of other.providers) {
      const to = this.provider(key);
      for (const name of ['failures', 'failovers', 'recoveries', 'hedges'] as const) to[name] += from[name];
      to.firstOutput.merge(from.firstOutput);
    }
    return this;
  }

  get errorCount(): number {
    return sum(this.errors);
  }

  get failovers(): number {
    return [...this.providers.values()].reduce((total, { failovers }) => total + failovers, 0);
  }

  /** Answers that the response cache gave. */
  get cacheHits(): number {
    return cacheSources.reduce((total, source) => total + (this.sources.get(source) ?? 0), 0);
  }
}

export const cacheSources = ['exact', 'semantic', 'pattern', 'contextual'] as const;

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, times) => total + times, 0);
}

function count(counts: Map<string, number>, name: string, times = 1): void {
  const key = counts.has(name) || counts.size < MAX_NAMES ? name : 'other';
  counts.set(key, (counts.get(key) ?? 0) + times);
}

function entry<T>(map: Map<string, T>, name: string, make: () => T): T {
  const key = map.has(name) || map.size < MAX_NAMES ? name : 'other';
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

const counter = z.number();
const histogram = z.base64();
const stored = z.object({
  calls: counter,
  turns: counter,
  interruptions: counter,
  lateTurns: counter,
  falseCutIns: counter,
  errors: z.record(z.string(), counter),
  sources: z.record(z.string(), counter),
  decisionToAudio: histogram,
  speechEndToAudio: histogram,
  languages: z.record(z.string(), z.object({ turns: counter, speechEndToAudio: histogram })),
  providers: z.record(
    z.string(),
    z.object({
      failures: counter,
      failovers: counter,
      recoveries: counter,
      hedges: counter,
      firstOutput: histogram,
    }),
  ),
});

/** As text, for the store. */
export function encodeMinute(figures: MinuteFigures): string {
  const { calls, turns, interruptions, lateTurns, falseCutIns } = figures;
  return JSON.stringify({
    calls,
    turns,
    interruptions,
    lateTurns,
    falseCutIns,
    errors: Object.fromEntries(figures.errors),
    sources: Object.fromEntries(figures.sources),
    decisionToAudio: text(figures.decisionToAudio),
    speechEndToAudio: text(figures.speechEndToAudio),
    languages: mapped(figures.languages, (one) => ({
      ...one,
      speechEndToAudio: text(one.speechEndToAudio),
    })),
    providers: mapped(figures.providers, (one) => ({
      ...one,
      firstOutput: text(one.firstOutput),
    })),
  } satisfies z.input<typeof stored>);
}

/** @throws on text that {@link encodeMinute} did not make */
export function decodeMinute(json: string): MinuteFigures {
  const { errors, sources, decisionToAudio, speechEndToAudio, languages, providers, ...counts } =
    stored.parse(JSON.parse(json));
  const figures = Object.assign(new MinuteFigures(), counts);
  for (const [name, times] of Object.entries(errors)) figures.errors.set(name, times);
  for (const [name, times] of Object.entries(sources)) figures.sources.set(name, times);
  figures.decisionToAudio.merge(ofText(decisionToAudio));
  figures.speechEndToAudio.merge(ofText(speechEndToAudio));
  for (const [name, one] of Object.entries(languages))
    figures.languages.set(name, { ...one, speechEndToAudio: ofText(one.speechEndToAudio) });
  for (const [key, one] of Object.entries(providers))
    figures.providers.set(key, { ...one, firstOutput: ofText(one.firstOutput) });
  return figures;
}

function mapped<T, U>(map: ReadonlyMap<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries([...map].map(([key, value]) => [key, change(value)]));
}

function text(values: Histogram): string {
  return Buffer.from(encodeHistogram(values)).toString('base64');
}

function ofText(base64: string): Histogram {
  return decodeHistogram(Buffer.from(base64, 'base64'));
}
