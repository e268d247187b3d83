/**
 * Energy gate first, the neural detector near speech: nothing is asked while the line is quiet; when the gate opens, the
 * frames just before it and all that follow go to the detector's thread, until the speech has ended. Frames are decided
 * in order. An answer that does not come in time is replaced by the gate's own opinion, and the trouble is reported.
 */
import type { Clock } from '../../../types/clock.ts';
import type { LoadLevel } from '../load.ts';
import { EnergyGate } from './energyGate.ts';
import { SILERO_FRAME_SAMPLES } from './frame.ts';
import { SpeechEdges } from './speechEdges.ts';
import { defaultVadOptions, type Vad, type VadOptions, type VadSink, type VadTrouble } from './vad.ts';
import { FrameFlag } from './vadProtocol.ts';
import type { VadWorker } from './vadWorker.ts';

export interface NeuralVadOptions extends VadOptions {
  /** Probability that begins speech, and that keeps it going (Silero's own 0.5 and 0.35). */
  readonly startAt: number;
  readonly stayAt: number;
  /** An answer that takes longer is not waited for, ms. */
  readonly patienceMs: number;
  /** Frames before the gate opened that the detector hears first. */
  readonly leadFrames: number;
  /** Quiet frames after which it is asked no more. */
  readonly tailFrames: number;
  /** 'auto' cleans the detector's input while the SNR is below `cleanBelowDb`. */
  readonly noiseReduction: 'off' | 'auto' | 'on';
  readonly cleanBelowDb: number;
  /** How much is to be spared, read at each frame. */
  readonly load: { readonly level: LoadLevel };
}

export const defaultNeuralVadOptions = {
  ...defaultVadOptions,
  startAt: 0.5,
  stayAt: 0.35,
  patienceMs: 80,
  leadFrames: 4,
  tailFrames: 8,
  noiseReduction: 'off',
  cleanBelowDb: 12,
  load: { level: 0 },
} as const satisfies NeuralVadOptions;

const FRAME_MS = SILERO_FRAME_SAMPLES / 8;

interface PendingFrame {
  readonly sequence: number;
  readonly mediaMs: number;
  readonly sentAt: number;
  readonly energy: boolean;
  /** undefined until the answer comes. */
  probability: number | undefined;
}

export class NeuralVad implements Vad {
  /** Frames seen, and frames that the neural detector was asked about. */
  readonly counts = { frames: 0, asked: 0, late: 0 };
  readonly #clock: Clock;
  readonly #worker: VadWorker;
  readonly #options: NeuralVadOptions;
  readonly #sink: VadSink;
  readonly #edges: SpeechEdges;
  readonly #gate: EnergyGate;
  readonly #call: number;
  readonly #frame = new Int16Array(SILERO_FRAME_SAMPLES);
  #filled = 0;
  #frameMs = 0;
  #gateOpen = false;
  /** The last frames, not asked about: heard by the detector first when the gate opens. */
  readonly #lead: Int16Array[];
  #leadCount = 0;
  #pending: PendingFrame[] = [];
  #sequence = 0;
  #asking = false;
  #quietFrames = 0;
  #trouble: VadTrouble | undefined;

