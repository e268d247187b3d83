import type { JsonValue } from '../../../types/json.ts';
import type { AudioTransport, AudioTransportSink, TransportSink } from '../../../types/transport.ts';
import { SinkGate } from '../admission.ts';
import type { AudioLegHost, CarrierStart } from '../host.ts';
import { closeCode, defaultSocketLimits } from '../limits.ts';
import type { SocketLimits } from '../limits.ts';
import { MalformedCounter } from '../malformed.ts';
import type { Parsed } from '../problem.ts';
import type { CarrierSocket, SocketReceiver } from '../socket.ts';
import { encodeBase64 } from './base64.ts';
import { startOf } from './start.ts';
import type { MediaFrame, MediaInbound, MediaStart } from './protocol.ts';
import { SequenceWatch } from './sequence.ts';

/** What differs between carriers. */
export interface MediaDialect {
  readonly carrier: CarrierStart['carrier'];
  parse(frame: string): Parsed<MediaInbound>;
  /** Text before and after the base64 of an outbound frame. */
  frame(streamSid: string): { readonly head: string; readonly tail: string };
  mark(streamSid: string, name: string): string;
  clear(streamSid: string): string;
}

export interface MediaStats {
  /** Messages that never came, by the carrier's sequence numbers. */
  readonly missing: number;
  readonly malformed: number;
  /** Messages for another stream, or before the start. */
  readonly stray: number;
}

/**
 * One audio socket of a carrier, from `connected` to the end. The same machine serves each dialect:
 * fresh → started → ended, with `stop` and the socket's close in either order and `closed` reported once.
 */
export class MediaLeg implements AudioTransport, SocketReceiver {
  readonly kind = 'audio';

  protected readonly gate = new SinkGate<AudioTransportSink>();
  private readonly socket: CarrierSocket;
  private readonly host: AudioLegHost;
  private readonly dialect: MediaDialect;
  private readonly malformed: MalformedCounter;
  private readonly sequence = new SequenceWatch();
  private readonly complained = new Set<string>();
  private started: MediaStart | null = null;
  private state: 'live' | 'closing' | 'ended' = 'live';
  private stray = 0;
  private head = '';
  private tail = '';

  constructor(
    socket: CarrierSocket,
    host: AudioLegHost,
    dialect: MediaDialect,
    limits: SocketLimits = defaultSocketLimits,
  ) {
    this.socket = socket;
    this.host = host;
    this.dialect = dialect;
    this.malformed = new MalformedCounter(limits, {
      trouble: (code, detail) => this.trouble(code, detail),
      giveUp: (code, reason) => this.fail(code, reason),
    });
  }

  // ------------------------------------------------------------ from the socket

  receive(data: string | Uint8Array, isBinary: boolean): boolean {
    if (this.state !== 'live') return true;
    const frame = this.malformed.accept(data, isBinary);
    if (frame === undefined) return false;
    const parsed = this.dialect.parse(frame);
    if (!parsed.ok) {
      this.malformed.bad(parsed.problem);
      return false;
    }
    this.malformed.good();
    this.act(parsed.message);
    return true;
  }

  socketClosed(_code: number): void {
    if (this.state === 'ended') return;
    const ours = this.state === 'closing';
    this.state = 'ended';
    this.leaving();
    this.gate.close(ours ? 'hung-up' : 'socket-closed');
  }

  // ------------------------------------------------------------ to the socket

  sendAudio(mulaw: Uint8Array): void {
    if (!this.canSend || mulaw.length === 0) return;
    this.socket.send(this.head + encodeBase64(mulaw) + this.tail);
  }

  mark(name: string): void {
    if (this.canSend) this.socket.send(this.dialect.mark(this.streamSid, name));
  }

  clear(): void {
    if (this.canSend) this.socket.send(this.dialect.clear(this.streamSid));
  }

  /** There is no hang-up message: closing the socket ends the stream, and the carrier goes on with its next verb. */
  close(): void {
    if (this.state !== 'live') return;
    this.state = 'closing';
    this.socket.close(closeCode.normal, 'done');
  }

  get backlogBytes(): number {
    return this.socket.bufferedAmount;
  }

  get stats(): MediaStats {
    return { missing: this.sequence.missing, malformed: this.malformed.total, stray: this.stray };
  }

  // ------------------------------------------------------------ for dialects

