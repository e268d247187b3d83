/** Figures: histograms that can be added up, the stages of a turn, exporters. */
export { Histogram } from './histogram.ts';
export { decodeHistogram, encodeHistogram } from './histogramCodec.ts';
export { stageDurations, waterfall, type Stage, type WaterfallPart } from './timeline.ts';
export {
  LATE_TURN_MS,
  MetricsRegistry,
  type MetricsOptions,
  type ProviderNews,
  type SnapshotOptions,
  type TurnLabels,
} from './registry.ts';
export { MetricsHistory, type ClosedMinute, type HistoryWindow } from './history.ts';
export { cacheSources, decodeMinute, encodeMinute, MinuteFigures } from './minuteFigures.ts';
export type { Origin } from './labels.ts';
export { EventLoopMonitor, type EventLoopFigures, type EventLoopOptions } from './eventLoop.ts';
export { LiveFeed, type LiveFeedOptions } from './liveFeed.ts';
export {
  processMetrics,
  prometheusText,
  PROMETHEUS_CONTENT_TYPE,
  type ProcessMetrics,
} from './prometheus.ts';
