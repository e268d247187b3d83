import { systemClock, type Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type {
  Recogniser,
  RecogniserCapabilities,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import { failure, ProviderError } from '../shared/failure.ts';
import { localesWith } from '../shared/locales.ts';
import type { ProviderSettings } from '../settings.ts';
import { dialectFor, isFlux } from './dialects.ts';
import { ListenLink } from './listenLink.ts';
import { ListenSession } from './listenSession.ts';

/**
 * Deepgram hears: nova-3 in many languages (Cantonese and Mandarin among them), or Flux in the few it knows, with its
 * own word on the end of a turn. A language that Flux does not know is heard by nova-3.
 */
export class DeepgramRecogniser implements Recogniser {
  readonly name = 'deepgram';
  readonly capabilities: RecogniserCapabilities;
  readonly #settings: ProviderSettings<'deepgram'>;
  readonly #clock: Clock;
  readonly #sessions = new Set<ListenSession>();
  #warm: Promise<void> | undefined;

  constructor(settings: ProviderSettings<'deepgram'>, clock: Clock = systemClock) {
    this.#settings = settings;
    this.#clock = clock;
    this.capabilities = {
      locales: localesWith((locale) => locale.deepgramStt !== undefined),
      sampleRates: [8_000],
      partials: true,
      endOfTurn: isFlux(settings.sttModel),
      hints: true,
    };
  }

  supports(language: LanguageTag): boolean {
    return dialectFor(this.#settings, language) !== undefined;
  }

  /** Tries key, address and model with a connection that is closed again: those of calls differ by language. */
  warm(): Promise<void> {
    this.#warm ??= this.#try().catch((error: unknown) => {
      this.#warm = undefined; // the next one tries again
      throw error;
    });
    return this.#warm;
  }

  open(options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    const dialect = dialectFor(this.#settings, options.language);
    if (!dialect) return deadSession(sink, `does not hear ${options.language}`);
    if (options.sampleRate !== 8_000) return deadSession(sink, `hears 8000 Hz only`);
    const session = new ListenSession(
      {
        ...options,
        dialect,
        key: this.#settings.key,
        clock: this.#clock,
        closed: () => this.#sessions.delete(session),
      },
      sink,
    );
    this.#sessions.add(session);
    return session;
  }

  close(): Promise<void> {
    const why = failure('deepgram', 'aborted', 'the recogniser was closed');
    for (const session of this.#sessions) session.fail(why);
    return Promise.resolve();
  }

  #try(): Promise<void> {
    const dialect = dialectFor(this.#settings, 'en-US');
    return new Promise((resolve, reject) => {
      if (!dialect) return resolve(); // the table has it
      const link = new ListenLink({
        url: dialect.address([]),
        key: this.#settings.key,
        clock: this.#clock,
        keepAlive: () => undefined,
        message: () => undefined,
        opened: () => {
          link.close();
          resolve();
        },
        lost: (failed) => reject(new ProviderError(failed)),
      });
    });
  }
}

function deadSession(sink: RecogniserSink, why: string): RecogniserSession {
  let closed = false;
  queueMicrotask(() => {
    if (!closed) sink.failed(failure('deepgram', 'unsupported', why));
  });
  return {
    begin: () => undefined,
    write: () => undefined,
    finish: () => undefined,
    discard: () => undefined,
    close: () => void (closed = true),
  };
}
