import { request } from 'undici';
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
import { ConnectionPool } from '../shared/connectionPool.ts';
import { failure, failureOf, failureOfStatus, ProviderError } from '../shared/failure.ts';
import { knownLocales } from '../shared/locales.ts';
import { SynthesisRun } from '../shared/synthesisRun.ts';
import { textParts } from '../shared/textParts.ts';
import { openSocket } from '../shared/webSocket.ts';
import type { ProviderSettings } from '../settings.ts';
import { modelVoices } from './modelVoices.ts';
import { SpeakConnection } from './speakConnection.ts';
import { auraSpeaks, auraSpeed, auraVoiceFor, auraVoices } from './voices.ts';
import { notOfTheFormat } from './wire.ts';

/** More is refused (`Input text exceeds maximum character limit of 2000`). */
const MOST_CHARACTERS = 2_000;
/** No limit on idle time is documented; this keeps a connection through a caller's turn of usual length. */
const IDLE_MS = 45_000;
const MOST_IDLE = 4;

type Pool = ConnectionPool<SpeakConnection>;

/** Deepgram Aura-2 over its WebSocket, mu-law as it comes; connections are kept for each voice. */
export class DeepgramSynthesiser implements Synthesiser {
  readonly name = 'deepgram';
  readonly capabilities = {
    locales: knownLocales().filter(auraSpeaks),
    native: 'mulaw-8000',
    streaming: true,
    phonemes: 'none',
    wordTimings: false,
    maxCharacters: MOST_CHARACTERS,
  } as const satisfies SynthesiserCapabilities;
  readonly #settings: ProviderSettings<'deepgram'>;
  readonly #clock: Clock;
  /** By query: voice and speed belong to the connection. */
  readonly #pools = new Map<string, Pool>();
  readonly #running = new Set<SynthesisRun>();

  constructor(settings: ProviderSettings<'deepgram'>, clock: Clock = systemClock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  supports(language: LanguageTag): boolean {
    return auraSpeaks(language);
  }

  voices(): readonly Voice[] {
    return auraVoices;
  }

  async listVoices(signal: AbortSignal): Promise<readonly Voice[]> {
    try {
      const answer = await request(`${this.#settings.url.replace(/^ws/, 'http')}/v1/models`, {
        headers: { authorization: `Token ${this.#settings.key}` },
        signal,
      });
      const body = await answer.body.text();
      if (answer.statusCode !== 200) {
        throw new ProviderError(failureOfStatus(this.name, answer.statusCode));
      }
      const voices = modelVoices(body);
      if (!voices) throw new ProviderError(notOfTheFormat);
      return voices;
    } catch (error) {
      throw error instanceof ProviderError
        ? error
        : new ProviderError(failureOf(this.name, error), { cause: error });
    }
  }

  /** English, unless the settings name a voice. */
  async warm(): Promise<void> {
    const { ttsModel } = this.#settings;
    const voice = ttsModel === 'aura-2' ? auraVoiceFor('en-US', ttsModel) : ttsModel;
    await this.#pool(voice ?? ttsModel, undefined).warm();
  }

  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const voice = request.voice ?? auraVoiceFor(request.language, this.#settings.ttsModel);
    let stop = (): void => undefined;
    const who = { provider: this.name, ...(voice ? { voice } : {}) };
    const run: SynthesisRun = new SynthesisRun(sink, who, () => {
      this.#running.delete(run);
      stop();
    });
    this.#running.add(run);
    if (!auraSpeaks(request.language) || voice === undefined) {
      queueMicrotask(() =>
        run.failed(failure(this.name, 'unsupported', `does not speak ${request.language}`)),
      );
      return run;
    }
    const parts = textParts(request.text, MOST_CHARACTERS).filter((part) => /[\p{L}\p{N}]/u.test(part));
    if (parts.length === 0) {
      queueMicrotask(() => run.done(false));
      return run;
    }
    const pool = this.#pool(voice, auraSpeed(voice, request.rate));
    const next = (): void => {
      const part = parts.shift();
      if (part === undefined) return run.done();
      let lent = false;
      const acquiring = pool.acquire(
        (connection) => {
          lent = true;
          stop = () => connection.clear(() => pool.release(connection));
          connection.speak(part, {
            audio: (mulaw) => run.audio(mulaw),
            flushed: () => {
              stop = () => undefined;
              pool.release(connection);
              if (!run.over) next();
            },
            failed: (failed) => {
              stop = () => undefined;
              pool.release(connection);
              run.failed(failed);
            },
          });
        },
        (error) => run.failed(failureOf(this.name, error)),
      );
      if (!lent) stop = () => acquiring.cancel();
    };
    next();
    return run;
  }

  close(): Promise<void> {
    for (const pool of this.#pools.values()) pool.close();
    const why = failure(this.name, 'aborted', 'the synthesiser was closed');
    for (const run of this.#running) run.failed(why);
    return Promise.resolve();
  }

  #pool(voice: string, speed: number | undefined): Pool {
    const query = new URLSearchParams({ model: voice, encoding: 'mulaw', sample_rate: '8000' });
    if (speed !== undefined) query.set('speed', String(speed));
    const key = query.toString();
    let pool = this.#pools.get(key);
    if (!pool) {
      pool = new ConnectionPool({
        clock: this.#clock,
        maxIdle: MOST_IDLE,
        idleMs: IDLE_MS,
        open: (signal) => this.#open(key, signal),
      });
      this.#pools.set(key, pool);
    }
    return pool;
  }

  async #open(query: string, signal: AbortSignal): Promise<SpeakConnection> {
    const url = `${this.#settings.url.replace(/^http/, 'ws')}/v1/speak?${query}`;
    const headers = { authorization: `Token ${this.#settings.key}` };
    return new SpeakConnection(await openSocket({ provider: this.name, url, headers, signal }), this.#clock);
  }
}