  constructor(clock: Clock, worker: VadWorker, sink: VadSink, options: Partial<NeuralVadOptions> = {}) {
    this.#clock = clock;
    this.#worker = worker;
    this.#sink = sink;
    this.#options = { ...defaultNeuralVadOptions, ...options };
    this.#edges = new SpeechEdges(sink, this.#options);
    this.#gate = new EnergyGate((open) => {
      this.#gateOpen ||= open;
    });
    this.#lead = Array.from({ length: this.#options.leadFrames }, () => new Int16Array(SILERO_FRAME_SAMPLES));
    this.#call = worker.join({
      speech: (sequence, probability) => this.#answer(sequence, probability),
      available: (available) => this.#setTrouble(available ? undefined : 'dead'),
    });
    if (!worker.ready) this.#setTrouble('cold');
  }

  get speaking(): boolean {
    return this.#edges.speaking;
  }

  get snrDb(): number | null {
    return this.#gate.levels.snrDb;
  }

  get noiseDbfs(): number {
    return this.#gate.noiseDbfs;
  }

  /** Whether less is done for this line than was asked for, to spare the machine. */
  get lighter(): boolean {
    if (this.#trouble === 'load') return true;
    return this.#options.load.level > 0 && this.#wantsCleaning();
  }

  /** Frames that wait for the detector's answer. */
  get waiting(): number {
    return this.#pending.length;
  }

  push(pcm: Int16Array, mediaMs: number): void {
    for (let at = 0; at < pcm.length;) {
      if (this.#filled === 0) this.#frameMs = mediaMs + at / 8;
      const part = pcm.subarray(at, at + SILERO_FRAME_SAMPLES - this.#filled);
      this.#frame.set(part, this.#filled);
      this.#gate.push(part, mediaMs + at / 8);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === SILERO_FRAME_SAMPLES) this.#whole();
    }
    this.#expire();
  }

  close(): void {
    this.#worker.leave(this.#call);
    this.#pending = [];
  }

  #whole(): void {
    this.#filled = 0;
    this.counts.frames++;
    const energy = this.#gateOpen;
    this.#gateOpen = false;
    this.#followLoad();
    this.#quietFrames = energy ? 0 : this.#quietFrames + 1;
    const wanted = energy || this.#edges.speaking || this.#edges.undecided;
    if (!this.#asking && energy) this.#startAsking();
    else if (this.#asking && !wanted && this.#quietFrames > this.#options.tailFrames) this.#asking = false;
    if (this.#asking && (this.#trouble === undefined || this.#trouble === 'slow')) {
      this.#ask(this.#frame, this.#frameMs, energy, 0);
    } else {
      this.#keepLead(this.#frame);
      this.#decideUnasked(energy);
    }
    this.#settle();
  }

  /** Speech that goes on is carried over: what was heard so far stands, and whoever decides next goes on from there. */
  #followLoad(): void {
    const overloaded = this.#options.load.level === 2;
    if (overloaded && (this.#trouble === undefined || this.#trouble === 'slow')) this.#setTrouble('load');
    if (overloaded || this.#trouble !== 'load') return;
    // The detector has not heard the last frames: it begins anew with what came just before.
    this.#asking = false;
    this.#setTrouble(undefined);
  }

  /** Lets the detector hear what came just before, with a fresh memory; its opinion of that is not needed. */
  #startAsking(): void {
    this.#asking = true;
    const first = Math.max(0, this.#leadCount - this.#lead.length);
    for (let i = first; i < this.#leadCount; i++) {
      const frame = this.#lead[i % this.#lead.length] as Int16Array;
      const flags = (i === first ? FrameFlag.reset : 0) | this.#cleanFlag();
      if (this.#worker.ready && this.#trouble !== 'load') this.#worker.send(this.#call, 0, flags, frame);
    }
    this.#leadCount = 0;
  }

  #keepLead(frame: Int16Array): void {
    if (this.#lead.length === 0) return;
    this.#lead[this.#leadCount++ % this.#lead.length]?.set(frame);
  }

  #ask(frame: Int16Array, mediaMs: number, energy: boolean, flags: number): void {
    const sequence = ++this.#sequence;
    this.counts.asked++;
    this.#pending.push({ sequence, mediaMs, energy, sentAt: this.#clock.now(), probability: undefined });
    this.#worker.send(this.#call, sequence, flags | this.#cleanFlag(), frame);
  }

  #cleanFlag(): number {
    return this.#options.load.level === 0 && this.#wantsCleaning() ? FrameFlag.denoise : 0;
  }

  #wantsCleaning(): boolean {
    const { noiseReduction, cleanBelowDb } = this.#options;
    return noiseReduction === 'on' || (noiseReduction === 'auto' && (this.snrDb ?? Infinity) < cleanBelowDb);
  }

  #decideUnasked(energy: boolean): void {
    this.#pending.push({
      sequence: 0,
      mediaMs: this.#frameMs,
      energy,
      sentAt: 0,
      // Without a detector the gate's opinion stands; with one, an unasked frame was quiet.
      probability: energy ? 1 : 0,
    });
  }

  #answer(sequence: number, probability: number): void {
    if (sequence === 0) return;
    const frame = this.#pending.find((each) => each.sequence === sequence);
    // Answered too late: the gate has decided. It shows that the detector lives.
    if (frame) frame.probability = probability;
    if (this.#trouble === 'slow' && this.#pending.every((each) => each.sequence <= sequence)) {
      this.#setTrouble(undefined);
    }
    this.#settle();
  }

  /** Decides the frames at the head of the row that can be decided. */
  #settle(): void {
    let done = 0;
    for (const frame of this.#pending) {
      if (frame.probability === undefined && this.#trouble === undefined) break;
      this.#decide(frame);
      done++;
    }
    if (done > 0) this.#pending.splice(0, done);
  }

  #decide(frame: PendingFrame): void {
    const { startAt, stayAt } = this.#options;
    const speech =
      frame.probability === undefined
        ? frame.energy
        : frame.probability >= (this.#edges.speaking ? stayAt : startAt);
    this.#edges.feed(speech, frame.mediaMs, frame.mediaMs + FRAME_MS);
  }

  #expire(): void {
    const oldest = this.#pending[0];
    if (!oldest || oldest.probability !== undefined || this.#trouble !== undefined) return;
    if (this.#clock.now() - oldest.sentAt <= this.#options.patienceMs) return;
    this.counts.late++;
    this.#setTrouble('slow');
    this.#settle();
  }

  #setTrouble(trouble: VadTrouble | undefined): void {
    if (trouble === this.#trouble) return;
    const before = this.#trouble;
    this.#trouble = trouble;
    if (trouble) this.#sink.degraded?.(true, trouble);
    else if (before) this.#sink.degraded?.(false, before);
    if (trouble) this.#settle();
  }
}
