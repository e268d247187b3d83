/** The ears of an audio call: frames in, speech edges, words and keys out. Everything is counted in media time. */
import type { Clock } from '../../types/clock.ts';
import type { ErrorCode } from '../../types/errors/index.ts';
import type { Expectation } from '../../types/expectation.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { Recogniser } from '../../types/ports.ts';
import type { EarsPort, EarsSink } from '../../types/voice.ts';
import { ArrivalJitter } from './arrivalJitter.ts';
import { CallTime } from './callTime.ts';
import { DtmfDetector } from './dtmf.ts';
import { MediaTimeline, type StretchKind } from './mediaTimeline.ts';
import { SAMPLES_PER_MS } from './mulaw.ts';
import { RecogniserFeed } from './recogniserFeed.ts';
import { ReorderBuffer } from './reorder.ts';
import { StallWatchdog } from './stallWatchdog.ts';
import { EnergyVad } from './vad/energyVad.ts';
import { NeuralVad } from './vad/neuralVad.ts';
import type { Vad, VadSink, VadTrouble } from './vad/vad.ts';
import { sharedVadWorker } from './vad/vadWorker.ts';
import { sharedWheel } from './wheel.ts';

export interface EarsOptions {
  readonly clock: Clock;
  readonly recogniser: Recogniser | null;
  readonly language: LanguageTag;
  readonly vad: 'energy' | 'neural';
  readonly noiseReduction: 'off' | 'auto' | 'on';
  readonly detectDtmf: boolean;
  readonly reorder: boolean;
  /** Whether less is done for this call while the machine is overloaded. */
  readonly lighterUnderLoad: boolean;
  readonly record?: ((mulaw: Uint8Array, atMs: number) => void) | undefined;
  readonly trouble?: ((code: ErrorCode, detail: Record<string, JsonValue>) => void) | undefined;
}

/** Frames held back while one is missing, where order is not promised. */
const REORDER_FRAMES = 3;

export class Ears implements EarsPort {
  readonly timeline: MediaTimeline;
  readonly jitter = new ArrivalJitter();
  readonly watchdog: StallWatchdog;
  readonly vad: Vad;
  readonly #options: EarsOptions;
  readonly #sink: EarsSink;
  readonly #callTime = new CallTime();
  readonly #feed: RecogniserFeed;
  readonly #dtmf: DtmfDetector | undefined;
  readonly #reorder: ReorderBuffer | undefined;
  #quiet = new Int16Array(160);
  #closed = false;

  constructor(options: EarsOptions, sink: EarsSink) {
    this.#options = options;
    this.#sink = sink;
    const now = () => options.clock.now();
    this.timeline = new MediaTimeline((pcm, mediaMs, kind) => this.#stretch(pcm, mediaMs, kind));
    this.watchdog = new StallWatchdog((stalled, silentMs) => this.#stalled(stalled, silentMs));
    this.#feed = new RecogniserFeed({
      partial: (text) => sink.partial(text, now()),
      final: (text, language) => sink.final(text, now(), language),
      failed: (failure) => sink.failed(failure),
    });
    this.vad = this.#makeVad();
    if (options.detectDtmf) this.#dtmf = new DtmfDetector((digit) => sink.key(digit, now()));
    if (options.reorder) {
      this.#reorder = new ReorderBuffer(REORDER_FRAMES, (mulaw, mediaMs) => this.#frame(mulaw, mediaMs));
    }
    this.#feed.use(options.recogniser, options.language);
  }

  /** A frame from the carrier, as it arrived. */
  audio(mulaw: Uint8Array, mediaMs: number): void {
    if (this.#closed || mulaw.length === 0) return;
    const now = this.#options.clock.now();
    const endMs = mediaMs + mulaw.length / SAMPLES_PER_MS;
    if (Number.isFinite(endMs)) this.jitter.arrived(endMs, now);
    this.watchdog.frame(now);
    if (this.#reorder && Number.isFinite(mediaMs)) this.#reorder.push(mulaw, mediaMs);
    else this.#frame(mulaw, mediaMs);
  }

  /** Whether less is done for this line than was asked for, to spare the machine. */
  get lighter(): boolean {
    return this.vad instanceof NeuralVad && this.vad.lighter;
  }

  expect(expectation: Expectation | null): void {
    if (!this.#closed) this.#feed.expect(expectation);
  }

  setLanguage(language: LanguageTag): void {
    if (!this.#closed) this.#feed.setLanguage(language);
  }

  setRecogniser(recogniser: Recogniser, language: LanguageTag): void {
    if (!this.#closed) this.#feed.use(recogniser, language);
  }

  /** From the shared wheel. */
  tick(nowMs: number): void {
    this.watchdog.check(nowMs);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.vad.close();
    this.#feed.close();
  }

  #frame(mulaw: Uint8Array, mediaMs: number): void {
    const now = this.#options.clock.now();
    const endMs = this.timeline.push(mulaw, mediaMs);
    if (endMs === undefined) return;
    this.#callTime.arrived(endMs, now);
    this.#options.record?.(mulaw, this.#callTime.at(endMs - mulaw.length / SAMPLES_PER_MS));
  }

  #stretch(pcm: Int16Array, mediaMs: number, kind: StretchKind): void {
    this.#feed.line(pcm, mediaMs);
    if (kind === 'real') this.#dtmf?.push(pcm, mediaMs);
    // A key's tone is loud, but nobody speaks.
    this.vad.push(this.#dtmf?.toneActive ? this.#silence(pcm.length) : pcm, mediaMs);
  }

  #silence(length: number): Int16Array {
    if (this.#quiet.length < length) this.#quiet = new Int16Array(length);
    return this.#quiet.subarray(0, length);
  }

  #makeVad(): Vad {
    const { clock, vad, noiseReduction, lighterUnderLoad } = this.#options;
    const sink: VadSink = {
      onset: (mediaMs) => {
        this.#feed.speechStarted(mediaMs);
        this.#sink.speechStart(this.#clockTime(mediaMs), clock.now());
      },
      lasts: (mediaMs) => this.#sink.speechLasts?.(this.#clockTime(mediaMs), clock.now()),
      offset: (mediaMs) => {
        this.#feed.speechEnded();
        this.#sink.speechEnd(this.#clockTime(mediaMs), clock.now());
      },
      degraded: (degraded, why) => this.#degraded(degraded, why),
    };
    if (vad === 'energy') return new EnergyVad(sink);
    const load = lighterUnderLoad ? { load: sharedWheel(clock).load } : {};
    return new NeuralVad(clock, sharedVadWorker, sink, { noiseReduction, ...load });
  }

  /** Never later than now: what is reported has happened. */
  #clockTime(mediaMs: number): number {
    const now = this.#options.clock.now();
    const at = this.#callTime.at(mediaMs);
    return Number.isNaN(at) ? now : Math.min(at, now);
  }

  #stalled(stalled: boolean, silentMs: number): void {
    if (stalled) {
      // What is missing will not come soon: do not hold back the rest for it.
      this.#reorder?.flush();
      this.#options.trouble?.('AUDIO_STREAM_STALLED', { silentMs: Math.round(silentMs) });
    }
    this.#sink.stalled(stalled, silentMs);
  }

  #degraded(degraded: boolean, why: VadTrouble): void {
    // Overload is the machine's: its watcher says so once, and not each call.
    if (degraded && why !== 'load') this.#options.trouble?.('AUDIO_VAD_DEGRADED', { state: why });
  }
}
