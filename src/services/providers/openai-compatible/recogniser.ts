/** Recognition at any host that has OpenAI's `/audio/transcriptions`: whole turns as files, no live stream. */
import { warmResampler } from '../../../lib/resampler.ts';
import { systemClock, type Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type {
  Recogniser,
  RecogniserCapabilities,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import { failure, providerError } from '../shared/failure.ts';
import type { OpenAiHost } from './host.ts';
import { SpeechHttp } from './speechHttp.ts';
import { knownToOpenAi, openAiLocales } from './speechLanguages.ts';
import { TranscriptionSession, type TranscriptionWays } from './transcriptionSession.ts';

/** OpenAI documents `stream` for these only; `whisper-1` ignores it, and other hosts have refused fields that they do not know. */
const streaming = /(^|\/)gpt-4o(-mini)?-transcribe(-\d{4}-\d{2}-\d{2})?$/;

export class OpenAiRecogniser implements Recogniser {
  readonly name: OpenAiHost['name'];
  readonly capabilities: RecogniserCapabilities;
  readonly #host: OpenAiHost;
  readonly #ways: TranscriptionWays;
  readonly #sessions = new Set<TranscriptionSession>();

  /** Throws a ProviderError when the host has no model for transcription. */
  constructor(host: OpenAiHost, clock: Clock = systemClock) {
    const { name, sttModel: model } = host;
    if (model === undefined) throw providerError(name, 'invalid-request', 'no transcription model is named');
    this.name = name;
    this.#host = host;
    this.#ways = {
      provider: name,
      http: new SpeechHttp(host, clock),
      clock,
      model,
      streams: streaming.test(model),
      // The models work at 16 kHz. Hosted services convert what comes, and half the bytes arrive sooner; of the servers that
      // people run themselves some read no other rate (whisper.cpp).
      ...(name === 'openai-compatible' ? { fileRate: 16_000 } : {}),
    };
    this.capabilities = {
      locales: name === 'openai' ? openAiLocales() : 'any',
      sampleRates: [8_000, 16_000],
      // Some models send words one by one, but only after the finish, when the caller is silent already.
      partials: false,
      endOfTurn: false,
      hints: true,
    };
  }

  supports(language: LanguageTag): boolean {
    return this.#host.name !== 'openai' || knownToOpenAi(language);
  }

  async warm(): Promise<void> {
    const resampler = this.#ways.fileRate === undefined ? undefined : warmResampler();
    await Promise.all([resampler, this.#ways.http.warm()]);
  }

  open(options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    const gone = () => this.#sessions.delete(session);
    const session: TranscriptionSession = new TranscriptionSession(this.#ways, options, sink, gone);
    this.#sessions.add(session);
    if (!this.supports(options.language)) {
      const message = `it is not known to hear ${options.language}`;
      queueMicrotask(() => session.fail(failure(this.name, 'unsupported', message)));
    }
    return session;
  }

  close(): Promise<void> {
    const why = failure(this.name, 'aborted', 'the recogniser was closed');
    for (const session of this.#sessions) session.fail(why);
    return this.#ways.http.close();
  }
}
