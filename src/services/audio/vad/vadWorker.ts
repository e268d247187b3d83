/** The event loop's end of the detector's thread. */
import { Worker } from 'node:worker_threads';
import { SILERO_FRAME_SAMPLES } from './frame.ts';
import type { FromVadThread, ToVadThread } from './vadProtocol.ts';

export interface SpeechListener {
  speech(sequence: number, probability: number): void;
  /** The thread came up or ended. */
  available(available: boolean): void;
}

/** Frames put into one message at most; a fuller batch goes at once. */
const MAX_FRAMES = 64;

export class VadWorker {
  #worker: Worker | undefined;
  #starting: Promise<void> | undefined;
  #ready = false;
  #denoise = false;
  #closed = false;
  #nextCall = 1;
  readonly #listeners = new Map<number, SpeechListener>();
  readonly #calls = new Int32Array(MAX_FRAMES);
  readonly #sequences = new Int32Array(MAX_FRAMES);
  readonly #flags = new Uint8Array(MAX_FRAMES);
  #pcm = new Int16Array(MAX_FRAMES * SILERO_FRAME_SAMPLES);
  #count = 0;

  get ready(): boolean {
    return this.#ready;
  }

  /** Whether the noise reduction was loaded in the thread. */
  get denoise(): boolean {
    return this.#denoise;
  }

  /** Starts the thread and waits for the model. Idempotent; after the thread's death it starts a new one. */
  start(): Promise<void> {
    this.#closed = false;
    this.#starting ??= new Promise<void>((resolve, reject) => {
      // The build turns .ts into .js but leaves this string alone.
      const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
      const worker = new Worker(new URL(`./vadThread${extension}`, import.meta.url), {
        name: 'voice-activity',
      });
      this.#worker = worker;
      worker.on('message', (message: FromVadThread) => {
        this.#receive(message);
        if (message.type === 'ready') resolve();
      });
      worker.on('error', (error) => {
        this.#down(worker);
        reject(error);
      });
      worker.on('exit', () => {
        this.#down(worker);
        reject(new Error('the voice-activity thread ended before it was ready'));
      });
    });
    return this.#starting;
  }

  /** Joins a call. Returns its number. */
  join(listener: SpeechListener): number {
    const call = this.#nextCall++;
    this.#listeners.set(call, listener);
    return call;
  }

  leave(call: number): void {
    if (!this.#listeners.delete(call)) return;
    this.#post({ type: 'forget', call });
  }

  /** Queues a frame (copied). It leaves with others at the end of this turn of the event loop. */
  send(call: number, sequence: number, flags: number, frame: Int16Array): void {
    if (this.#count === 0) setImmediate(this.#flush);
    const at = this.#count++;
    this.#calls[at] = call;
    this.#sequences[at] = sequence;
    this.#flags[at] = flags;
    this.#pcm.set(frame, at * SILERO_FRAME_SAMPLES);
    if (this.#count === MAX_FRAMES) this.#flush();
  }

  /** Ends the thread as an accident would: its calls are told. For tests and drills. */
  async crash(): Promise<void> {
    await this.#worker?.terminate();
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#worker = undefined;
    this.#starting = undefined;
    this.#ready = false;
    await worker?.terminate();
  }

  readonly #flush = (): void => {
    const count = this.#count;
    if (count === 0) return;
    this.#count = 0;
    const pcm = this.#pcm.slice(0, count * SILERO_FRAME_SAMPLES);
    const message: ToVadThread = {
      type: 'frames',
      calls: this.#calls.slice(0, count),
      sequences: this.#sequences.slice(0, count),
      flags: this.#flags.slice(0, count),
      pcm,
    };
    this.#worker?.postMessage(message, [pcm.buffer]);
  };

  #post(message: ToVadThread): void {
    this.#flush();
    this.#worker?.postMessage(message);
  }

  #receive(message: FromVadThread): void {
    if (message.type === 'ready') {
      this.#ready = true;
      this.#denoise = message.denoise;
      // A server that has ended its calls must not be kept alive by a detector.
      this.#worker?.unref();
      for (const listener of this.#listeners.values()) listener.available(true);
      return;
    }
    for (let i = 0; i < message.calls.length; i++) {
      const listener = this.#listeners.get(message.calls[i] as number);
      listener?.speech(message.sequences[i] as number, message.probabilities[i] as number);
    }
  }

  #down(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#starting = undefined;
    this.#ready = false;
    if (this.#closed) return;
    for (const listener of this.#listeners.values()) listener.available(false);
  }
}

/** The one detector thread of this process. */
export const sharedVadWorker = new VadWorker();
