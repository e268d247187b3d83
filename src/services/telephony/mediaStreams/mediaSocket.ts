import type { AudioLegHost } from '../host.ts';
import { closeCode, defaultSocketLimits } from '../limits.ts';
import type { SocketLimits } from '../limits.ts';
import { MalformedCounter } from '../malformed.ts';
import { parseObject } from '../problem.ts';
import type { CarrierSocket, SocketReceiver } from '../socket.ts';
import { detectCarrier } from './detectCarrier.ts';
import type { MediaLeg } from './mediaLeg.ts';
import { TelnyxMediaTransport } from './telnyxAdapter.ts';
import { TwilioMediaTransport } from './twilioAdapter.ts';

/** An audio socket of which the carrier is not known before its `start`: waits for it, then hands over to the adapter. */
export class MediaSocket implements SocketReceiver {
  private leg: MediaLeg | null = null;
  private ended = false;
  private readonly socket: CarrierSocket;
  private readonly host: AudioLegHost;
  private readonly limits: SocketLimits;
  private readonly malformed: MalformedCounter;

  constructor(socket: CarrierSocket, host: AudioLegHost, limits: SocketLimits = defaultSocketLimits) {
    this.socket = socket;
    this.host = host;
    this.limits = limits;
    this.malformed = new MalformedCounter(limits, {
      trouble: (code, detail) => host.trouble(code, detail),
      giveUp: (code, reason) => this.giveUp(code, reason),
    });
  }

  /** The call's transport, once the carrier has said who it is. */
  get transport(): MediaLeg | null {
    return this.leg;
  }

  receive(data: string | Uint8Array, isBinary: boolean): boolean {
    if (this.leg !== null) return this.leg.receive(data, isBinary);
    if (this.ended) return true;
    const frame = this.malformed.accept(data, isBinary);
    if (frame === undefined) return false;
    const parsed = parseObject(frame);
    if (!parsed.ok || typeof parsed.message.event !== 'string') {
      this.malformed.bad(parsed.ok ? { kind: 'no-event' } : parsed.problem);
      return false;
    }
    const { message } = parsed;
    if (message.event === 'start') return this.begin(frame, detectCarrier(message));
    this.malformed.good();
    // Anyone can say hello: a carrier is proved by the start of a call.
    return false;
  }

  socketClosed(code: number): void {
    this.ended = true;
    this.leg?.socketClosed(code);
  }

  private begin(frame: string, carrier: ReturnType<typeof detectCarrier>): boolean {
    if (carrier === 'twilio') this.leg = new TwilioMediaTransport(this.socket, this.host, this.limits);
    else if (carrier === 'telnyx') this.leg = new TelnyxMediaTransport(this.socket, this.host, this.limits);
    else {
      this.host.trouble('TEL_CARRIER_UNKNOWN', { looksLike: carrier ?? 'nothing known' });
      this.giveUp(closeCode.unsupportedData, 'unsupported carrier');
      return false;
    }
    return this.leg.receive(frame, false);
  }

  private giveUp(code: number, reason: string): void {
    if (this.ended) return;
    this.ended = true;
    this.socket.close(code, reason);
  }
}
