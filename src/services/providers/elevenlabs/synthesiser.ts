import { request as httpRequest } from 'undici';
import { systemClock, type Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type {
  Cancellable,
  SynthesisRequest,
  SynthesisSink,
  Synthesiser,
  SynthesiserCapabilities,
  Voice,
} from '../../../types/ports.ts';
import type { ProviderSettings } from '../settings.ts';
import type { ConnectionPool } from '../shared/connectionPool.ts';
import { failure, failureOf, failureOfStatus, providerError, ProviderError } from '../shared/failure.ts';
import { SynthesisRun } from '../shared/synthesisRun.ts';
import { textParts } from '../shared/textParts.ts';
import { WordTimes } from './alignment.ts';
import { languageCode, localesOfModel, modelSpeaks } from './models.ts';
import { INACTIVITY_S, SpeechPools } from './speechPools.ts';
import type { SpeechSocket } from './speechSocket.ts';
import { defaultVoice, knownVoices, voicesOf } from './voices.ts';
import { authorised, elevenLabs, httpAddress, socketAddress, type Query } from './wire.ts';

/** The models take far more at once over HTTP; what a frame of the socket may hold is not published. */
const MAX_CHARACTERS = 2_000;
const [SLOWEST, FASTEST] = [0.7, 1.2];

const withoutAudio = failure(elevenLabs, 'unavailable', 'it ended without any audio');
const pronounceable = /[\p{L}\p{N}]/u;

/** ElevenLabs speech over its multi-context socket: mu-law as it is, with the times of the words. */
export class ElevenLabsSynthesiser implements Synthesiser {
  readonly name = elevenLabs;
  readonly capabilities: SynthesiserCapabilities;
  readonly #settings: ProviderSettings<'elevenlabs'>;
  readonly #voices: readonly Voice[];
  readonly #pools: SpeechPools;
  #lastUsed: { readonly voice: string; readonly language: LanguageTag } = {
    voice: defaultVoice,
    language: 'en-US',
  };

  constructor(settings: ProviderSettings<'elevenlabs'>, clock: Clock = systemClock) {
    this.#settings = settings;
    this.#pools = new SpeechPools({ key: settings.key, clock });
    const locales = localesOfModel(settings.ttsModel);
    this.#voices = knownVoices(locales);
    this.capabilities = {
      locales,
      native: 'mulaw-8000',
      streaming: true,
      phonemes: 'none',
      wordTimings: true,
      maxCharacters: MAX_CHARACTERS,
    };
  }

  supports(language: LanguageTag): boolean {
    return modelSpeaks(this.#settings.ttsModel, language);
  }

  voices(): readonly Voice[] {
    return this.#voices;
  }

  async listVoices(signal: AbortSignal): Promise<readonly Voice[]> {
    const { url, key } = this.#settings;
    try {
      const answer = await httpRequest(httpAddress(url, '/v1/voices'), { headers: authorised(key), signal });
      if (answer.statusCode !== 200) {
        answer.body.destroy().on('error', () => undefined);
        throw new ProviderError(failureOfStatus(elevenLabs, answer.statusCode));
      }
      const voices = voicesOf(await answer.body.json(), this.capabilities.locales as LanguageTag[]);
      if (voices) return voices;
      throw providerError(elevenLabs, 'internal', 'its list of voices is not of the format');
    } catch (error) {
      throw new ProviderError(failureOf(elevenLabs, error), { cause: error });
    }
  }

  /**
   * One socket for what was spoken last. At first that is a guess, the default voice in English: nobody says here which
   * voice a call will have, and a socket is of one voice. Calls' own voices are kept at hand from their first clause on.
   */
  warm(): Promise<void> {
    return this.#pools.at(this.#address(this.#lastUsed.voice, this.#lastUsed.language)).warm();
  }

  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const { text, language, rate, voice = defaultVoice } = request;
    let stop = (): void => undefined;
    const run = new SynthesisRun(sink, { provider: elevenLabs, voice }, () => stop());
    if (!this.supports(language)) {
      const why = failure(elevenLabs, 'unsupported', `${this.#settings.ttsModel} does not speak ${language}`);
      queueMicrotask(() => run.failed(why));
    } else if (!pronounceable.test(text)) {
      queueMicrotask(() => run.done(false));
    } else {
      this.#lastUsed = { voice, language };
      const speed = rate === undefined || rate === 1 ? undefined : Math.min(FASTEST, Math.max(SLOWEST, rate));
      const clause = new Clause(
        this.#pools.use(this.#address(voice, language)),
        run,
        textParts(text, MAX_CHARACTERS),
        speed,
      );
      stop = () => clause.stop();
      clause.start();
    }
    return run;
  }

  async close(): Promise<void> {
    this.#pools.close();
  }

  #address(voice: string, language: LanguageTag): string {
    const { url, ttsModel } = this.#settings;
    const code = languageCode(ttsModel, language);
    const query: Query = [
      ['model_id', ttsModel],
      ['output_format', 'ulaw_8000'],
      // Whole clauses come here: nothing is gained by waiting for more text.
      ['auto_mode', 'true'],
      ['sync_alignment', 'true'],
      ['inactivity_timeout', String(INACTIVITY_S)],
      ...(code === undefined ? [] : ([['language_code', code]] as const)),
    ];
    return socketAddress(url, `/v1/text-to-speech/${encodeURIComponent(voice)}/multi-stream-input`, query);
  }
}

/** The parts of one request, one after another on one socket. */
class Clause {
  readonly #pool: ConnectionPool<SpeechSocket>;
  readonly #run: SynthesisRun;
  readonly #parts: string[];
  readonly #speed: number | undefined;
  #current: Cancellable | undefined;
  #socket: SpeechSocket | undefined;
  #textBefore = 0;

  constructor(
    pool: ConnectionPool<SpeechSocket>,
    run: SynthesisRun,
    parts: string[],
    speed: number | undefined,
  ) {
    this.#pool = pool;
    this.#run = run;
    this.#parts = parts;
    this.#speed = speed;
  }

  start(): void {
    const acquired = this.#pool.acquire(
      (socket) => {
        this.#socket = socket;
        this.#next();
      },
      (error) => this.#run.failed(failureOf(elevenLabs, error)),
    );
    // An idle socket is there at once, and its context is what is to be cancelled.
    this.#current ??= acquired;
  }

  stop(): void {
    this.#current?.cancel();
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) this.#pool.release(socket);
  }

  #next(): void {
    const part = this.#parts.shift();
    if (part === undefined || !this.#socket) return this.#run.done();
    const textBefore = this.#textBefore;
    this.#textBefore += part.length;
    if (!pronounceable.test(part)) return this.#next();
    const msBefore = this.#run.audioMs;
    const words = new WordTimes(part, (length, atMs) => this.#run.spoken(textBefore + length, atMs));
    this.#current = this.#socket.speak(part, this.#speed, {
      audio: (mulaw, alignment) => {
        const fromMs = this.#run.audioMs;
        this.#run.audio(mulaw);
        if (alignment) words.push(alignment, fromMs);
      },
      ended: () => {
        // One part that the service passed over would be a hole in the text.
        if (this.#run.audioMs === msBefore) return this.#run.failed(withoutAudio);
        words.end();
        this.#next();
      },
      failed: (why) => this.#run.failed(why),
    });
  }
}
