/** Where a stand-in's latencies come from. */
import type { Clock, Random } from '../../../types/clock.ts';
import { WeaverError } from '../../../types/errors/index.ts';
import published from './profiles.json' with { type: 'json' };
import { probit } from './probit.ts';

export interface LatencySource {
  /** The next latency, in ms. */
  next(): number;
}

export const zeroLatency: LatencySource = { next: () => 0 };

export function constantLatency(ms: number): LatencySource {
  return { next: () => ms };
}

/** One published row, see `profiles.json`. */
export interface LatencyProfile {
  /** `stage/provider/model`, e.g. `llm/groq/gpt-oss-120b`. */
  readonly id: string;
  readonly stage: string;
  readonly provider: string;
  readonly model: string;
  readonly metric: string;
  readonly n: number | null;
  readonly knots: readonly (readonly number[])[];
  readonly max: number | null;
  readonly subtractMs: number | null;
  /** Set when the points were computed from other published figures, not published themselves. */
  readonly derivedFrom: string | null;
  readonly grade: string;
  readonly source: string;
  readonly date: string;
}

export const latencyProfiles: readonly LatencyProfile[] = published.profiles;

/** What is assumed, not published. Print it beside every result. */
export const declaredAssumptions = published.assumptions;

/**
 * Beyond the last published point the curve goes on at its overall slope, median to last point (the last piece alone may be
 * so steep that the tail would be invention), but not further than this probability.
 */
const LAST_PROBABILITY = 0.999;

/** Throws `PROVIDER_PROFILE_UNKNOWN`. */
export function findProfile(id: string): LatencyProfile {
  const profile = latencyProfiles.find((it) => it.id === id);
  if (!profile) throw new WeaverError('PROVIDER_PROFILE_UNKNOWN', { profile: id });
  return profile;
}

/**
 * Draws from a published distribution: piecewise-linear interpolation of (z, ln ms) through its points. Throws
 * `PROVIDER_PROFILE_UNKNOWN` for an unknown name and for a row with fewer than two points.
 */
export function profileLatency(profile: string | LatencyProfile, random: Random): LatencySource {
  const row = typeof profile === 'string' ? findProfile(profile) : profile;
  const knots = knotsOf(row);
  const lastZ = Math.max(knots.at(-1)![0], probit(LAST_PROBABILITY));
  const ceiling = row.max ?? Number.POSITIVE_INFINITY;
  return {
    next() {
      // Never exactly 0, where the normal distribution has no value.
      const z = Math.min(lastZ, probit(Math.max(random.next(), 2 ** -32)));
      return Math.min(ceiling, Math.exp(interpolate(knots, z)));
    },
  };
}

/** A quantile of a published row, ms, without the part of its metric that lies before the request. */
export function publishedQuantile(profile: LatencyProfile, share: number): number {
  return Math.exp(interpolate(knotsOf(profile), probit(share)));
}

type Knot = readonly [z: number, lnMs: number];

function knotsOf(row: LatencyProfile): readonly Knot[] {
  const points = row.knots.map(([p, ms]) => ({
    p: p ?? Number.NaN,
    ms: (ms ?? Number.NaN) - (row.subtractMs ?? 0),
  }));
  const last = points.at(-1);
  if (row.max !== null && last && row.max > last.ms) {
    const n = row.n ?? declaredAssumptions.samplesBehindLlmMaximum.value;
    points.push({ p: 1 - 1 / n, ms: row.max });
  }
  const sound = points.every(
    ({ p, ms }, i) => p > (points[i - 1]?.p ?? 0) && p < 1 && ms > 0 && ms >= (points[i - 1]?.ms ?? 0),
  );
  if (points.length < 2 || !sound) throw new WeaverError('PROVIDER_PROFILE_UNKNOWN', { profile: row.id });
  return points.map(({ p, ms }): Knot => [probit(p), Math.log(ms)]);
}

function interpolate(knots: readonly Knot[], z: number): number {
  const [zFirst, yFirst] = knots[0]!;
  const [zLast, yLast] = knots.at(-1)!;
  if (z > zLast) return yLast + ((z - zLast) * (yLast - yFirst)) / (zLast - zFirst);
  let at = 1;
  while (at < knots.length - 1 && z > knots[at]![0]) at += 1;
  const [z0, y0] = knots[at - 1]!;
  const [z1, y1] = knots[at]!;
  return y0 + ((z - z0) / (z1 - z0)) * (y1 - y0);
}

export interface EpisodePolicy {
  readonly meanNormalMs: number;
  readonly meanSlowMs: number;
  /** All latencies of the provider are this many times as long while it is slow. */
  readonly factor: number;
}

export const defaultEpisodes: EpisodePolicy = declaredAssumptions.episodes;

/** Whether one provider is slow at the moment: a two-state Markov process in time. Share it among the provider's stages. */
export interface Episodes {
  /** 1, or the policy's factor. */
  factor(): number;
}

export function providerEpisodes(
  clock: Clock,
  random: Random,
  policy: EpisodePolicy = defaultEpisodes,
): Episodes {
  const dwell = (mean: number) => -mean * Math.log(1 - random.next());
  let slow = random.next() < policy.meanSlowMs / (policy.meanSlowMs + policy.meanNormalMs);
  let until = clock.now() + dwell(slow ? policy.meanSlowMs : policy.meanNormalMs);
  return {
    factor() {
      while (clock.now() >= until) {
        slow = !slow;
        until += dwell(slow ? policy.meanSlowMs : policy.meanNormalMs);
      }
      return slow ? policy.factor : 1;
    },
  };
}

export function withEpisodes(source: LatencySource, episodes: Episodes): LatencySource {
  return { next: () => source.next() * episodes.factor() };
}
