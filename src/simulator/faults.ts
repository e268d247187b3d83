import { seededRandom, type Random } from '../types/clock.ts';

/** A span of media time, ms from the start of the stream or session. */
export interface Span {
  readonly atMs: number;
  readonly forMs: number;
}

/** Things that no carrier should send, but networks and attackers do. */
export type BadMessage =
  | 'binary'
  | 'not-json'
  | 'huge' /* one megabyte */
  | 'unknown'
  | 'missing-fields'
  | 'wrong-stream'
  | 'extra-fields'
  | 'null';

/** Faults of the telephone network and of the way to it, all off by default. */
export interface Faults {
  /** Seed of every random fault of this call. */
  readonly seed: number;
  /** Nothing crosses the socket either way, then all of it at once; timestamps stay continuous. */
  readonly stalls: readonly Span[];
  /** Audio that never comes: the timestamps jump. */
  readonly gaps: readonly Span[];
  /** Chance of one frame being lost (the timestamp jumps by one frame). */
  readonly dropRate: number;
  /** Frames arrive late by up to this much, in order, several at once. */
  readonly jitterMs: number;
  /** Telnyx only: chance that a frame overtakes the one before it. */
  readonly reorderRate: number;
  /** From here on the carrier's host is gone without a word: nothing is sent, read or closed. */
  readonly halfOpenAtMs: number | null;
  /** The socket is cut (no `stop`, no close frame). Relay: reconnects where the TwiML asks for it. */
  readonly cutAtMs: number | null;
  /** The socket is closed at the end of the call without `stop`. */
  readonly closeWithoutStop: boolean;
  /** Time between `stop` and the closing of the socket. */
  readonly stopToCloseMs: number;
  /** `sequenceNumber`, `chunk` and `timestamp` as JSON numbers. */
  readonly numericCounters: boolean;
  readonly badMessages: readonly { readonly atMs: number; readonly kind: BadMessage }[];
  /** Messages of a kind, and fields, that do not exist yet: must be ignored. */
  readonly unknownMessages: boolean;
  /** `valid`, one made with another key, or none at all. */
  readonly webhookSignature: 'valid' | 'wrong' | 'absent';
  readonly socketSignature: 'valid' | 'wrong' | 'absent';
  /** After the call's socket is up, a second one opens with the same handshake and the same first message. */
  readonly replaySocket: boolean;
  /** Further sockets to the same URL that never say anything. */
  readonly silentSockets: number;
  /** Relay: `setup` twice on one socket. */
  readonly duplicateSetup: boolean;
  /** Relay: `durationUntilInterruptMs` as a string, as older documents show it. */
  readonly stringDurations: boolean;
  /** Every callback is sent twice, as retries do. */
  readonly duplicateCallbacks: boolean;
}

export const noFaults = {
  seed: 1,
  stalls: [],
  gaps: [],
  dropRate: 0,
  jitterMs: 0,
  reorderRate: 0,
  halfOpenAtMs: null,
  cutAtMs: null,
  closeWithoutStop: false,
  stopToCloseMs: 0,
  numericCounters: false,
  badMessages: [],
  unknownMessages: false,
  webhookSignature: 'valid',
  socketSignature: 'valid',
  replaySocket: false,
  silentSockets: 0,
  duplicateSetup: false,
  stringDurations: false,
  duplicateCallbacks: false,
} as const satisfies Faults;

export function faultsOf(some: Partial<Faults> = {}): Faults {
  return { ...noFaults, ...some };
}

/**
 * A rough but survivable telephone line: every fault after which a call should still be answered, drawn from a seed.
 *
 * @param seed the same seed gives the same line
 * @param durationMs how long the call may last
 */
export function roughLine(seed: number, durationMs = 60_000): Faults {
  const random = seededRandom(seed);
  const spans = (count: number, longest: number): Span[] =>
    Array.from({ length: count }, () => ({
      atMs: frame(random.next() * durationMs),
      forMs: frame(40 + random.next() * longest),
    })).sort((a, b) => a.atMs - b.atMs);
  return faultsOf({
    seed,
    stalls: spans(1 + Math.floor(random.next() * 3), 800),
    gaps: spans(Math.floor(random.next() * 3), 300),
    dropRate: random.next() * 0.02,
    jitterMs: random.next() * 60,
    closeWithoutStop: random.next() < 0.5,
    numericCounters: random.next() < 0.5,
    unknownMessages: true,
    duplicateSetup: random.next() < 0.5,
    stringDurations: random.next() < 0.5,
    duplicateCallbacks: random.next() < 0.5,
  });
}

function frame(ms: number): number {
  return Math.round(ms / 20) * 20;
}

/** Text, or bytes, of a bad message. `id` is the stream's, so that only the named thing is wrong with it. */
export function badMessage(kind: BadMessage, id: string, dialect: 'media' | 'relay'): string | Buffer {
  const media = (fields: object) =>
    JSON.stringify({ event: 'media', sequenceNumber: '2', streamSid: id, ...fields });
  const good = { track: 'inbound', chunk: '1', timestamp: '20', payload: '/////w==' };
  switch (kind) {
    case 'binary':
      return Buffer.alloc(160, 0xff);
    case 'not-json':
      return '{"event":"media","streamSid":';
    case 'huge':
      return dialect === 'media'
        ? media({ media: { ...good, payload: 'A'.repeat(1_048_576) } })
        : JSON.stringify({ type: 'prompt', voicePrompt: 'a'.repeat(1_048_576), lang: 'en-US', last: false });
    case 'unknown':
      return dialect === 'media'
        ? JSON.stringify({ event: 'weather', streamSid: id, weather: { sky: 'grey' } })
        : JSON.stringify({ type: 'weather', sky: 'grey' });
    case 'missing-fields':
      return dialect === 'media'
        ? JSON.stringify({ event: 'media', streamSid: id })
        : JSON.stringify({ type: 'prompt' });
    case 'wrong-stream':
      return dialect === 'media'
        ? media({ streamSid: `MZ${'f'.repeat(32)}`, media: good })
        : JSON.stringify({ type: 'prompt', sessionId: `VX${'f'.repeat(32)}`, last: 'yes' });
    case 'extra-fields':
      return dialect === 'media'
        ? media({ media: { ...good, loudness: 3 }, colour: 'red' })
        : JSON.stringify({ type: 'info', name: 'moonPhase', value: 'full', ts: 1 });
    case 'null':
      return 'null';
  }
}

/** Whether `ms` lies in one of the spans. */
export function inSpan(spans: readonly Span[], ms: number): boolean {
  for (const span of spans) if (ms >= span.atMs && ms < span.atMs + span.forMs) return true;
  return false;
}

/** Chance of a call's faults, apart from other chance so that a fault switched on does not change the ids. */
export function faultRandom(faults: Faults): Random {
  return seededRandom(faults.seed ^ 0x5f3759df);
}
