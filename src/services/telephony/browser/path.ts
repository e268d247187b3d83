/** One way on which audio goes between a page and its call. A call may change from one to another. */
export interface AudioPath {
  readonly kind: 'webrtc' | 'socket' | 'none';
  sendAudio(mulaw: Uint8Array): void;
  mark(name: string): void;
  clear(): void;
  close(): void;
  readonly backlogBytes: number;
}

export interface AudioPathSink {
  /** `mediaMs` counts from the path's own beginning. */
  audio(mulaw: Uint8Array, mediaMs: number): void;
  mark(name: string): void;
}

/** The process's shared wheel, or a stand-in: calls back every few milliseconds of the clock. */
export interface Ticks {
  add(listener: (nowMs: number) => void): void;
  remove(listener: (nowMs: number) => void): void;
}

export const SAMPLE_RATE = 8_000;
export const SAMPLES_PER_MS = 8;
export const FRAME_MS = 20;
export const FRAME_SAMPLES = FRAME_MS * SAMPLES_PER_MS;
/** 0x00 would be a full-scale click. */
export const MULAW_SILENCE = 0xff;
