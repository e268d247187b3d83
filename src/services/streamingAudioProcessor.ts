/**
 * The audio transport's ears and mouth: one for each call whose carrier sends and plays audio. The work is done in
 * `services/audio`; this is its front door.
 */
import type { Clock } from '../types/clock.ts';
import type { ErrorCode } from '../types/errors/index.ts';
import type { JsonValue } from '../types/json.ts';
import type { LanguageTag } from '../types/language.ts';
import type { Recogniser, Synthesiser } from '../types/ports.ts';
import type { AudioTransport } from '../types/transport.ts';
import type { EarsPort, EarsSink, VoicePort, VoiceSink } from '../types/voice.ts';
import { Ears } from './audio/ears.ts';
import { Mouth } from './audio/mouth.ts';
import { warmResampler } from '../lib/resampler.ts';
import { sharedVadWorker } from './audio/vad/vadWorker.ts';
import { sharedWheel, type Wheel } from './audio/wheel.ts';

export interface StreamingAudioOptions {
  readonly clock: Clock;
  readonly transport: AudioTransport;
  /** null: nothing is recognised; speech and keys are still noticed. */
  readonly recogniser: Recogniser | null;
  /** null: nobody here speaks that language. */
  readonly synthesiserFor: (language: LanguageTag) => Synthesiser | null;
  readonly language: LanguageTag;
  /** `neural` needs {@link warmAudio}; until it is loaded, and whenever it fails, the energy gate decides. */
  readonly vad: 'energy' | 'neural';
  /** On the voice-activity branch only, and only with the neural detector. */
  readonly noiseReduction: 'off' | 'auto' | 'on';
  /**
   * Whether noise reduction, then the neural detector are left out while the wheel is late: see {@link sharedWheel}'s `load`.
   * Default true.
   */
  readonly lighterUnderLoad?: boolean;
  /** Whether keys are looked for in the audio: for carriers that do not report them. */
  readonly detectDtmf: boolean;
  /** Whether frames may arrive out of order (Telnyx). */
  readonly reorder: boolean;
  /** How far ahead of play-out audio is sent, ms; default 200. */
  readonly leadMs?: number;
  readonly audioCache?: {
    get(key: string): Uint8Array | undefined;
    set(key: string, mulaw: Uint8Array): void;
  };
  /** What the caller said and what was played to them. `atMs` is the call's clock; the bytes are valid only during the call. */
  readonly recordTo?: (track: 'caller' | 'agent', mulaw: Uint8Array, atMs: number) => void;
  /** Troubles that the call survives, by their code in the error table. */
  readonly onTrouble?: (code: ErrorCode, detail: Record<string, JsonValue>) => void;
  /** All that the agent has to say has been synthesised: see {@link StreamingAudioProcessor.caughtUp}. */
  readonly onCaughtUp?: () => void;
}

export interface StreamingAudioStats {
  readonly framesIn: number;
  readonly framesOut: number;
  readonly gaps: number;
  readonly concealedMs: number;
  readonly silenceMs: number;
  readonly duplicateMs: number;
  readonly stalls: number;
  readonly longestStallMs: number;
  /** Relative arrival delay of the caller's frames, ms. */
  readonly jitterP95Ms: number;
  readonly jitterP99Ms: number;
  /** null until there was speech. */
  readonly snrDb: number | null;
  readonly noiseDbfs: number;
  readonly underruns: number;
  readonly marksSent: number;
  readonly marksReturned: number;
  readonly marksFlushed: number;
  readonly marksAmbiguous: number;
  readonly marksLost: number;
  readonly clears: number;
}

/**
 * @example
 * const processor = new StreamingAudioProcessor(options, session, session);
 * // from the transport:
 * processor.audio(frame, mediaMs);
 * processor.mark(name);
 * // from the conversation:
 * processor.ears.expect(expectation);
 * processor.voice.begin({ id: 'u1', language: 'en-US', interruptible: true });
 */
