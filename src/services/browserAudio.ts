/**
 * The browser's audio transport: what `telephony/browser` does on the wire, with the jitter buffer and the bitrate policy of
 * `services/audio`. For test calls of a flow; a telephone leg is 64 kbit/s mu-law and adapts nothing.
 *
 * @example
 * const transport = new BrowserTransport(clock, () => socket.close());
 * transport.use((sink) => new SocketPath(pageSocket, sink));
 */
import type { Clock } from '../types/clock.ts';
import { nextOpusSettings } from './audio/adaptiveBitrate.ts';
import { JitterBuffer } from './audio/jitterBuffer.ts';
import { sharedWheel } from './audio/wheel.ts';
import type { AudioPathSink } from './telephony/browser/path.ts';
import { QuietPath } from './telephony/browser/quietPath.ts';
import { RtcPath, type RtcPathSink } from './telephony/browser/rtcPath.ts';

export { BrowserTransport } from './telephony/browser/browserTransport.ts';
export { SocketPath, type PageSocket } from './telephony/browser/socketPath.ts';
export type { AudioPath, AudioPathSink } from './telephony/browser/path.ts';
export type { RtcPath, RtcPathSink } from './telephony/browser/rtcPath.ts';

/** A WebRTC path that waits for its offer. */
export function rtcPath(clock: Clock, sink: RtcPathSink): Promise<RtcPath> {
  const ticks = sharedWheel(clock);
  return RtcPath.create({ clock, ticks, policy: nextOpusSettings, buffer: new JitterBuffer() }, sink);
}

/** Words alone: plays to nobody, at the pace of a voice. */
export function quietPath(clock: Clock, sink: AudioPathSink): QuietPath {
  return new QuietPath(clock, sharedWheel(clock), sink);
}
