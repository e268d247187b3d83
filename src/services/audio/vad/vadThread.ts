/**
 * The thread in which the neural detector runs, one for all calls. Frames that come while the model runs are taken
 * together in its next run, so a busy moment makes batches instead of a queue.
 */
import { parentPort, type MessagePort } from 'node:worker_threads';
import { NoiseReducer, warmNoiseReduction } from '../noiseReduction.ts';
import { SILERO_FRAME_SAMPLES as SILERO_FRAME } from './frame.ts';
import { Silero, SileroState } from './silero.ts';
import { FrameFlag, type FromVadThread, type ToVadThread } from './vadProtocol.ts';

const MAX_BATCH = 32;

interface Frame {
  readonly call: number;
  readonly sequence: number;
  readonly flags: number;
  readonly pcm: Int16Array;
}

class CallState {
  readonly silero = new SileroState();
  #reducer: NoiseReducer | undefined;

  reset(): void {
    this.silero.reset();
  }

  clean(pcm: Int16Array): void {
    this.#reducer ??= new NoiseReducer();
    this.#reducer.process(pcm);
  }

  dispose(): void {
    this.#reducer?.dispose();
  }
}

class VadThread {
  readonly #port: MessagePort;
  readonly #silero: Silero;
  readonly #denoise: boolean;
  readonly #calls = new Map<number, CallState>();
  #queue: Frame[] = [];
  #running = false;

  constructor(port: MessagePort, silero: Silero, denoise: boolean) {
    this.#port = port;
    this.#silero = silero;
    this.#denoise = denoise;
    port.on('message', (message: ToVadThread) => this.#receive(message));
  }

  #receive(message: ToVadThread): void {
    if (message.type === 'forget') {
      this.#calls.get(message.call)?.dispose();
      this.#calls.delete(message.call);
      this.#queue = this.#queue.filter((frame) => frame.call !== message.call);
      return;
    }
    for (let i = 0; i < message.calls.length; i++) {
      this.#queue.push({
        call: message.calls[i] as number,
        sequence: message.sequences[i] as number,
        flags: message.flags[i] as number,
        pcm: message.pcm.subarray(i * SILERO_FRAME, (i + 1) * SILERO_FRAME),
      });
    }
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#queue.length > 0) await this.#round();
    this.#running = false;
  }

  /** The first waiting frame of each call, in one run of the model. */
  async #round(): Promise<void> {
    const round: Frame[] = [];
    const taken = new Set<number>();
    this.#queue = this.#queue.filter((frame) => {
      if (round.length >= MAX_BATCH || taken.has(frame.call)) return true;
      taken.add(frame.call);
      round.push(frame);
      return false;
    });
    const pcm = new Int16Array(round.length * SILERO_FRAME);
    const states = round.map((frame, i) => this.#prepare(frame, pcm, i));
    const probabilities = await this.#silero.run(states, pcm);
    const answer: FromVadThread = {
      type: 'speech',
      calls: Int32Array.from(round, (frame) => frame.call),
      sequences: Int32Array.from(round, (frame) => frame.sequence),
      probabilities: Float32Array.from(probabilities),
    };
    this.#port.postMessage(answer);
  }

  #prepare(frame: Frame, pcm: Int16Array, index: number): SileroState {
    let call = this.#calls.get(frame.call);
    if (!call) {
      call = new CallState();
      this.#calls.set(frame.call, call);
    }
    if (frame.flags & FrameFlag.reset) call.reset();
    if (frame.flags & FrameFlag.denoise && this.#denoise) call.clean(frame.pcm);
    pcm.set(frame.pcm, index * SILERO_FRAME);
    return call.silero;
  }
}

async function start(port: MessagePort): Promise<void> {
  const silero = await Silero.load();
  // Without the noise reducer detection goes on; the main thread is told.
  const denoise = await warmNoiseReduction().then(
    () => true,
    () => false,
  );
  new VadThread(port, silero, denoise);
  port.postMessage({ type: 'ready', denoise } satisfies FromVadThread);
}

if (parentPort) await start(parentPort);
