import type { TextToSpeechClient } from '@google-cloud/text-to-speech';
import { systemClock, type Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type {
  Cancellable,
  Synthesiser,
  SynthesiserCapabilities,
  SynthesisRequest,
  SynthesisSink,
  Voice,
} from '../../../types/ports.ts';
import { failure, ProviderError } from '../shared/failure.ts';
import { localesWith } from '../shared/locales.ts';
import { SynthesisRun } from '../shared/synthesisRun.ts';
import { textParts } from '../shared/textParts.ts';
import { ClientPool } from './clientPool.ts';
import { gapicOptions, type GoogleSettings } from './endpoint.ts';
import { failureOfGoogle } from './failures.ts';
import { speakStreaming, speakWhole, type Utterance } from './synthesis.ts';
import { chooseVoice, isStreamed, knownVoices, voiceOf } from './voices.ts';

/** The service takes 5,000 bytes. No UTF-16 unit needs more than three bytes of UTF-8. */
const MOST_CHARACTERS = 1_600;

/** Google Text-to-Speech, by the official client over gRPC: streaming for Chirp 3 HD voices, whole for all others. */
export class GoogleSynthesiser implements Synthesiser {
  readonly name = 'google';
  readonly capabilities: SynthesiserCapabilities = {
    locales: localesWith(({ googleTts }) => googleTts !== undefined),
    native: 'mulaw-8000',
    // Of Chirp 3 HD voices. The others answer in one piece, in the time that synthesising all of it takes.
    streaming: true,
    phonemes: 'none',
    wordTimings: false,
    maxCharacters: MOST_CHARACTERS,
  };
  readonly #pool: ClientPool<TextToSpeechClient>;
  readonly #running = new Set<SynthesisRun>();

  /** The clock is not used: gRPC keeps the connection's time, and nothing here waits. */
  constructor(settings: GoogleSettings, _clock: Clock = systemClock) {
    this.#pool = new ClientPool(async () => {
      const options = await gapicOptions(settings, 'tts');
      const { TextToSpeechClient } = await import('@google-cloud/text-to-speech');
      return new TextToSpeechClient(options);
    });
  }

  supports(language: LanguageTag): boolean {
    return chooseVoice(language) !== undefined;
  }

  voices(): readonly Voice[] {
    return knownVoices();
  }

  async listVoices(signal: AbortSignal): Promise<readonly Voice[]> {
    const lease = await this.#pool.acquire();
    try {
      const [{ voices }] = await lease.client.listVoices({}, { signal, retry: { retryCodes: [] } });
      return (voices ?? []).flatMap((voice) => voiceOf(voice) ?? []);
    } catch (error) {
      const why = signal.aborted ? failure(this.name, 'aborted', 'stopped by us') : failureOfGoogle(error);
      throw new ProviderError(why, { cause: error });
    } finally {
      lease.release();
    }
  }

  warm(): Promise<void> {
    return this.#pool.warm();
  }

  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const { text, language, rate } = request;
    const voice = chooseVoice(language, request.voice);
    const abort = new AbortController();
    const who = { provider: this.name, ...(voice ? { voice: voice.name } : {}) };
    const run: SynthesisRun = new SynthesisRun(sink, who, () => {
      this.#running.delete(run);
      abort.abort();
    });
    this.#running.add(run);
    if (!voice) {
      const why = failure(this.name, 'unsupported', `no known voice for ${language}`);
      queueMicrotask(() => run.failed(why));
    } else if (!/[\p{L}\p{N}]/u.test(text)) {
      queueMicrotask(() => run.done(false));
    } else {
      const parts = textParts(text, MOST_CHARACTERS);
      void this.#speak({ parts, voice, rate: rateOf(rate), signal: abort.signal }, run);
    }
    return run;
  }

  close(): Promise<void> {
    const why = failure(this.name, 'aborted', 'the synthesiser was closed');
    for (const run of this.#running) run.failed(why);
    return this.#pool.close();
  }

  async #speak(utterance: Utterance, run: SynthesisRun): Promise<void> {
    try {
      const lease = await this.#pool.acquire();
      try {
        if (run.over) return;
        const speak = isStreamed(utterance.voice.name) ? speakStreaming : speakWhole;
        await speak(lease.client, utterance, (mulaw) => run.audio(mulaw));
        run.done();
      } finally {
        lease.release();
      }
    } catch (error) {
      run.failed(failureOfGoogle(error));
    }
  }
}

/** What the service takes; undefined: its own pace. */
function rateOf(rate: number | undefined): number | undefined {
  return rate === undefined || rate === 1 ? undefined : Math.min(2, Math.max(0.25, rate));
}
