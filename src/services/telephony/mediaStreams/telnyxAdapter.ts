import type { AudioLegHost } from '../host.ts';
import type { SocketLimits } from '../limits.ts';
import type { CarrierSocket } from '../socket.ts';
import { MediaLeg } from './mediaLeg.ts';
import type { MediaDialect } from './mediaLeg.ts';
import type { MediaFrame } from './protocol.ts';
import { ReorderBuffer } from './reorder.ts';
import { encodeTelnyxMark, parseTelnyxMedia, telnyxClear, telnyxMediaFrame } from './telnyxProtocol.ts';

const telnyx: MediaDialect = {
  carrier: 'telnyx',
  parse: parseTelnyxMedia,
  frame: () => telnyxMediaFrame,
  mark: (_streamSid, name) => encodeTelnyxMark(name),
  clear: () => telnyxClear,
};

/** Telnyx media streaming in `rtp` mode with PCMU; the only carrier here whose frames may come out of order. */
export class TelnyxMediaTransport extends MediaLeg {
  private readonly order = new ReorderBuffer((frame) => this.deliver(frame));

  constructor(socket: CarrierSocket, host: AudioLegHost, limits?: SocketLimits) {
    super(socket, host, telnyx, limits);
  }

  /** Frames put back in order, and frames that came too late for it. */
  get reorderStats(): { readonly reordered: number; readonly late: number } {
    return { reordered: this.order.reordered, late: this.order.late };
  }

  protected override onMedia(frame: MediaFrame): void {
    this.order.push(frame);
  }

  protected override leaving(): void {
    this.order.flush();
  }

  /** Numbers jump when messages overtake each other, so they prove nothing here. */
  protected override get ordered(): boolean {
    return false;
  }
}
