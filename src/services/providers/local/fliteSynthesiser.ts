import { siblingModule } from '../../../lib/workerUrl.ts';
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import type {
  Cancellable,
  SynthesisRequest,
  SynthesisSink,
  Synthesiser,
  Voice,
} from '../../../types/ports.ts';
import type { FliteReply, FliteRequest } from './fliteWorker.ts';
import { englishLocales } from './moonshineRecogniser.ts';
import { speechPieces } from './pieces.ts';
import { defaultThreads, ThreadPool } from './threadPool.ts';

export interface FliteOptions {
  readonly threads?: number;
  /** Another worker module, for tests. */
  readonly module?: URL;
}

/** The first is the agent's voice; simulated callers speak with `rms`, so that they differ. */
export const fliteVoices: readonly Voice[] = [
  { id: 'slt', name: 'SLT (US English)', languages: englishLocales, gender: 'female' },
  { id: 'rms', name: 'RMS (US English)', languages: englishLocales, gender: 'male' },
  { id: 'awb', name: 'AWB (Scottish English)', languages: englishLocales, gender: 'male' },
  { id: 'kal16', name: 'KAL (US English, robotic, fastest)', languages: englishLocales, gender: 'male' },
];

/** The embedded English synthesiser: Flite (CMU licence, permissive), 8 kHz mu-law. Figures: docs/embedded-speech.md. */
export class FliteSynthesiser implements Synthesiser {
  readonly name = 'flite';
  readonly capabilities = {
    locales: englishLocales,
    native: 'pcm',
    streaming: false,
    phonemes: 'none',
    wordTimings: false,
    maxCharacters: 5_000,
  } as const;
  readonly #pool: ThreadPool<FliteRequest, FliteReply>;

  constructor(options: FliteOptions = {}) {
    this.#pool = new ThreadPool({
      name: this.name,
      module: options.module ?? siblingModule('./fliteWorker', import.meta.url),
      threads: options.threads ?? defaultThreads(),
      tasksPerThread: 1,
    });
  }

  supports(language: LanguageTag): boolean {
    return primarySubtag(language) === 'en';
  }

  voices(): readonly Voice[] {
    return fliteVoices;
  }

  warm(): Promise<void> {
    return this.#pool.warm();
  }

  /** An unknown voice is spoken by the first: a wrong voice is better than silence. */
  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const voice = fliteVoices.some(({ id }) => id === request.voice) ? request.voice! : fliteVoices[0]!.id;
    const rate = Math.min(2, Math.max(0.5, request.rate ?? 1));
    const pieces = speechPieces(request.text);
    let running: Cancellable | undefined;
    let cancelled = false;
    const next = (at: number): void => {
      const text = pieces[at];
      if (text === undefined) return sink.done();
      running = this.#pool.run(
        { text, voice, rate },
        {
          reply: ({ mulaw }) => sink.audio(mulaw),
          // One after another: other calls get their first words between two sentences of this one.
          done: () => cancelled || next(at + 1),
          failed: ({ kind, message }) =>
            sink.failed({ provider: this.name, kind, retryable: at === 0 && kind === 'internal', message }),
        },
        { urgent: at === 0 },
      );
    };
    queueMicrotask(() => cancelled || next(0));
    return {
      cancel: () => {
        cancelled = true;
        running?.cancel();
      },
    };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
