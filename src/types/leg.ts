/** A carrier's socket that has told us which call it is, and waits for someone to answer. */
import type { Carrier } from './call.ts';
import type {
  AudioTransport,
  AudioTransportSink,
  TextTransport,
  TextTransportSink,
  TransportStart,
} from './transport.ts';

interface LegBase {
  readonly carrier: Carrier;
  readonly start: TransportStart;
}

export interface AudioLeg extends LegBase {
  readonly kind: 'audio';
  /** Connects the sink; what arrived in the meantime is delivered to it first. Once. */
  open(sink: AudioTransportSink): AudioTransport;
  /** Frames may arrive out of order (Telnyx). */
  readonly reorder: boolean;
  /** The carrier reports keys itself. */
  readonly reportsKeys: boolean;
}

export interface TextLeg extends LegBase {
  readonly kind: 'text';
  open(sink: TextTransportSink): TextTransport;
  /** The carrier tells what has been played (`tokens-played`, speaker events). */
  readonly reportsPlayout: boolean;
}

export type CallLeg = AudioLeg | TextLeg;
