import type { AudioLegHost } from '../host.ts';
import type { SocketLimits } from '../limits.ts';
import type { CarrierSocket } from '../socket.ts';
import { MediaLeg } from './mediaLeg.ts';
import type { MediaDialect } from './mediaLeg.ts';
import { encodeTwilioClear, encodeTwilioMark, parseTwilioMedia, twilioMediaFrame } from './protocol.ts';

const twilio: MediaDialect = {
  carrier: 'twilio',
  parse: parseTwilioMedia,
  frame: twilioMediaFrame,
  mark: encodeTwilioMark,
  clear: encodeTwilioClear,
};

/** Twilio Media Streams, bidirectional. */
export class TwilioMediaTransport extends MediaLeg {
  constructor(socket: CarrierSocket, host: AudioLegHost, limits?: SocketLimits) {
    super(socket, host, twilio, limits);
  }
}
