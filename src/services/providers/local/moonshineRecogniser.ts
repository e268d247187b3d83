import { siblingModule } from '../../../lib/workerUrl.ts';
import { systemClock, type Clock } from '../../../types/clock.ts';
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import type {
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import { defaultMoonshineOptions, MoonshineSession, type MoonshineOptions } from './moonshineSession.ts';
import type { DecodeReply, DecodeRequest } from './moonshineWorker.ts';
import { defaultThreads, ThreadPool } from './threadPool.ts';

export interface MoonshineRecogniserOptions extends Partial<MoonshineOptions> {
  readonly threads?: number;
  readonly clock?: Clock;
  /** Another worker module, for tests. */
  readonly module?: URL;
}

/** The model knows English only; accents of these regions were not measured one by one. */
export const englishLocales: readonly LanguageTag[] = [
  'en',
  'en-US',
  'en-GB',
  'en-AU',
  'en-CA',
  'en-HK',
  'en-IE',
  'en-IN',
  'en-NZ',
  'en-PH',
  'en-SG',
  'en-ZA',
];

/**
 * The embedded recogniser: English, 8 or 16 kHz, partials about every 350 ms, no hints. Figures: docs/embedded-speech.md.
 *
 * Weights: Moonshine tiny, quantised (MIT), inside the npm package; nothing is downloaded.
 */
export class MoonshineRecogniser implements Recogniser {
  readonly name = 'moonshine';
  readonly capabilities = {
    locales: englishLocales,
    sampleRates: [8000, 16000],
    partials: true,
    endOfTurn: false,
    hints: false,
  } as const;
  readonly #pool: ThreadPool<DecodeRequest, DecodeReply>;
  readonly #tuning: MoonshineOptions;
  readonly #clock: Clock;

  constructor(options: MoonshineRecogniserOptions = {}) {
    this.#tuning = { ...defaultMoonshineOptions, ...options };
    this.#clock = options.clock ?? systemClock;
    this.#pool = new ThreadPool({
      name: this.name,
      module: options.module ?? siblingModule('./moonshineWorker', import.meta.url),
      threads: options.threads ?? defaultThreads(),
      tasksPerThread: 1,
    });
  }

  supports(language: LanguageTag): boolean {
    return primarySubtag(language) === 'en';
  }

  warm(): Promise<void> {
    return this.#pool.warm();
  }

  open(options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    return new MoonshineSession(this.#pool, options, sink, this.#tuning, this.#clock.now);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
