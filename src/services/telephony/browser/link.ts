/** What a WebRTC leg needs of other rooms, and gets from its front door. */

/** How the other side hears, since the report before. */
export interface LinkReport {
  readonly loss: number;
  readonly delayGrowthMs: number;
}

export interface OpusSettings {
  readonly bitrate: number;
  readonly fec: boolean;
  readonly frameMs: 20 | 40 | 60;
}

export type LinkPolicy = (previous: OpusSettings | undefined, report: LinkReport) => OpusSettings;

export interface ReceiveBuffer {
  readonly targetMs: number;
  readonly bufferedMs: number;
  readonly counts: { readonly concealed: number };
  put(sequence: number, pcm: Int16Array, nowMs: number): void;
  play(out: Int16Array): unknown;
}

/** The part of an Opus encoder that is used: mono, 8 kHz, 16-bit samples as bytes. */
export interface OpusEncoder {
  bitrate: number | 'max' | 'auto';
  inband_fec: boolean;
  packet_loss: number;
  encode(pcm: Uint8Array): Uint8Array;
}

export interface OpusDecoder {
  decode(packet: Uint8Array): Uint8Array;
}

/** RTP clock of Opus, whatever the sampling rate (RFC 7587 §4.1). */
export const RTP_PER_MS = 48;
