/** One turn of recognition: audio in, partials and phrases out, an end. */
import { ToneEar } from '../toneSpeech.ts';
import type { TurnOutlet } from './outlet.ts';
import type { WaveFormat } from './waveHeader.ts';

export interface SttTurnOptions {
  readonly format: 'simple' | 'detailed';
  readonly wave: WaveFormat;
  /** Silence after words that closes a phrase, ms. */
  readonly segmentationMs: number;
}

const TICKS_PER_MS = 10_000;

export class SttTurn {
  readonly #outlet: TurnOutlet;
  readonly #options: SttTurnOptions;
  readonly #ear: ToneEar;
  /** Outputs wait for those before them. */
  #queue: Promise<void> = Promise.resolve();
  #started = false;
  #heardMs = 0;
  /** Of the phrase that is being heard. */
  #symbols = 0;
  #guess = '';
  #firstMs = 0;
  #lastMs = 0;
  #phrases = 0;

  constructor(outlet: TurnOutlet, options: SttTurnOptions) {
    this.#outlet = outlet;
    this.#options = options;
    this.#ear = new ToneEar(options.wave.rate);
  }

  get outlet(): TurnOutlet {
    return this.#outlet;
  }

  hear(audio: Buffer): void {
    this.#start();
    const { wave, segmentationMs } = this.#options;
    this.#heardMs += (audio.length * 1_000) / wave.bytesPerSecond;
    this.#ear.push(wave.decode(audio));
    if (this.#ear.symbols > this.#symbols) this.#more();
    else if (this.#symbols > 0 && this.#heardMs - this.#lastMs >= segmentationMs) this.#phrase();
  }

  /** The audio is over. */
  end(): void {
    this.#start();
    this.#ear.end();
    if (this.#ear.symbols > 0) this.#phrase();
    else if (this.#phrases === 0) this.#queueUp(() => this.#send('speech.phrase', this.#noMatch()), true);
    this.#queueUp(() => {
      this.#outlet.text('speech.phrase', { ...this.#noMatch(), RecognitionStatus: 'EndOfDictation' });
      this.#outlet.end();
    });
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#outlet.text('turn.start', { context: { serviceTag: this.#outlet.requestId.toLowerCase() } });
  }

  #more(): void {
    if (this.#symbols === 0) {
      this.#firstMs = this.#heardMs;
      const Offset = this.#ticks(this.#firstMs);
      this.#queueUp(() => this.#outlet.text('speech.startDetected', { Offset }));
    }
    this.#symbols = this.#ear.symbols;
    this.#lastMs = this.#heardMs;
    // Words that are complete: the rest is in the middle of a letter, perhaps.
    const guess = this.#ear.text.slice(0, Math.max(0, this.#ear.text.lastIndexOf(' ')));
    if (guess === this.#guess || guess === '') return;
    this.#guess = guess;
    const body = { Text: guess, ...this.#span() };
    this.#queueUp(() => this.#send('speech.hypothesis', body));
  }

  #phrase(): void {
    const text = this.#ear.text;
    const body = { RecognitionStatus: 'Success', Channel: 0, ...this.#span(), ...this.#words(text) };
    const Offset = this.#ticks(this.#lastMs);
    this.#ear.clear();
    this.#symbols = 0;
    this.#guess = '';
    this.#phrases++;
    this.#queueUp(() => {
      this.#outlet.text('speech.endDetected', { Offset });
      this.#send('speech.phrase', body);
    }, true);
  }

  #words(text: string): object {
    if (this.#options.format === 'simple') return { DisplayText: text };
    const form = { Lexical: text.toLowerCase(), ITN: text, MaskedITN: text, Display: text };
    return { DisplayText: text, NBest: [{ Confidence: 0.93, ...form }] };
  }

  #noMatch(): object {
    return { RecognitionStatus: 'NoMatch', Offset: this.#ticks(this.#heardMs), Duration: 0, Channel: 0 };
  }

  #span(): { Offset: number; Duration: number } {
    return { Offset: this.#ticks(this.#firstMs), Duration: this.#ticks(this.#lastMs - this.#firstMs) };
  }

  #ticks(ms: number): number {
    return Math.round(ms * TICKS_PER_MS);
  }

  #send(path: string, body: object): void {
    this.#outlet.output(path, () => this.#outlet.text(path, body));
  }

  #queueUp(send: () => void, slow = false): void {
    this.#queue = this.#queue.then(async () => {
      if (slow) await this.#outlet.firstOutput();
      send();
    });
  }
}