  /** Hands a frame to the call; a dialect without order puts a buffer in front. */
  protected deliver(frame: MediaFrame): void {
    this.gate.emit((sink) => sink.audio(frame.payload, frame.timestampMs));
  }

  protected onMedia(frame: MediaFrame): void {
    this.deliver(frame);
  }

  /** The stream ends: the last chance to deliver what is held back. */
  protected leaving(): void {}

  /** Whether sequence numbers mean that something is missing. */
  protected get ordered(): boolean {
    return true;
  }

  // ------------------------------------------------------------ the machine

  private act(message: MediaInbound): void {
    switch (message.event) {
      case 'start':
        return this.onStart(message);
      case 'connected':
      case 'unknown':
        return;
      case 'error':
        return this.trouble('TEL_CARRIER_ERROR', { description: `${message.code} ${message.title}`.trim() });
      default:
        if (this.belongs(message)) this.onStreamMessage(message);
    }
  }

  private onStart(start: MediaStart): void {
    if (this.started !== null) {
      if (start.streamSid !== this.started.streamSid) this.complainOnce('TEL_SECOND_START', {});
      return;
    }
    this.started = start;
    this.sequence.begin(start.sequence);
    if (!isMulaw(start)) {
      this.trouble('TEL_MEDIA_FORMAT', {
        encoding: start.encoding.slice(0, 40),
        sampleRate: start.sampleRate,
      });
      return this.fail(closeCode.unsupportedData, 'unsupported media format');
    }
    ({ head: this.head, tail: this.tail } = this.dialect.frame(start.streamSid));
    this.gate.admit(this.host.start(startOf(start, this.dialect.carrier), this), (cause) => {
      this.host.trouble('TEL_CALL_REFUSED', { reason: cause });
      this.state = 'closing';
      this.socket.close(closeCode.policy, 'refused');
    });
  }

  private onStreamMessage(
    message: Exclude<MediaInbound, MediaStart | { event: 'connected' | 'unknown' | 'error' }>,
  ): void {
    if (this.ordered && this.sequence.saw(message.sequence)) {
      this.complainOnce('TEL_SEQUENCE_GAP', { missing: this.sequence.missing });
    }
    if (message.event === 'media') {
      // An outbound track, where one is configured, is our own voice.
      if (message.track === 'inbound' && message.payload.length > 0) this.onMedia(message);
    } else if (message.event === 'dtmf') {
      const { digit } = message;
      this.gate.emit((sink) => sink.key(digit));
    } else if (message.event === 'mark') {
      const { name } = message;
      this.gate.emit((sink) => sink.mark(name));
    } else {
      this.onStop();
    }
  }

  private onStop(): void {
    this.state = 'ended';
    this.leaving();
    this.gate.close('stop');
    // The carrier closes after `stop`; closing from here too frees the socket when it forgets.
    this.socket.close(closeCode.normal, 'stopped');
  }

  private belongs(message: { readonly event: string; readonly streamSid: string }): boolean {
    if (this.started === null) {
      this.stray += 1;
      this.complainOnce('TEL_BEFORE_START', { event: message.event });
      return false;
    }
    if (message.streamSid !== this.started.streamSid) {
      this.stray += 1;
      this.complainOnce('TEL_WRONG_STREAM', {});
      return false;
    }
    return true;
  }

  private fail(code: number, reason: string): void {
    if (this.state !== 'live') return;
    this.state = 'ended';
    this.leaving();
    this.gate.close('protocol-error');
    this.socket.close(code, reason);
  }

  /** Reported once for each stream, as the carrier does with ours: a fault of every frame must not flood the log. */
  private complainOnce(code: string, detail: Record<string, JsonValue>): void {
    if (this.complained.has(code)) return;
    this.complained.add(code);
    this.trouble(code, detail);
  }

  private trouble: TransportSink['trouble'] = (code, detail) => {
    if (this.started === null || this.gate.refused) this.host.trouble(code, detail);
    else this.gate.emit((sink) => sink.trouble(code, detail));
  };

  private get canSend(): boolean {
    return this.state === 'live' && this.head !== '';
  }

  private get streamSid(): string {
    return this.started?.streamSid ?? '';
  }
}

function isMulaw(start: MediaStart): boolean {
  const mulaw = start.encoding === 'audio/x-mulaw' || start.encoding.toUpperCase() === 'PCMU';
  return mulaw && start.sampleRate === 8000 && start.channels === 1;
}
