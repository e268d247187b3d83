/**
 * Drops events that a carrier repeats after it has connected again. Twilio buffers events while the socket is down and
 * replays them; what was in flight when it broke may come twice, and messages carry no number to tell. So, for a short
 * time after a resume, an unbroken run that repeats the *end* of what came before is taken for the repeat it is. Outside
 * that window nothing is dropped: a caller may well press 1 twice.
 */
export interface ReplayOptions {
  /** How long after a resume repeats are looked for, in ms. */
  readonly windowMs: number;
  /** How many frames are remembered. Twilio buffers up to 500. */
  readonly remembered: number;
}

export const defaultReplayOptions = { windowMs: 5_000, remembered: 500 } as const satisfies ReplayOptions;

export class ReplayFilter {
  /** Frames dropped as repeats. */
  dropped = 0;

  private readonly options: ReplayOptions;
  private readonly seen: string[] = [];
  private until = -Infinity;
  /** Frames that came before the resume, and places in them at which the run so far could go on. */
  private before: readonly string[] = [];
  private candidates: number[] = [];

  constructor(options: ReplayOptions = defaultReplayOptions) {
    this.options = options;
  }

  resumed(now: number): void {
    this.until = now + this.options.windowMs;
    this.before = [...this.seen];
    this.candidates = this.before.map((_, index) => index);
  }

  /** Whether this frame repeats one from before the resume. Call for each frame but `setup`, in order. */
  isRepeat(frame: string, now: number): boolean {
    if (now < this.until && this.candidates.length > 0) {
      this.candidates = this.candidates
        .filter((index) => this.before[index] === frame)
        .map((index) => index + 1);
      if (this.candidates.length > 0) {
        this.dropped += 1;
        this.candidates = this.candidates.filter((index) => index < this.before.length);
        return true;
      }
    }
    this.remember(frame);
    return false;
  }

  private remember(frame: string): void {
    this.seen.push(frame);
    if (this.seen.length > this.options.remembered) this.seen.shift();
  }
}
