import { systemClock, type Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type {
  ProviderFailure,
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import type { ProviderSettings } from '../settings.ts';
import { failure, failureOf } from '../shared/failure.ts';
import { localesWith, providerLocale } from '../shared/locales.ts';
import { recognitionRoute, speechHost } from './addresses.ts';
import { AZURE } from './failures.ts';
import { AzureSession } from './recogniserSession.ts';

/** Azure's speech to text, over its SDK: mu-law at 8 kHz as the telephone has it, partial results, phrase lists. */
export class AzureRecogniser implements Recogniser {
  readonly name = AZURE;
  readonly capabilities = {
    locales: localesWith(({ azureStt }) => azureStt !== undefined),
    sampleRates: [8_000],
    partials: true,
    endOfTurn: false,
    hints: true,
  } as const;
  readonly #settings: ProviderSettings<'azure'>;
  readonly #clock: Clock;
  readonly #route: '1' | '2';
  readonly #sessions = new Set<AzureSession>();

  constructor(
    settings: ProviderSettings<'azure'>,
    clock: Clock = systemClock,
    route: '1' | '2' = recognitionRoute(settings),
  ) {
    this.#settings = settings;
    this.#clock = clock;
    this.#route = route;
  }

  supports(language: LanguageTag): boolean {
    return providerLocale(language)?.azureStt !== undefined;
  }

  /** Nothing is slow to load here; a connection is of one call and its language, and is opened with it. */
  async warm(): Promise<void> {}

  open(options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    const language = providerLocale(options.language)?.azureStt;
    if (language === undefined || options.sampleRate !== 8_000) {
      return deadSession(
        sink,
        failure(AZURE, 'unsupported', 'it does not hear this language or sample rate'),
      );
    }
    try {
      const host = speechHost(this.#settings, 'stt');
      const line = { host, key: this.#settings.key, language, route: this.#route, clock: this.#clock };
      const gone = () => this.#sessions.delete(session);
      const session: AzureSession = new AzureSession(line, options, sink, gone);
      this.#sessions.add(session);
      return session;
    } catch (error) {
      return deadSession(sink, failureOf(AZURE, error));
    }
  }

  async close(): Promise<void> {
    for (const session of this.#sessions)
      session.fail(failure(AZURE, 'aborted', 'the recogniser was closed'));
  }
}

/** A session that never lived. */
function deadSession(sink: RecogniserSink, why: ProviderFailure): RecogniserSession {
  let closed = false;
  queueMicrotask(() => {
    if (!closed) sink.failed(why);
  });
  const nothing = () => undefined;
  const close = () => {
    closed = true;
  };
  return { begin: nothing, write: nothing, finish: nothing, discard: nothing, close };
}
