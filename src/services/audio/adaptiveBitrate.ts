/**
 * Opus bitrate for a browser leg, from reported loss and delay: a pure policy in the manner of WebRTC's congestion
 * control. A telephone leg is fixed at 64 kbit/s mu-law: there is nothing to adapt, and nothing here is used for it.
 */
export interface LinkReport {
  /** Share of packets lost since the last report, 0-1. */
  readonly loss: number;
  /** Growth of one-way delay since the last report, ms; positive when a queue builds up. */
  readonly delayGrowthMs: number;
}

export interface OpusSettings {
  readonly bitrate: number;
  /** In-band forward error correction. */
  readonly fec: boolean;
  readonly frameMs: 20 | 40 | 60;
}

export interface AdaptiveBitrateOptions {
  readonly minBitrate: number;
  readonly maxBitrate: number;
  readonly startBitrate: number;
}

export const defaultAdaptiveBitrateOptions = {
  minBitrate: 6_000,
  maxBitrate: 40_000,
  startBitrate: 24_000,
} as const satisfies AdaptiveBitrateOptions;

/** Delay growth that means a queue is building up, ms a report. */
const OVERUSE_MS = 12;

/** The settings for the next interval. `previous` undefined: the first. */
export function nextOpusSettings(
  previous: OpusSettings | undefined,
  report: LinkReport,
  options: AdaptiveBitrateOptions = defaultAdaptiveBitrateOptions,
): OpusSettings {
  const before = previous?.bitrate ?? options.startBitrate;
  const wanted = Math.round(before * growth(report));
  const bitrate = Math.min(options.maxBitrate, Math.max(options.minBitrate, wanted));
  return { bitrate, fec: report.loss > 0.03, frameMs: bitrate < 10_000 ? 60 : bitrate < 16_000 ? 40 : 20 };
}

function growth({ loss, delayGrowthMs }: LinkReport): number {
  if (loss > 0.1) return 1 - 0.5 * Math.min(1, loss);
  if (delayGrowthMs > OVERUSE_MS) return 0.85;
  return loss < 0.02 ? 1.05 : 1;
}
