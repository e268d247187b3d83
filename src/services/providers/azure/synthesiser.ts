import { systemClock, type Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type {
  Cancellable,
  SynthesisRequest,
  SynthesisSink,
  Synthesiser,
  Voice,
  Pronunciation,
} from '../../../types/ports.ts';
import type { ProviderSettings } from '../settings.ts';
import { ConnectionPool } from '../shared/connectionPool.ts';
import { failure, failureOf } from '../shared/failure.ts';
import { localesWith, providerLocale } from '../shared/locales.ts';
import { SynthesisRun } from '../shared/synthesisRun.ts';
import { textParts } from '../shared/textParts.ts';
import { speechHost, voicesListUrl } from './addresses.ts';
import { AZURE } from './failures.ts';
import { OneAhead } from './oneAhead.ts';
import { ssml, WordPositions, type SsmlOptions } from './ssml.ts';
import { VoiceLine, type LineEnd } from './voiceLine.ts';
import { listedVoices, tabledVoices } from './voices.ts';

/** Connections that rest are reported to be closed by the service after five minutes. */
const IDLE_MS = 240_000;
const MAX_IDLE = 8;
/** A service that closes fresh connections again and again is not called again and again. */
const STOOD_MS = 30_000;
/** The service takes 64 kB of SSML and ten minutes of audio. Escaped, this many characters stay far below both. */
const MAX_CHARACTERS = 3_000;

/** Azure's text to speech, over its SDK: mu-law as the telephone has it, with the time of each word. */
export class AzureSynthesiser implements Synthesiser {
  readonly name = AZURE;
  readonly capabilities = {
    locales: localesWith(({ azureTts }) => azureTts !== undefined),
    native: 'mulaw-8000',
    streaming: true,
    phonemes: 'sapi',
    wordTimings: true,
    maxCharacters: MAX_CHARACTERS,
  } as const;
  readonly #settings: ProviderSettings<'azure'>;
  readonly #clock: Clock;
  readonly #pool: ConnectionPool<VoiceLine>;
  readonly #ahead: OneAhead;
  readonly #lines = new Set<VoiceLine>();
  readonly #running = new Set<SynthesisRun>();

  constructor(settings: ProviderSettings<'azure'>, clock: Clock = systemClock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#ahead = new OneAhead(clock, () => this.#pool.warm());
    this.#pool = new ConnectionPool<VoiceLine>({
      clock,
      open: (signal) => this.#open(signal),
      maxIdle: MAX_IDLE,
      idleMs: IDLE_MS,
    });
  }

  supports(language: LanguageTag): boolean {
    return providerLocale(language)?.azureTts !== undefined;
  }

  voices(): readonly Voice[] {
    return tabledVoices();
  }

  listVoices(signal: AbortSignal): Promise<readonly Voice[]> {
    return listedVoices(voicesListUrl(this.#settings), this.#settings.key, signal);
  }

  async warm(): Promise<void> {
    this.#ahead.used();
    await this.#pool.warm();
  }

  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const served = providerLocale(request.language)?.azureTts;
    const voice = request.voice ?? served?.female[0] ?? served?.male[0];
    let stop = (): void => undefined;
    const run: SynthesisRun = new SynthesisRun(sink, { provider: AZURE, ...(voice && { voice }) }, () => {
      this.#running.delete(run);
      stop();
    });
    this.#running.add(run);
    if (!served || !voice) {
      queueMicrotask(() => run.failed(failure(AZURE, 'unsupported', 'it does not speak this language')));
      return run;
    }
    const parts = partsOf(request.text);
    if (parts.length === 0) {
      queueMicrotask(() => run.done(false));
      return run;
    }
    const { rate = 1, pronunciations } = request;
    const spoken = served.phonemes ? pronunciations : undefined;
    const how = { language: served.locale, voice, rate, pronunciations: spoken };
    let line: VoiceLine | undefined;
    let waiting: Cancellable | undefined;
    const acquire = () => {
      if (run.over) return;
      waiting = this.#pool.acquire(
        (ready) => {
          line = ready;
          sayParts(run, ready, parts, how);
        },
        (error) => run.failed(failureOf(AZURE, error)),
      );
    };
    stop = () => {
      waiting?.cancel();
      const held = line;
      held?.stop(() => this.#pool.release(held));
    };
    this.#ahead.used();
    const opening = this.#oneWaits ? undefined : this.#ahead.take();
    if (opening) void opening.then(acquire);
    else acquire();
    return run;
  }

  async close(): Promise<void> {
    this.#ahead.close();
    this.#pool.close();
    const why = failure(AZURE, 'aborted', 'the synthesiser was closed');
    for (const run of this.#running) run.failed(why);
  }

  /** The pool counts those too that the service has closed. */
  get #oneWaits(): boolean {
    return [...this.#lines].some((line) => line.usable);
  }

  async #open(signal: AbortSignal): Promise<VoiceLine> {
    const { key } = this.#settings;
    const ended = (line: VoiceLine, how: LineEnd) => this.#ended(line, how);
    const line = await VoiceLine.open(speechHost(this.#settings, 'tts'), key, this.#clock, signal, ended);
    if (line.usable) this.#lines.add(line); // it may be lost again by now
    return line;
  }

  /** After a caller cut in, or in a pause: the next clause shall not wait for a handshake. */
  #ended(line: VoiceLine, how: LineEnd): void {
    this.#lines.delete(line);
    const tooSoon = how === 'lost' && this.#clock.now() - line.openedAt < STOOD_MS;
    if (how !== 'failed' && !tooSoon && !this.#oneWaits) this.#ahead.replace();
  }
}

interface Part {
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly at: number;
}

/** What is worth a request. */
function partsOf(text: string): Part[] {
  let at = 0;
  const all = textParts(text, MAX_CHARACTERS).map((part) => {
    at += part.length;
    return { text: part, at: at - part.length };
  });
  return all.filter((part) => /[\p{L}\p{N}]/u.test(part.text));
}

/** Those of a part, as seen from its beginning. */
function within(all: SsmlOptions['pronunciations'], from: number, length: number): readonly Pronunciation[] {
  return (all ?? [])
    .filter(({ at, length: own }) => at >= from && at + own <= from + length)
    .map((one) => ({ ...one, at: one.at - from }));
}

function sayParts(
  run: SynthesisRun,
  line: VoiceLine,
  [first, ...rest]: readonly Part[],
  how: Omit<SsmlOptions, 'text'>,
): void {
  if (!first) return run.done();
  const { text, at } = first;
  const positions = new WordPositions(text);
  const startMs = run.audioMs;
  const pronunciations = within(how.pronunciations, at, text.length);
  line.speak(ssml({ ...how, text, pronunciations }), {
    audio: (mulaw) => run.audio(mulaw),
    word: (word, endMs) => {
      const end = positions.endOf(word);
      if (end !== undefined) run.spoken(at + end, startMs + endMs);
    },
    ended: () => sayParts(run, line, rest, how),
    failed: (failure) => run.failed(failure),
  });
}
