import { EnergyGate } from './energyGate.ts';
import { SpeechEdges } from './speechEdges.ts';
import { defaultVadOptions, type Vad, type VadOptions, type VadSink } from './vad.ts';

/** Voice activity by level alone. */
export class EnergyVad implements Vad {
  readonly #edges: SpeechEdges;
  readonly #gate: EnergyGate;

  constructor(sink: VadSink, options: VadOptions = defaultVadOptions) {
    this.#edges = new SpeechEdges(sink, options);
    this.#gate = new EnergyGate((open, startMs, endMs) => this.#edges.feed(open, startMs, endMs));
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

  push(pcm: Int16Array, mediaMs: number): void {
    this.#gate.push(pcm, mediaMs);
  }

  close(): void {
    // Holds nothing outside itself.
  }
}
