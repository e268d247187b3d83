/** What the server under test and the load generator tell each other, over the child process's channel. */

/** What the server under test is made of. */
export interface ServerSetup {
  /** `published`: simulated providers with published latencies, and the line of `bench turns`. */
  readonly providers: 'zero' | 'published';
  readonly vad: 'neural' | 'energy';
  /** Where its CPU profiles go, one for each thread. */
  readonly profiles?: string | undefined;
}

/** The product's own detector, and nothing that takes time. */
export const zeroLatencySetup: ServerSetup = { providers: 'zero', vad: 'neural' };

export type ToServer =
  /** From here on everything counts. */
  { readonly type: 'begin' } | { readonly type: 'report' } | { readonly type: 'stop' };

export type FromServer =
  | { readonly type: 'ready'; readonly url: string; readonly accountSid: string; readonly authToken: string }
  | { readonly type: 'begun' }
  | { readonly type: 'report'; readonly report: ServerReport };

export interface ServerReport {
  /** Since `begin`. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** How much later than planned timers ran, ms. */
  readonly eventLoop: {
    readonly p50Ms: number;
    readonly p99Ms: number;
    readonly maxMs: number;
    readonly utilisation: number;
  };
  /** How much later than planned the wheel ticked that sends all calls' audio, ms. */
  readonly pacer: { readonly p50Ms: number; readonly p99Ms: number; readonly maxMs: number };
  /** How long the event loop's thread was ready to run and had no core, s: other programs, and its own detector's thread. */
  readonly waitedForCoreSeconds: number;
  /** Frames taken in by calls that go on or have ended, from the start of the server. */
  readonly framesIn: number;
  readonly turns: number;
  /** Of every turn that was answered. Numbers only: the instrument must not grow with what it measures. */
  readonly decisionToAudioMs: readonly number[];
  /** Of all media calls that ended, from the start of the server. */
  readonly media: MediaCounts;
  readonly memory: readonly MemorySample[];
  /** Live objects after a collection, at `begin` and now, MB. */
  readonly liveHeapMb: { readonly first: number; readonly last: number };
  readonly errors: Readonly<Record<string, number>>;
}

export interface MediaCounts {
  calls: number;
  framesIn: number;
  gaps: number;
  concealedMs: number;
  underruns: number;
  stalls: number;
  longestStallMs: number;
  marksLost: number;
}

export interface MemorySample {
  /** Since `begin`. */
  readonly seconds: number;
  readonly rssMb: number;
  readonly heapMb: number;
}
