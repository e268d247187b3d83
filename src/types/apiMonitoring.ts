/** Monitoring over the HTTP API: figures of a stretch of time, and alerts. Part of `api.ts`. */
import { z } from 'zod';
import { histogramSummary } from './metrics.ts';

/** Measured and simulated calls are never in one figure. */
export const figureOrigin = z.enum(['measured', 'simulated']);
export type FigureOrigin = z.infer<typeof figureOrigin>;

/** Of the query string. */
export const monitoringQuery = z.object({
  origin: figureOrigin.default('measured'),
  window: z.coerce.number().int().min(5).max(1_440).default(60).describe('Minutes, up to now'),
});

const counts = z.record(z.string(), z.number());

/** Percentiles are of merged histograms, never averages of percentiles. */
export const windowFigures = z
  .object({
    calls: z.number().int(),
    turns: z.number().int(),
    /** Answers that the caller cut off. */
    interruptions: z.number().int(),
    lateTurns: z.number().int(),
    /** Answers that had just begun when the caller went on; not known where the carrier hears and speaks. */
    falseCutIns: z.number().int(),
    errors: counts,
    answersBySource: counts,
    decisionToAudio: histogramSummary,
    speechEndToAudio: histogramSummary,
  })
  .meta({ id: 'WindowFigures' });
export type WindowFigures = z.infer<typeof windowFigures>;

export const monitoringPoint = z
  .object({
    at: z.iso.datetime(),
    turns: z.number().int(),
    errors: z.number().int(),
    cacheHits: z.number().int(),
    falseCutIns: z.number().int(),
    failovers: z.number().int(),
    decisionToAudio: histogramSummary,
    speechEndToAudio: histogramSummary,
  })
  .meta({ id: 'MonitoringPoint' });
export type MonitoringPoint = z.infer<typeof monitoringPoint>;

export const providerPoint = z.object({
  at: z.iso.datetime(),
  /** First outputs, whose latency is known. */
  answers: z.number().int(),
  failures: z.number().int(),
  /** Times that it took over from another. */
  failovers: z.number().int(),
  /** Times that it was taken back as the first choice. */
  recoveries: z.number().int(),
  hedges: z.number().int(),
  p95Ms: z.number().nullable(),
});
export type ProviderPoint = z.infer<typeof providerPoint>;

export const providerHistory = z
  .object({ provider: z.string(), work: z.string(), points: z.array(providerPoint) })
  .meta({ id: 'ProviderHistory' });
export type ProviderHistory = z.infer<typeof providerHistory>;

export const languageFigures = z
  .object({ language: z.string(), turns: z.number().int(), speechEndToAudio: histogramSummary })
  .meta({ id: 'LanguageFigures' });
export type LanguageFigures = z.infer<typeof languageFigures>;

export const monitoringAnswer = z
  .object({
    at: z.iso.datetime(),
    origin: figureOrigin,
    windowMinutes: z.number().int(),
    /** Length of one point. */
    stepMinutes: z.number().int(),
    now: windowFigures,
    /** The same length of time before, to compare with. */
    before: windowFigures,
    points: z.array(monitoringPoint),
    /** Only providers to which something happened. Points without anything are left out. */
    /**
     * The strictest `maxLatency` of the published workflows, decision → audio; null: nothing is published. The other clock has
     * no setting.
     */
    limitMs: z.number().nullable(),
    providers: z.array(providerHistory),
    languages: z.array(languageFigures),
  })
  .meta({ id: 'MonitoringAnswer' });
export type MonitoringAnswer = z.infer<typeof monitoringAnswer>;

export const slowTurn = z
  .object({
    callSid: z.string(),
    workflowId: z.string(),
    /** 0: the draft. */
    workflowVersion: z.number().int(),
    index: z.number().int(),
    nodeId: z.string(),
    language: z.string(),
    source: z.string().nullable(),
    startedAt: z.iso.datetime(),
    speechEndToAudioMs: z.number(),
  })
  .meta({ id: 'SlowTurn' });
export type SlowTurn = z.infer<typeof slowTurn>;

export const slowTurnList = z.object({ turns: z.array(slowTurn) }).meta({ id: 'SlowTurnList' });

// ---------------------------------------------------------------- recordings

export const recordingPeaks = z
  .object({
    durationMs: z.number(),
    /** The call's clock, ms, at the first sample: what the marks of its turns are measured on. */
    startMs: z.number(),
    /** Loudest sample of each stretch, 0-1. All stretches are of one length. */
    caller: z.array(z.number()),
    agent: z.array(z.number()),
  })
  .meta({ id: 'RecordingPeaks' });
export type RecordingPeaks = z.infer<typeof recordingPeaks>;

// ---------------------------------------------------------------- alerts

export const alertMetric = z.enum([
  'speechEndToAudio',
  'decisionToAudio',
  'errors',
  'lateTurns',
  'failovers',
]);
export type AlertMetric = z.infer<typeof alertMetric>;

const webhookUrl = z.url({ protocol: /^https?$/ }).max(2_000);

export const alertRuleInput = z
  .object({
    name: z.string().trim().min(1).max(120),
    enabled: z.boolean().default(true),
    origin: figureOrigin.default('measured'),
    metric: alertMetric,
    /** Of the two clocks; counts have none. */
    percentile: z.union([z.literal(50), z.literal(90), z.literal(95), z.literal(99)]).default(95),
    /** Fires above it: milliseconds for the clocks, how many for the rest. */
    threshold: z.number().min(0).max(1_000_000),
    windowMinutes: z.number().int().min(1).max(360).default(5),
    /** A percentile of fewer turns is not judged. */
    minTurns: z.number().int().min(1).max(10_000).default(20),
    /** Absent: as it was. null: none. It is never shown again: an address may be a secret. */
    webhookUrl: webhookUrl.nullish(),
  })
  .meta({ id: 'AlertRuleDraft' });
export type AlertRuleInput = z.infer<typeof alertRuleInput>;

export const alertRule = alertRuleInput
  .omit({ webhookUrl: true })
  .extend({ id: z.string(), webhookHost: z.string().nullable() })
  .meta({ id: 'AlertRule' });
export type AlertRule = z.infer<typeof alertRule>;

/** An alert from its firing to its end. */
export const alertEvent = z
  .object({
    id: z.string(),
    ruleId: z.string(),
    ruleName: z.string(),
    metric: alertMetric,
    percentile: z.number(),
    threshold: z.number(),
    /** When it fired. */
    value: z.number(),
    firedAt: z.iso.datetime(),
    resolvedAt: z.iso.datetime().nullable(),
    /** How the last message to the webhook went: null where there is none, a code of the error table when it failed. */
    delivery: z.enum(['pending', 'delivered', 'failed']).nullable(),
    deliveryCode: z.string().nullable(),
  })
  .meta({ id: 'AlertEvent' });
export type AlertEvent = z.infer<typeof alertEvent>;

export const alertList = z
  .object({ rules: z.array(alertRule), events: z.array(alertEvent) })
  .meta({ id: 'AlertList' });
export type AlertList = z.infer<typeof alertList>;