export class StreamingAudioProcessor {
  readonly #ears: Ears;
  readonly #mouth: Mouth;
  readonly #wheel: Wheel;
  #closed = false;

  /** @throws WeaverError AUDIO_NOT_WARM when the recogniser wants 16 kHz and {@link warmAudio} was not awaited */
  constructor(options: StreamingAudioOptions, earsSink: EarsSink, voiceSink: VoiceSink) {
    const { recordTo } = options;
    this.#ears = new Ears(
      {
        ...options,
        lighterUnderLoad: options.lighterUnderLoad ?? true,
        record: recordTo && ((mulaw, atMs) => recordTo('caller', mulaw, atMs)),
        trouble: options.onTrouble,
      },
      earsSink,
    );
    this.#mouth = new Mouth(
      {
        ...options,
        record: recordTo && ((mulaw, atMs) => recordTo('agent', mulaw, atMs)),
        trouble: options.onTrouble,
        caughtUp: options.onCaughtUp,
      },
      voiceSink,
    );
    this.#wheel = sharedWheel(options.clock);
    this.#wheel.add(this.#tick);
  }

  get ears(): EarsPort {
    return this.#ears;
  }

  get voice(): VoicePort {
    return this.#mouth;
  }

  /** Whether all that the agent has to say has been synthesised (it may still play). */
  get caughtUp(): boolean {
    return this.#mouth.caughtUp;
  }

  /** Whether less is done for the caller's audio at present, to spare the machine. */
  get lighter(): boolean {
    return this.#ears.lighter;
  }

  /** A frame of the caller. `mediaMs` is the carrier's time of its first sample. */
  audio(mulaw: Uint8Array, mediaMs: number): void {
    this.#ears.audio(mulaw, mediaMs);
  }

  /** A mark came back. */
  mark(name: string): void {
    this.#mouth.marked(name);
  }

  /** Another recogniser from now on; it gets the speech of the present turn from its beginning. */
  setRecogniser(recogniser: Recogniser, language: LanguageTag): void {
    this.#ears.setRecogniser(recogniser, language);
  }

  stats(): StreamingAudioStats {
    const { timeline, jitter, watchdog, vad } = this.#ears;
    const { counts, ledger, underruns } = this.#mouth;
    return {
      framesIn: timeline.counts.framesIn,
      framesOut: counts.framesOut,
      gaps: timeline.counts.gaps,
      concealedMs: timeline.counts.concealedMs,
      silenceMs: timeline.counts.silenceMs,
      duplicateMs: timeline.counts.duplicateSamples / 8,
      stalls: watchdog.stalls,
      longestStallMs: watchdog.longestMs,
      jitterP95Ms: jitter.quantile(0.95),
      jitterP99Ms: jitter.quantile(0.99),
      snrDb: vad.snrDb,
      noiseDbfs: vad.noiseDbfs,
      underruns,
      marksSent: counts.marksSent,
      marksReturned: ledger.counts.returned,
      marksFlushed: ledger.counts.flushed,
      marksAmbiguous: ledger.counts.ambiguous,
      marksLost: counts.marksLost,
      clears: counts.clears,
    };
  }

  /** Ends both; nothing is reported afterwards. A second call does nothing. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#wheel.remove(this.#tick);
    this.#ears.close();
    this.#mouth.close();
  }

  readonly #tick = (nowMs: number): void => {
    this.#ears.tick(nowMs);
    this.#mouth.tick(nowMs);
  };
}

/**
 * Loads what the audio rooms need and starts the voice-activity thread. Idempotent. A detector that cannot start does
 * not stop the server: calls fall back to the energy gate and report AUDIO_VAD_DEGRADED; the reason is thrown here.
 */
export async function warmAudio(options: { vad?: 'energy' | 'neural' } = {}): Promise<void> {
  await warmResampler();
  if (options.vad === 'energy') return;
  await sharedVadWorker.start();
}

/** Ends the voice-activity thread. Calls that are still live go on with the energy gate. */
export async function closeAudio(): Promise<void> {
  await sharedVadWorker.close();
}
