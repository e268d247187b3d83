import type { JsonValue } from '../../types/json.ts';
import type {
  AudioTransport,
  AudioTransportSink,
  TextTransport,
  TextTransportSink,
  TransportStart,
} from '../../types/transport.ts';

/** What an adapter knows when a call opens, beyond the common part. */
export interface CarrierStart extends TransportStart {
  readonly carrier: 'twilio' | 'telnyx';
  /** All ids by which the carrier may know the call; the first is `callSid`. A token may be bound to any of them. */
  readonly callIds: readonly string[];
}

/** Answer to a start: the call's sink, or null to refuse (the socket is closed with 1008). */
export type Admission<Sink> = Sink | null | Promise<Sink | null>;

/**
 * Who receives calls from audio sockets. `start` may take its time (a look-up, say): what comes meanwhile is kept, up to
 * `maxPending` messages, and delivered in order.
 */
export interface AudioLegHost {
  start(start: CarrierStart, leg: AudioTransport): Admission<AudioTransportSink>;
  /** Trouble on a socket that has no call yet. */
  trouble(code: string, detail: Record<string, JsonValue>): void;
}

export interface TextLegHost {
  start(start: CarrierStart, leg: TextTransport): Admission<TextTransportSink>;
  trouble(code: string, detail: Record<string, JsonValue>): void;
}
