/** Audio by WebRTC: one Opus stream each way between a page and this server, without servers in between. */
import { randomInt } from 'node:crypto';
import type * as weriftModule from 'werift';
import type { Clock } from '../../../types/clock.ts';
import { WeaverError } from '../../../types/errors/index.ts';
import type { LinkPolicy, OpusDecoder, OpusEncoder, ReceiveBuffer } from './link.ts';
import { OpusReceiver } from './opusReceiver.ts';
import { OpusSender } from './opusSender.ts';
import { SAMPLE_RATE, type AudioPath, type AudioPathSink, type Ticks } from './path.ts';

export interface RtcPathOptions {
  readonly clock: Clock;
  readonly ticks: Ticks;
  readonly policy: LinkPolicy;
  readonly buffer: ReceiveBuffer;
}

export interface RtcPathSink extends AudioPathSink {
  connected(): void;
  /** No longer, or never: the page falls back. */
  failed(): void;
  /** What is under way to the page is no longer wanted. */
  cleared(): void;
  /** The page should encode with this bitrate, bit/s. */
  wanted(bitrate: number): void;
}

const REPORT_MS = 1_000;
const OPUS_PAYLOAD = 96;

type Werift = typeof weriftModule;
type Peer = InstanceType<Werift['RTCPeerConnection']>;
type Track = InstanceType<Werift['MediaStreamTrack']>;

export class RtcPath implements AudioPath {
  readonly kind = 'webrtc';
  readonly backlogBytes = 0;
  readonly #options: RtcPathOptions;
  readonly #sink: RtcPathSink;
  readonly #peer: Peer;
  readonly #track: Track;
  readonly #sender: OpusSender;
  readonly #receiver: OpusReceiver;
  #state: 'new' | 'connected' | 'closed' = 'new';
  #reportAt = 0;

  private constructor(options: RtcPathOptions, sink: RtcPathSink, parts: Parts) {
    this.#options = options;
    this.#sink = sink;
    const { werift, encoder, decoder } = parts;
    this.#peer = new werift.RTCPeerConnection({
      codecs: { audio: [opusCodec(werift)] },
      // Both ends are here or on one network; nobody outside is asked about either.
      iceServers: [],
      iceUseTcp: false,
    });
    this.#track = new werift.MediaStreamTrack({ kind: 'audio' });
    this.#sender = new OpusSender({
      encoder,
      policy: options.policy,
      send: this.#packets(werift),
      marked: (name) => sink.mark(name),
    });
    this.#receiver = new OpusReceiver({
      decoder,
      buffer: options.buffer,
      policy: options.policy,
      audio: (mulaw, mediaMs) => sink.audio(mulaw, mediaMs),
    });
    this.#follow();
  }

  /** Loads what WebRTC needs; it is a second's work, so only for those who call by it. */
  static async create(options: RtcPathOptions, sink: RtcPathSink): Promise<RtcPath> {
    const [werift, { Encoder, Decoder }] = await Promise.all([import('werift'), import('@evan/opus')]);
    const mono = { channels: 1, sample_rate: SAMPLE_RATE } as const;
    const encoder: OpusEncoder = new Encoder({ ...mono, application: 'voip' });
    return new RtcPath(options, sink, { werift, encoder, decoder: new Decoder(mono) });
  }

  /** Answers the page's offer. @throws WeaverError TEST_WEBRTC_FAILED */
  async answer(offer: string): Promise<string> {
    try {
      await this.#peer.setRemoteDescription({ type: 'offer', sdp: offer });
      const [transceiver] = this.#peer.getTransceivers();
      if (!transceiver) throw new Error('the offer has no audio');
      transceiver.setDirection('sendrecv');
      await transceiver.sender.replaceTrack(this.#track);
      // Candidates come with the description: they are this machine's own addresses, and quickly known.
      await this.#peer.setLocalDescription(await this.#peer.createAnswer());
      const { localDescription } = this.#peer;
      if (!localDescription) throw new Error('no description');
      return localDescription.sdp;
    } catch (error) {
      this.close();
      throw new WeaverError('TEST_WEBRTC_FAILED', {
        reason: error instanceof Error ? error.name : 'unknown',
      });
    }
  }

  get link() {
    return { up: this.#receiver.state, down: this.#sender.state };
  }

  heard(report: { loss: number; roundTripMs: number; bufferMs: number }): void {
    this.#sender.heard(report);
  }

  sendAudio(mulaw: Uint8Array): void {
    this.#sender.push(mulaw);
  }

  mark(name: string): void {
    this.#sender.mark(name);
  }

  clear(): void {
    this.#sender.clear();
    this.#sink.cleared();
  }

  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#options.ticks.remove(this.#tick);
    // Its sockets close in their own time; nobody waits for them.
    void this.#peer.close().catch(() => undefined);
  }

  #follow(): void {
    this.#peer.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe(({ header, payload }) => {
        if (this.#state === 'closed') return;
        const { sequenceNumber: sequence, timestamp } = header;
        this.#receiver.packet({ sequence, timestamp, payload }, this.#options.clock.now());
      });
    });
    this.#peer.connectionStateChange.subscribe((state) => {
      if (state === 'connected') this.#connected();
      else if ((state === 'failed' || state === 'closed') && this.#state !== 'closed') this.#failed();
    });
  }

  #connected(): void {
    if (this.#state !== 'new') return;
    this.#state = 'connected';
    this.#reportAt = this.#options.clock.now() + REPORT_MS;
    this.#options.ticks.add(this.#tick);
    this.#sink.connected();
  }

  #failed(): void {
    this.close();
    this.#sink.failed();
  }

  readonly #tick = (nowMs: number): void => {
    this.#sender.tick(nowMs);
    this.#receiver.tick(nowMs);
    if (nowMs < this.#reportAt) return;
    this.#reportAt = nowMs + REPORT_MS;
    this.#sink.wanted(this.#receiver.report().bitrate);
  };

  #packets({ RtpHeader, RtpPacket }: Werift) {
    const ssrc = randomInt(1, 2 ** 31);
    const offset = randomInt(2 ** 31);
    let sequenceNumber = randomInt(2 ** 15);
    return (payload: Uint8Array, timestamp: number): void => {
      sequenceNumber = (sequenceNumber + 1) & 0xffff;
      const header = new RtpHeader({
        version: 2,
        payloadType: OPUS_PAYLOAD,
        sequenceNumber,
        timestamp: (timestamp + offset) >>> 0,
        ssrc,
      });
      this.#track.writeRtp(new RtpPacket(header, Buffer.from(payload)));
    };
  }
}

interface Parts {
  readonly werift: Werift;
  readonly encoder: OpusEncoder;
  readonly decoder: OpusDecoder;
}

/** Mono, with forward error correction; the page's silence is sent too, since the ears hear the room in it. */
function opusCodec({ RTCRtpCodecParameters }: Werift) {
  return new RTCRtpCodecParameters({
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: 'minptime=10;useinbandfec=1;usedtx=0;stereo=0;maxaveragebitrate=40000',
  });
}
