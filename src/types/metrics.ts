import { z } from 'zod';

/** The labels by which figures are kept apart. `origin` never mixes in one figure. */
export const metricLabels = z.object({
  stage: z.string(),
  transport: z.string().default(''),
  language: z.string().default(''),
  provider: z.string().default(''),
  source: z.string().default(''),
  workflow: z.string().default(''),
  version: z.string().default(''),
  origin: z.enum(['measured', 'simulated']).default('measured'),
});
export type MetricLabels = z.infer<typeof metricLabels>;

/** Summary of one histogram, in milliseconds. */
export const histogramSummary = z
  .object({
    count: z.number().int(),
    mean: z.number(),
    p50: z.number(),
    p90: z.number(),
    p95: z.number(),
    p99: z.number(),
    max: z.number(),
  })
  .meta({ id: 'HistogramSummary' });
export type HistogramSummary = z.infer<typeof histogramSummary>;

/** What `/api/metrics` answers and the live feed repeats once a second. */
export const metricsSnapshot = z
  .object({
    at: z.iso.datetime(),
    liveCalls: z.number().int(),
    calls: z.number().int(),
    turns: z.number().int(),
    errors: z.record(z.string(), z.number().int()),
    interruptions: z.number().int(),
    /** Turns with speech end → audio above 1.5 s. */
    lateTurns: z.number().int(),
    answersBySource: z.record(z.string(), z.number().int()),
    /** The three clocks over all turns, then each labelled stage. */
    clocks: z.object({
      decisionToAudio: histogramSummary,
      speechEndToAudio: histogramSummary,
      earEstimate: histogramSummary,
    }),
    stages: z.array(z.object({ labels: metricLabels, summary: histogramSummary })),
    eventLoop: z.object({ p50Ms: z.number(), p99Ms: z.number(), maxMs: z.number() }),
    memory: z.object({ rssMb: z.number(), heapMb: z.number() }),
  })
  .meta({ id: 'MetricsSnapshot' });
export type MetricsSnapshot = z.infer<typeof metricsSnapshot>;
