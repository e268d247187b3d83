/**
 * What a voice-activity detector is, to the rest of the room. Times are media milliseconds of the unbroken line
 * (`mediaTimeline`); the onset lies where speech began, which is before it could be known.
 */
export interface VadSink {
  onset(mediaMs: number): void;
  /** Speech from this onset goes on: {@link VadOptions.lastsMs} of it have passed, and this frame is speech too. Once an onset. */
  lasts?(onsetMs: number): void;
  offset(mediaMs: number): void;
  /** A detector that costs more gave up, or came back; the energy gate decides meanwhile. */
  degraded?(degraded: boolean, why: VadTrouble): void;
}

/** `slow`: no answer in time. `dead`: its thread ended. `cold`: not loaded. `load`: not asked, because the machine is overloaded. */
export type VadTrouble = 'slow' | 'dead' | 'cold' | 'load';

export interface VadOptions {
  /** Speech needed before an onset is reported. Less is quicker and hears more coughs. */
  readonly minSpeechMs: number;
  /** From the onset, ms: longer than a cough or a word of assent mostly is. */
  readonly lastsMs: number;
  /**
   * Silence needed before an end is reported. It ends no turn: endpointing measures from the acoustic end. Shorter brings the
   * recogniser's final words earlier, and below three frames asks for them in the middle of words (stops are 60 to 90 ms).
   */
  readonly hangoverMs: number;
  /** Silence inside the first `minSpeechMs` that is forgiven. */
  readonly forgiveMs: number;
}

export const defaultVadOptions = {
  minSpeechMs: 60,
  lastsMs: 180,
  hangoverMs: 96,
  forgiveMs: 50,
} as const satisfies VadOptions;

export interface Vad {
  readonly speaking: boolean;
  /** Estimates in dB; null until there was speech. */
  readonly snrDb: number | null;
  readonly noiseDbfs: number;
  /** 8 kHz, any length; `mediaMs` is the time of the first sample. Stretches must follow one another. */
  push(pcm: Int16Array, mediaMs: number): void;
  close(): void;
}
