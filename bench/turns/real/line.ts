/** A caller's telephone: speech into the carrier's frames to the sample, and the times at which the agent's audio comes. */
import type { Handset } from '../../../src/simulator/index.ts';
import type { Clock } from '../../../src/types/clock.ts';
import type { Expectation } from '../../../src/types/expectation.ts';
import type { CallerLine } from '../caller.ts';
import type { PlayoutWatch, Spell } from '../playout.ts';
import type { Said } from './messages.ts';
import type { LineSound, Utterance } from './sound.ts';

export interface TelephoneOptions {
  readonly clock: Clock;
  readonly watch: PlayoutWatch;
  readonly sound: LineSound;
  readonly said: (said: Omit<Said, 'meant'>) => void;
}

interface Clip {
  readonly mulaw: Uint8Array;
  /** Sample of the stream at which it begins. */
  readonly at: number;
}

const FRAME_MS = 20;
const SAMPLES_PER_MS = 8;
const FRAME_SAMPLES = FRAME_MS * SAMPLES_PER_MS;

export class Telephone implements Handset, CallerLine {
  expectation: Expectation | null = null;
  readonly #options: TelephoneOptions;
  #clips: Clip[] = [];
  #frames = 0;
  /** Clock at which the first sample of the stream was spoken. Frames may be late, never early. */
  #began = Infinity;
  #spell: Spell | null = null;

  constructor(options: TelephoneOptions) {
    this.#options = options;
  }

  /** The agent's audio is playing. */
  get playing(): boolean {
    return (this.#spell?.to ?? -1) > this.#options.clock.now();
  }

  /** A frame is sent when its last sample has been spoken, as carriers do. */
  callerFrame(): Uint8Array {
    const from = this.#frames++ * FRAME_SAMPLES;
    this.#began = Math.min(this.#began, this.#options.clock.now() - this.#frames * FRAME_MS);
    const to = from + FRAME_SAMPLES;
    this.#clips = this.#clips.filter(({ at, mulaw }) => at + mulaw.length > from);
    const now = this.#clips.filter(({ at }) => at < to);
    const frame = this.#options.sound.quiet(from, FRAME_SAMPLES);
    for (const { at, mulaw } of now) {
      const piece = mulaw.subarray(Math.max(0, from - at), to - at);
      frame.set(piece, Math.max(0, at - from));
    }
    return frame;
  }

  speak(tokens: Utterance['tokens'], runs: Utterance['runs'], spoken?: Utterance['spoken']): void {
    const { sound, said, clock } = this.#options;
    const now = Math.round((clock.now() - this.#began) * SAMPLES_PER_MS);
    const at = Math.max(now, this.#frames * FRAME_SAMPLES);
    this.#clips.push({ mulaw: sound.speech({ tokens, runs, spoken }, at), at });
    said({ fromMs: at / SAMPLES_PER_MS, streamBegan: this.#began, tokens });
  }

  agentSent(audio: Uint8Array): void {
    const now = this.#options.clock.now();
    const ms = audio.length / SAMPLES_PER_MS;
    if (this.#spell && this.#spell.to >= now) {
      this.#spell.to += ms;
      return;
    }
    this.#spell = { from: now, to: now + ms };
    this.#options.watch.began(this.#spell);
  }

  agentCut(): void {
    const now = this.#options.clock.now();
    if (this.#spell && this.#spell.to > now) {
      this.#spell.to = now;
      this.#options.watch.cleared();
    }
    this.#spell = null;
  }

  ticked(): void {
    // Times come with what the agent sends.
  }

  agentSpeaking(): void {
    // There is audio to go by.
  }

  agentText(): void {
    // Only audio counts.
  }

  legStarted(): void {
    // The agent speaks first.
  }

  ended(): void {
    this.#options.watch.closed();
  }
}
