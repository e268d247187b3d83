/** The page's end of WebRTC: one Opus stream each way, no servers in between. */
export interface RtcEvents {
  connected(): void;
  /** Broke, or did not come about. */
  failed(): void;
  remote(stream: MediaStream): void;
  /** How the agent is heard, once a second. */
  hearing(report: { loss: number; roundTripMs: number; bufferMs: number }): void;
}

/** ICE on one network takes a fraction of this. */
const CONNECT_MS = 3_000;
/** A cold server loads its half first. */
const ANSWER_MS = 6_000;
/** Addresses of this machine are known at once; only servers, of which there are none, would take longer. */
const GATHER_MS = 500;
const REPORT_MS = 1_000;

export class Rtc {
  readonly #peer = new RTCPeerConnection({ iceServers: [] });
  readonly #events: RtcEvents;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reports: ReturnType<typeof setInterval> | undefined;
  #closed = false;
  #before = { received: 0, lost: 0, delay: 0, emitted: 0 };

  constructor(stream: MediaStream, events: RtcEvents) {
    this.#events = events;
    for (const track of stream.getAudioTracks()) this.#peer.addTrack(track, stream);
    this.#peer.addEventListener('track', ({ track, streams: [first] }) =>
      events.remote(first ?? new MediaStream([track])),
    );
    this.#peer.addEventListener('connectionstatechange', () => this.#changed());
  }

  static get possible(): boolean {
    return typeof RTCPeerConnection === 'function';
  }

  /** The offer with this machine's addresses in it. The answer is waited for from now on. */
  async offer(): Promise<string> {
    await this.#peer.setLocalDescription();
    await this.#gathered();
    this.#giveUpAfter(ANSWER_MS);
    return this.#peer.localDescription?.sdp ?? '';
  }

  async answered(sdp: string): Promise<void> {
    if (this.#closed) return;
    this.#giveUpAfter(CONNECT_MS);
    try {
      await this.#peer.setRemoteDescription({ type: 'answer', sdp });
    } catch {
      this.#fail();
    }
  }

  /** The server heard how we come through. */
  useBitrate(bitrate: number): void {
    for (const sender of this.#peer.getSenders()) {
      const parameters = sender.getParameters();
      const [encoding] = parameters.encodings;
      if (!encoding || encoding.maxBitrate === bitrate) continue;
      encoding.maxBitrate = bitrate;
      void sender.setParameters(parameters).catch(() => undefined);
    }
  }

  /** The server cannot. */
  giveUp(): void {
    this.#fail();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#reports);
    this.#peer.close();
  }

  #changed(): void {
    if (this.#closed) return;
    const { connectionState } = this.#peer;
    if (connectionState === 'failed') this.#fail();
    if (connectionState !== 'connected') return;
    clearTimeout(this.#timer);
    this.#reports ??= setInterval(() => void this.#report(), REPORT_MS);
    this.#events.connected();
  }

  #giveUpAfter(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(), ms);
  }

  #fail(): void {
    if (this.#closed) return;
    this.close();
    this.#events.failed();
  }

  #gathered(): Promise<void> {
    if (this.#peer.iceGatheringState === 'complete') return Promise.resolve();
    return new Promise((resolve) => {
      setTimeout(resolve, GATHER_MS);
      this.#peer.addEventListener('icegatheringstatechange', () => {
        if (this.#peer.iceGatheringState === 'complete') resolve();
      });
    });
  }

  async #report(): Promise<void> {
    const report = await this.#peer.getStats();
    if (this.#closed) return;
    let roundTripMs = 0;
    let now = this.#before;
    for (const stats of report.values() as IterableIterator<Stats>) {
      if (stats.type === 'candidate-pair' && stats.currentRoundTripTime !== undefined)
        roundTripMs = stats.currentRoundTripTime * 1_000;
      if (stats.type !== 'inbound-rtp') continue;
      const {
        packetsReceived = 0,
        packetsLost = 0,
        jitterBufferDelay = 0,
        jitterBufferEmittedCount = 0,
      } = stats;
      now = {
        received: packetsReceived,
        lost: packetsLost,
        delay: jitterBufferDelay,
        emitted: jitterBufferEmittedCount,
      };
    }
    const { received, lost, delay, emitted } = this.#before;
    this.#before = now;
    const packets = now.received - received + now.lost - lost;
    const samples = now.emitted - emitted;
    this.#events.hearing({
      loss: packets > 0 ? Math.min(1, Math.max(0, (now.lost - lost) / packets)) : 0,
      roundTripMs,
      bufferMs: samples > 0 ? Math.max(0, ((now.delay - delay) / samples) * 1_000) : 0,
    });
  }
}

/** The members of `RTCStatsReport` that are read; the compiler knows it as a map of anything. */
interface Stats {
  readonly type: string;
  readonly currentRoundTripTime?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  /** Seconds, summed over the samples emitted. */
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
}
