/** Callers who can be heard: a planned turn as samples, with the truth about them and what the calls' own detector reports. */
import type { LineKind } from '../callerModel.ts';
import { stream } from '../draw.ts';
import type { PlannedTurn, Token } from '../plan.ts';
import { arrange, type Arranged } from './arrange.ts';
import { decide, FRAME_MS, FrameEars, type Detected } from './features.ts';
import { SAMPLES_PER_MS } from './levels.ts';
import { Background, overLine } from './line.ts';
import { StretchPicker } from './pick.ts';
import { openStock, STOCK_SIZE, type Stock, type Voices } from './stock.ts';

export interface SpokenTurn {
  /** 8 kHz. The turn begins with the first. */
  readonly samples: Int16Array;
  /** True times, ms from the beginning of the turn; the last `to` is the true end of speech. */
  readonly tokens: readonly Token[];
  /** What the calls' own detector reports of these samples and when, ms from the beginning of the turn. */
  readonly detected: readonly Detected[];
}

export interface SpeakerOptions {
  readonly voices: Voices;
  /** Folder with recordings; `WEAVER_DATA/audio` when absent. */
  readonly data?: string;
  /** Stretches in stock. */
  readonly size?: number;
  /** Where the stock is kept; see `openStock`. */
  readonly file?: string;
  readonly progress?: (done: number, total: number) => void;
}

/** Whose speech the callers of a run have. */
export type SpeechChoice = Pick<SpeakerOptions, 'voices' | 'size' | 'file'>;

/** Heard before and after a turn while the detector is asked about it. */
const LEAD_FRAMES = 47;
const AFTER_MS = 600;

/**
 * @example
 * const speaker = await Speaker.open({ voices: 'embedded' });
 * const { samples, tokens } = await speaker.spoken(planTurn('yes-no', 'en-US', 'usual', random), 7);
 */
export class Speaker {
  readonly stock: Stock;
  readonly #picker: StretchPicker;
  readonly #backgrounds = new Map<LineKind, Background>();
  #ears: FrameEars | null = null;

  private constructor(stock: Stock) {
    this.stock = stock;
    this.#picker = new StretchPicker(stock);
  }

  /** Makes the stock when it is not there: half a minute, once. `CLI_OPTION_INVALID` without recordings of people. */
  static async open({ size = STOCK_SIZE, ...options }: SpeakerOptions): Promise<Speaker> {
    return new Speaker(await openStock({ size, ...options }));
  }

  /** Times and detections without samples, at once: what virtual time needs. The same seed gives the same turn. */
  arranged(plan: PlannedTurn, seed: number, line: LineKind = 'quiet'): Arranged {
    return arrange(this.#picker, plan, line, seed);
  }

  /** What is heard of an arranged turn. */
  samples({ placed, line, durationMs, seed }: Arranged): Int16Array {
    const quiet = this.background(line, durationMs + AFTER_MS, seed);
    const length = Math.max(...placed.map(({ at, stretch }) => at * SAMPLES_PER_MS + stretch.samples.length));
    return overLine(
      line,
      quiet,
      placed.map(({ stretch: { samples }, at }) => ({ samples, at })),
    ).subarray(0, length);
  }

  /** The line while nobody speaks. */
  background(line: LineKind, ms: number, seed: number): Int16Array {
    const background = this.#backgrounds.get(line) ?? new Background(line, this.stock.ambience);
    this.#backgrounds.set(line, background);
    return background.take(stream(seed, 'background').next() * background.ms, ms);
  }

  /** With the detector asked about the whole of it: what `arranged` says of it is put together from its parts. */
  async spoken(plan: PlannedTurn, seed: number, line: LineKind = 'quiet'): Promise<SpokenTurn> {
    const arranged = this.arranged(plan, seed, line);
    const samples = this.samples(arranged);
    const before = LEAD_FRAMES * FRAME_MS + (arranged.placed[0]?.stretch.phaseMs ?? 0);
    const whole = overLine(line, this.background(line, before + samples.length / 8 + AFTER_MS, seed), []);
    whole.set(samples, before * SAMPLES_PER_MS);
    this.#ears ??= await FrameEars.open();
    const [opinions = new Float32Array()] = await this.#ears.hear([whole]);
    const detected = decide(opinions, -before, arranged.carrierMs).filter(({ offset }) => offset > 0);
    return { samples, tokens: arranged.tokens, detected };
  }

  async close(): Promise<void> {
    await this.#ears?.close();
    this.#ears = null;
  }
}
