import { SILENCE } from './g711.ts';
import { FRAME_BYTES } from './ticker.ts';
import type { LegIdentity } from './leg.ts';

/** 20 ms of silence in mu-law. */
export const SILENT_FRAME: Uint8Array = new Uint8Array(FRAME_BYTES).fill(SILENCE);
const SILENT_PAYLOAD = Buffer.from(SILENT_FRAME).toString('base64');

/** Writes a stream's messages in the carrier's form; counts what the carrier counts. */
export class MediaFrames {
  readonly #identity: LegIdentity;
  readonly #streamSid: string;
  readonly #quote: '"' | '';
  #sequence = 0;
  #chunk = 0;

  /** @param numeric counters as JSON numbers instead of strings */
  constructor(identity: LegIdentity, streamSid: string, numeric: boolean) {
    this.#identity = identity;
    this.#streamSid = streamSid;
    this.#quote = numeric ? '' : '"';
  }

  connected(): string {
    return this.#telnyx
      ? '{"event":"connected","version":"1.0.0"}'
      : '{"event":"connected","protocol":"Call","version":"1.0.0"}';
  }

  start(): string {
    const { callSid, accountSid, parameters, from, to } = this.#identity;
    return this.#envelope(
      'start',
      this.#telnyx
        ? {
            user_id: accountSid,
            call_control_id: callSid,
            from,
            to,
            custom_parameters: parameters,
            media_format: { encoding: 'PCMU', sample_rate: 8000, channels: 1 },
          }
        : {
            accountSid,
            streamSid: this.#streamSid,
            callSid,
            tracks: ['inbound'],
            mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
            customParameters: parameters,
          },
    );
  }

  media(frame: Uint8Array, timestampMs: number): string {
    this.#sequence++;
    this.#chunk++;
    const q = this.#quote;
    const payload =
      frame === SILENT_FRAME
        ? SILENT_PAYLOAD
        : Buffer.from(frame.buffer, frame.byteOffset, frame.length).toString('base64');
    const [sequence, stream] = this.#telnyx
      ? ['sequence_number', 'stream_id']
      : ['sequenceNumber', 'streamSid'];
    return (
      `{"event":"media","${sequence}":${q}${this.#sequence}${q},"media":{"track":"inbound",` +
      `"chunk":${q}${this.#chunk}${q},"timestamp":${q}${timestampMs}${q},"payload":"${payload}"},` +
      `"${stream}":"${this.#streamSid}"}`
    );
  }

  dtmf(digit: string): string {
    return this.#envelope('dtmf', this.#telnyx ? { digit } : { track: 'inbound_track', digit });
  }

  mark(name: string): string {
    return this.#envelope('mark', { name });
  }

  stop(): string {
    const { callSid, accountSid } = this.#identity;
    return this.#envelope(
      'stop',
      this.#telnyx ? { user_id: accountSid, call_control_id: callSid } : { accountSid, callSid },
    );
  }

  get #telnyx(): boolean {
    return this.#identity.carrier === 'telnyx';
  }

  #envelope(event: string, body: object): string {
    this.#sequence++;
    const count = this.#quote ? String(this.#sequence) : this.#sequence;
    return JSON.stringify(
      this.#telnyx
        ? { event, sequence_number: count, [event]: body, stream_id: this.#streamSid }
        : { event, sequenceNumber: count, [event]: body, streamSid: this.#streamSid },
    );
  }
}
