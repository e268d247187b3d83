/**
 * Latencies of providers, drawn from published figures: piecewise linear in (z, ln ms) through the published points. What
 * lies beside them is derived, and printed as an assumption.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { probit } from '../../src/services/providers/standin/probit.ts';
import type { LatencySource } from '../../src/services/providers/index.ts';
import { WeaverError } from '../../src/types/errors/index.ts';
import type { Random } from '../../src/types/clock.ts';
import { normal } from './draw.ts';

export interface Profile {
  readonly id: string;
  readonly metric: string;
  readonly n: number | null;
  /** [probability, ms], as published. */
  readonly knots: readonly (readonly [p: number, ms: number])[] | null;
  readonly max: number | null;
  readonly distribution: { readonly mu: number; readonly sigma: number; readonly fit: string } | null;
  readonly subtract_ms: number | null;
  readonly source: string;
  readonly date: string | null;
  readonly grade: string;
}

interface ProfileFile {
  readonly sha256: string;
  readonly assumptions: {
    readonly samplesBehindMaximum: { readonly value: number; readonly why: string };
    readonly tokenMs: { readonly value: Readonly<Record<string, number>>; readonly why: string };
    readonly episodes: { readonly why: string };
  };
  readonly profiles: readonly Profile[];
}

const FILE = join(import.meta.dirname, 'data/profiles.json');
const bytes = readFileSync(FILE);
const file = JSON.parse(bytes.toString('utf8')) as ProfileFile;

export const profileHash = createHash('sha256').update(bytes).digest('hex');
export const profileAssumptions = file.assumptions;
export const profilesFrom = { file: 'bench/turns/data/profiles.json', takenFrom: file.sha256 };

/** `maximum`: the published maximum of n responses is a point of the curve. `lognormal`: it is left out. */
export type Tails = 'maximum' | 'lognormal';

/** The providers of a run, each kind in the order in which they are asked. */
export interface ProviderChoice {
  readonly stt: string;
  readonly llm: readonly [first: string, ...others: string[]];
  readonly tts: readonly [first: string, ...others: string[]];
}

/** A fast model stands beside another of its kind (latency.md 1.6): a slow one repairs outages only. */
export const choices: Readonly<Record<'fast' | 'slow', ProviderChoice>> = {
  fast: {
    stt: 'stt/deepgram/nova-3',
    llm: ['llm/groq/gpt-oss-120b', 'llm/groq/gpt-oss-120b'],
    tts: ['tts/cartesia/sonic-3', 'tts/azure/neural'],
  },
  slow: {
    stt: 'stt/deepgram/nova-3',
    llm: ['llm/openai/gpt-4o-mini', 'llm/google/gemini-2.5-flash'],
    tts: ['tts/elevenlabs/flash-v2.5', 'tts/azure/neural'],
  },
};

/** `fast`, `slow`, or three names: recogniser, model, synthesiser, by commas. */
export function providerChoice(given: string): ProviderChoice {
  if (given === 'fast' || given === 'slow') return choices[given];
  const [stt, llm, tts, ...rest] = given.split(',');
  if (!stt || !llm || !tts || rest.length > 0) {
    const reason = 'fast, slow, or recogniser,model,synthesiser';
    throw new WeaverError('CLI_OPTION_INVALID', { option: '--profile', value: given, reason });
  }
  for (const id of [stt, llm, tts]) curveOf(findProfile(id), 'maximum');
  return { stt, llm: [llm, llm], tts: [tts, tts] };
}

export function findProfile(id: string): Profile {
  const profile = file.profiles.find((one) => one.id === id);
  if (!profile) throw new WeaverError('PROVIDER_PROFILE_UNKNOWN', { profile: id });
  return profile;
}

export function tokenMsOf(id: string): number {
  const { value } = file.assumptions.tokenMs;
  return value[id] ?? value['other'] ?? 0;
}

/** Throws PROVIDER_PROFILE_UNKNOWN for an unknown name, and for a row of which nothing is published. */
export function latencyOf(id: string, random: Random, tails: Tails): LatencySource {
  const curve = curveOf(findProfile(id), tails);
  return { next: () => curve(normal(random)) };
}

export function quantileOf(id: string, p: number, tails: Tails = 'maximum'): number {
  return curveOf(findProfile(id), tails)(probit(p));
}

/** Milliseconds by z. */
function curveOf(profile: Profile, tails: Tails): (z: number) => number {
  const { knots, max, distribution, n, subtract_ms: before } = profile;
  const points = (knots ?? []).map(([p, ms]) => [probit(p), Math.log(ms - (before ?? 0))] as const);
  if (points.length === 0 && distribution) points.push([0, distribution.mu]);
  const [first] = points;
  const sigma = points.length > 1 ? slope(points[0]!, points[1]!) : distribution?.sigma;
  if (!first || sigma === undefined)
    throw new WeaverError('PROVIDER_PROFILE_UNKNOWN', { profile: profile.id });
  // What the fit of the published points says of their tail; with one point, all that is known of the spread.
  const outer = points.length > 1 ? slope(first, points.at(-1)!) : sigma;
  if (max !== null && tails === 'maximum')
    points.push([probit(1 - 1 / (n ?? file.assumptions.samplesBehindMaximum.value)), Math.log(max)]);
  const last = points.at(-1)!;
  const ceiling = max === null ? Infinity : Math.log(max);
  return (z) => {
    if (z <= first[0]) return Math.exp(first[1] + sigma * (z - first[0]));
    if (z >= last[0]) return Math.exp(Math.min(ceiling, last[1] + outer * (z - last[0])));
    const at = points.findIndex(([known]) => known > z);
    const [from, to] = [points[at - 1]!, points[at]!];
    return Math.exp(from[1] + slope(from, to) * (z - from[0]));
  };
}

type Point = readonly [z: number, lnMs: number];

function slope([z0, y0]: Point, [z1, y1]: Point): number {
  return (y1 - y0) / (z1 - z0);
}

export function profileReport(choice: ProviderChoice, tails: Tails) {
  const ids = [...new Set([choice.stt, ...choice.llm, ...choice.tts])];
  return ids.map((id) => {
    const { metric, source, date, grade, knots, max, subtract_ms, distribution } = findProfile(id);
    const at = (p: number) => Math.round(quantileOf(id, p, tails));
    const drawn = { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
    const derived = knots && knots.length > 1 ? 'below P50 and beyond the last point' : 'all but the median';
    return {
      id,
      metric,
      published: knots,
      max,
      subtractMs: subtract_ms,
      drawn,
      derived: `${derived} (${distribution?.fit ?? 'none'})`,
      source,
      date,
      grade,
    };
  });
}
