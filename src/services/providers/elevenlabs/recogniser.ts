import { systemClock, type Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type {
  Recogniser,
  RecogniserCapabilities,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import type { ProviderSettings } from '../settings.ts';
import { failure, type FailureKind } from '../shared/failure.ts';
import { localesWith, providerLocale } from '../shared/locales.ts';
import { ScribeSession } from './scribeSession.ts';
import { elevenLabs, socketAddress } from './wire.ts';

const PATH = '/v1/speech-to-text/realtime';

/** ElevenLabs Scribe over its realtime socket: mu-law as it is, committed by us and not by its own voice detector. */
export class ElevenLabsRecogniser implements Recogniser {
  readonly name = elevenLabs;
  readonly capabilities: RecogniserCapabilities = {
    locales: localesWith(({ scribe }) => scribe !== undefined),
    sampleRates: [8000],
    partials: true,
    endOfTurn: false,
    hints: true,
  };
  readonly #settings: ProviderSettings<'elevenlabs'>;
  readonly #clock: Clock;
  readonly #sessions = new Set<ScribeSession>();
  #closed = false;

  constructor(settings: ProviderSettings<'elevenlabs'>, clock: Clock = systemClock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  supports(language: LanguageTag): boolean {
    return providerLocale(language)?.scribe !== undefined;
  }

  /** Nothing is slow to load, and a socket opened now would be closed for want of audio before a call comes. */
  async warm(): Promise<void> {}

  open(options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    const language = providerLocale(options.language)?.scribe;
    if (this.#closed) return refused('aborted', 'stopped by us', sink);
    if (language === undefined)
      return refused('unsupported', `Scribe does not hear ${options.language}`, sink);
    if (options.sampleRate !== 8_000) {
      return refused('unsupported', 'it is given telephone audio only (8 kHz)', sink);
    }
    const { url, key, sttModel } = this.#settings;
    const session = new ScribeSession(
      {
        clock: this.#clock,
        key,
        expectation: options.expectation,
        address: (keyterms) =>
          socketAddress(url, PATH, [
            ['model_id', sttModel],
            ['audio_format', 'ulaw_8000'],
            ['commit_strategy', 'manual'],
            ['language_code', language],
            ...keyterms.map((term) => ['keyterms', term] as const),
          ]),
        closed: () => this.#sessions.delete(session),
      },
      sink,
    );
    this.#sessions.add(session);
    return session;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const session of this.#sessions) session.abort();
  }
}

/** A session that is dead from the beginning. */
function refused(kind: FailureKind, message: string, sink: RecogniserSink): RecogniserSession {
  let closed = false;
  // Not before its owner has it.
  queueMicrotask(() => {
    if (!closed) sink.failed(failure(elevenLabs, kind, message));
  });
  const nothing = () => undefined;
  return {
    begin: nothing,
    write: nothing,
    finish: nothing,
    discard: nothing,
    close: () => {
      closed = true;
    },
  };
}
