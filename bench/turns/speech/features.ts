/**
 * What the calls' own detector makes of a piece of audio, frame by frame, before anything is decided: its neural network's
 * opinion, and nothing where its energy gate did not ask. Decisions are made from it later, by the product's own rule.
 */
import { SILERO_FRAME_SAMPLES } from '../../../src/services/audio/vad/frame.ts';
import { defaultNeuralVadOptions, NeuralVad } from '../../../src/services/audio/vad/neuralVad.ts';
import { Silero, SileroState } from '../../../src/services/audio/vad/silero.ts';
import { SpeechEdges } from '../../../src/services/audio/vad/speechEdges.ts';
import { FrameFlag } from '../../../src/services/audio/vad/vadProtocol.ts';
import { VadWorker, type SpeechListener } from '../../../src/services/audio/vad/vadWorker.ts';
import { systemClock } from '../../../src/types/clock.ts';

export const FRAME_MS = SILERO_FRAME_SAMPLES / 8;

/** What a detector reports of one stretch, ms: where it begins and ends, and when that is known. */
export interface Detected {
  readonly onset: number;
  readonly onsetKnown: number;
  /** When it is known that it is longer than a cough; null: it is not. */
  readonly lastsKnown: number | null;
  readonly offset: number;
  readonly offsetKnown: number;
}

/** The detector without its thread: asked in step with the bench, its answers kept by call and frame. */
class HereWorker extends VadWorker {
  readonly opinions = new Map<number, number[]>();
  frame = 0;
  readonly #silero: Silero;
  readonly #states = new Map<number, SileroState>();
  readonly #listening = new Map<number, SpeechListener>();
  #queue: { call: number; sequence: number; flags: number; pcm: Int16Array }[] = [];

  constructor(silero: Silero) {
    super();
    this.#silero = silero;
  }

  override get ready(): boolean {
    return true;
  }

  override join(listener: SpeechListener): number {
    const call = super.join(listener);
    this.#listening.set(call, listener);
    this.#states.set(call, new SileroState());
    this.opinions.set(call, []);
    return call;
  }

  override leave(call: number): void {
    super.leave(call);
    this.#listening.delete(call);
    this.#states.delete(call);
    this.opinions.delete(call);
  }

  override send(call: number, sequence: number, flags: number, frame: Int16Array): void {
    this.#queue.push({ call, sequence, flags, pcm: frame.slice() });
  }

  /** Answers all that was asked: of each call a frame at a time, as the thread does. */
  async answer(): Promise<void> {
    while (this.#queue.length > 0) {
      const taken = new Set<number>();
      const round = this.#queue.filter(
        ({ call }) => taken.size < TOGETHER && !taken.has(call) && taken.add(call),
      );
      this.#queue = this.#queue.filter((asked) => !round.includes(asked));
      const pcm = new Int16Array(round.length * SILERO_FRAME_SAMPLES);
      const states = round.map(({ call, flags, pcm: frame }, i) => {
        const state = this.#states.get(call) ?? new SileroState();
        if (flags & FrameFlag.reset) state.reset();
        pcm.set(frame, i * SILERO_FRAME_SAMPLES);
        return state;
      });
      const answers = await this.#silero.run(states, pcm);
      for (const [i, { call, sequence }] of round.entries()) {
        // 0: a frame from before, whose opinion nobody needs.
        if (sequence === 0) continue;
        const row = this.opinions.get(call);
        if (row) row[this.frame] = answers[i] ?? 0;
        this.#listening.get(call)?.speech(sequence, answers[i] ?? 0);
      }
    }
  }

  override async close(): Promise<void> {
    await super.close();
    await this.#silero.close();
  }
}

/** The detector takes so many frames in one run. */
const TOGETHER = 32;

export class FrameEars {
  static readonly together = TOGETHER;
  readonly #worker: HereWorker;

  private constructor(worker: HereWorker) {
    this.#worker = worker;
  }

  static async open(): Promise<FrameEars> {
    return new FrameEars(new HereWorker(await Silero.load()));
  }

  /**
   * Probability of speech in each frame of 32 ms of each. They are heard in step, so that the same frames are always in one
   * run of the network: its last decimals depend on that.
   */
  async hear(pieces: readonly Int16Array[]): Promise<Float32Array[]> {
    const worker = this.#worker;
    worker.opinions.clear();
    const deaf = { onset: () => undefined, offset: () => undefined };
    const vads = pieces.map(() => new NeuralVad(systemClock, worker, deaf, { patienceMs: Infinity }));
    const rows = [...worker.opinions.values()];
    const framesOf = (pcm: Int16Array) => Math.floor(pcm.length / SILERO_FRAME_SAMPLES);
    const longest = Math.max(...pieces.map(framesOf));
    for (let frame = 0; frame < longest; frame++) {
      worker.frame = frame;
      const [from, to] = [frame * SILERO_FRAME_SAMPLES, (frame + 1) * SILERO_FRAME_SAMPLES];
      for (const [i, pcm] of pieces.entries())
        if (frame < framesOf(pcm)) vads[i]?.push(pcm.subarray(from, to), frame * FRAME_MS);
      await worker.answer();
    }
    for (const vad of vads) vad.close();
    return pieces.map((pcm, i) =>
      Float32Array.from({ length: framesOf(pcm) }, (_, frame) => rows[i]?.[frame] ?? 0),
    );
  }

  close(): Promise<void> {
    return this.#worker.close();
  }
}

/** Frames as a carrier sends them. */
const CARRIER_MS = 20;

/**
 * Onsets and ends by the product's own rule. `gridMs`: where the first frame begins; `carrierMs`: where one of the carrier's
 * frames ends: a frame is known when the carrier's frame that completes it is there.
 */
export function decide(opinions: ArrayLike<number>, gridMs: number, carrierMs: number): Detected[] {
  const found: Detected[] = [];
  const { startAt, stayAt } = defaultNeuralVadOptions;
  let open: { onset: number; onsetKnown: number; lastsKnown: number | null } | null = null;
  let known = 0;
  const sink = {
    onset: (onset: number) => void (open = { onset, onsetKnown: known, lastsKnown: null }),
    lasts: () => {
      if (open) open.lastsKnown = known;
    },
    offset: (offset: number) => {
      if (open) found.push({ ...open, offset, offsetKnown: known });
      open = null;
    },
  };
  const edges = new SpeechEdges(sink, defaultNeuralVadOptions);
  for (let frame = 0; frame < opinions.length; frame++) {
    const from = gridMs + frame * FRAME_MS;
    known = carrierMs + Math.ceil((from + FRAME_MS - carrierMs) / CARRIER_MS) * CARRIER_MS;
    edges.feed((opinions[frame] ?? 0) >= (edges.speaking ? stayAt : startAt), from, from + FRAME_MS);
  }
  return found;
}
