import type { v2 } from '@google-cloud/speech';
import { googlePhrases, type GooglePhrase } from '../../../lib/speechHints/forms.ts';
import { hintPhrases } from '../../../lib/speechHints/phrases.ts';
import { systemClock, type Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type {
  Recogniser,
  RecogniserCapabilities,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import { failure } from '../shared/failure.ts';
import { knownLocales } from '../shared/locales.ts';
import { ClientPool } from './clientPool.ts';
import { gapicOptions, type GoogleSettings } from './endpoint.ts';
import { googleModel, type GoogleModel } from './models.ts';
import { defaultStreamLimits, Recognition, type StreamingConfig, type StreamLimits } from './recognition.ts';
import { GoogleSession } from './recogniserSession.ts';

/** Google Speech-to-Text v2, by the official client over gRPC: mu-law at 8 kHz as the telephone brings it. */
export class GoogleRecogniser implements Recogniser {
  readonly name = 'google';
  readonly capabilities: RecogniserCapabilities;
  readonly #settings: GoogleSettings;
  readonly #clock: Clock;
  readonly #limits: StreamLimits;
  readonly #pool: ClientPool<v2.SpeechClient>;
  readonly #sessions = new Set<GoogleSession>();

  constructor(
    settings: GoogleSettings,
    clock: Clock = systemClock,
    limits: StreamLimits = defaultStreamLimits,
  ) {
    this.#settings = settings;
    this.#clock = clock;
    this.#limits = limits;
    this.#pool = new ClientPool(async () => {
      const options = await gapicOptions(settings, 'stt');
      const { v2 } = await import('@google-cloud/speech');
      return new v2.SpeechClient(options);
    });
    this.capabilities = {
      locales: knownLocales().filter((language) => this.supports(language)),
      sampleRates: [8_000],
      partials: true,
      endOfTurn: false,
      hints: true,
    };
  }

  supports(language: LanguageTag): boolean {
    return googleModel(this.#settings, language) !== undefined;
  }

  warm(): Promise<void> {
    return this.#pool.warm();
  }

  open(options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    const model = googleModel(this.#settings, options.language);
    const session: GoogleSession = new GoogleSession(
      (expectation, events) =>
        new Recognition(
          this.#pool,
          firstMessage(
            this.#settings,
            model as GoogleModel,
            options.sampleRate,
            googlePhrases(hintPhrases(expectation, { heardAs: (model as GoogleModel).code, common: true })),
          ),
          events,
          this.#clock,
          this.#limits,
        ),
      sink,
      options.expectation,
      () => this.#sessions.delete(session),
    );
    this.#sessions.add(session);
    if (!model) {
      const message = `no known model for ${options.language} at ${this.#settings.location}`;
      session.refuse(failure(this.name, 'unsupported', message));
    }
    return session;
  }

  close(): Promise<void> {
    const why = failure(this.name, 'aborted', 'the recogniser was closed');
    for (const session of this.#sessions) session.fail(why);
    return this.#pool.close();
  }
}

/**
 * Nothing is asked for that some model does not have (punctuation, voice activity events): the service refuses the whole
 * stream for one feature that it lacks.
 */
function firstMessage(
  { project, location }: GoogleSettings,
  { model, code }: GoogleModel,
  sampleRateHertz: number,
  phrases: GooglePhrase[],
): StreamingConfig {
  return {
    recognizer: `projects/${project}/locations/${location}/recognizers/_`,
    streamingConfig: {
      config: {
        explicitDecodingConfig: { encoding: 'MULAW', sampleRateHertz, audioChannelCount: 1 },
        languageCodes: [code],
        model,
        ...(phrases.length > 0 ? { adaptation: { phraseSets: [{ inlinePhraseSet: { phrases } }] } } : {}),
      },
      streamingFeatures: { interimResults: true },
    },
  };
}
