/** The page's loudspeaker and ears: the telephone of `phone.ts` on the audio thread, and how loud either side is. */
import type { FromPhone, ToPhone } from './phoneMessages.ts';
// Vite builds the file for the audio thread and answers its address.
// oxlint-disable-next-line import/default
import phoneUrl from './phone.worklet.ts?worker&url';

export class Sound {
  readonly #context: AudioContext;
  readonly #phone: AudioWorkletNode;
  readonly #caller: AnalyserNode;
  readonly #agent: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;
  readonly #stream: MediaStream | null;
  /** A remote stream flows only while an element plays it. */
  readonly #speaker = new Audio();
  #silence: ReturnType<typeof setTimeout> | undefined;

  private constructor(context: AudioContext, stream: MediaStream | null, told: (message: FromPhone) => void) {
    this.#context = context;
    this.#stream = stream;
    this.#phone = new AudioWorkletNode(context, 'phone', { outputChannelCount: [1] });
    this.#phone.port.addEventListener('message', ({ data }: MessageEvent<FromPhone>) => told(data));
    this.#phone.port.start();
    this.#caller = context.createAnalyser();
    this.#agent = context.createAnalyser();
    this.#samples = new Float32Array(this.#caller.fftSize);
    if (stream) context.createMediaStreamSource(stream).connect(this.#caller).connect(this.#phone);
    this.#phone.connect(this.#agent);
    this.#phone.connect(context.destination);
  }

  /** Takes the stream over: closing ends it. `null`: nobody is heard. After a click, or browsers play nothing. */
  static async open(stream: MediaStream | null, told: (message: FromPhone) => void): Promise<Sound> {
    const context = new AudioContext({ latencyHint: 'interactive' });
    await context.audioWorklet.addModule(phoneUrl);
    await context.resume();
    return new Sound(context, stream, told);
  }

  send(message: ToPhone): void {
    this.#phone.port.postMessage(message, message.type === 'play' ? [message.mulaw.buffer] : []);
  }

  /** The agent comes by WebRTC. */
  playRemote(stream: MediaStream): void {
    this.#context.createMediaStreamSource(stream).connect(this.#agent);
    this.#speaker.srcObject = stream;
    void this.#speaker.play().catch(() => undefined);
  }

  stopRemote(): void {
    this.#speaker.srcObject = null;
  }

  /** What is on its way by WebRTC cannot be called back, but it need not be heard. */
  hush(ms: number): void {
    this.#speaker.muted = true;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => (this.#speaker.muted = false), ms);
  }

  mute(muted: boolean): void {
    for (const track of this.#stream?.getAudioTracks() ?? []) track.enabled = !muted;
  }

  /** 0 to 1, over 60 dB. */
  level(side: 'caller' | 'agent'): number {
    (side === 'caller' ? this.#caller : this.#agent).getFloatTimeDomainData(this.#samples);
    let sum = 0;
    for (const sample of this.#samples) sum += sample * sample;
    const decibels = 10 * Math.log10(sum / this.#samples.length + 1e-9);
    return Math.min(1, Math.max(0, (decibels + 60) / 60));
  }

  close(): void {
    clearTimeout(this.#silence);
    this.stopRemote();
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    void this.#context.close();
  }
}
