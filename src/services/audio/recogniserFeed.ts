/**
 * Gives the recogniser the caller's speech and nothing else, turn by turn: a little from before the onset, the speech,
 * the silence in which its end was noticed. When the turn or the recogniser changes, what belongs to the turn is given
 * again from memory.
 */
import type { Expectation } from '../../types/expectation.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { ProviderFailure, Recogniser, RecogniserSession } from '../../types/ports.ts';
import { LineMemory } from './lineMemory.ts';
import { Resampler } from '../../lib/resampler.ts';

/** Heard before the onset, ms: quiet consonants begin before the energy does. */
export const PRE_ROLL_MS = 300;

export interface RecogniserFeedSink {
  partial(text: string): void;
  final(text: string, language?: LanguageTag): void;
  failed(failure: ProviderFailure): void;
}

/** Speech of the turn; `toMs` undefined while it goes on. */
interface Segment {
  readonly fromMs: number;
  toMs: number | undefined;
}

export class RecogniserFeed {
  readonly #sink: RecogniserFeedSink;
  readonly #memory = new LineMemory();
  #recogniser: Recogniser | null = null;
  #language: LanguageTag | undefined;
  #session: RecogniserSession | undefined;
  #resampler: Resampler | undefined;
  #generation = 0;
  #expectation: Expectation | null = null;
  #segments: Segment[] = [];
  /** Onset of the speech that goes on now, whoever's turn it is. */
  #speakingFromMs: number | undefined;

  constructor(sink: RecogniserFeedSink) {
    this.#sink = sink;
  }

  get language(): LanguageTag | undefined {
    return this.#language;
  }

  /** The next turn's recogniser; speech of the present turn is given to it from the beginning. */
  use(recogniser: Recogniser | null, language: LanguageTag): void {
    this.#closeSession();
    this.#recogniser = recogniser;
    this.#language = language;
    if (recogniser && !recogniser.supports(language)) {
      this.#sink.failed({
        provider: recogniser.name,
        kind: 'unsupported',
        retryable: false,
        message: `the recogniser does not know ${language}`,
      });
      return;
    }
    if (recogniser) this.#open(recogniser, language);
    this.#replay();
  }

  setLanguage(language: LanguageTag): void {
    if (language !== this.#language) this.use(this.#recogniser, language);
  }

  /** A new turn. Speech that is going on belongs to it from its onset. */
  expect(expectation: Expectation | null): void {
    if (this.#segments.length > 0) this.#session?.discard();
    this.#expectation = expectation;
    this.#segments = [];
    if (this.#speakingFromMs !== undefined) this.speechStarted(this.#speakingFromMs);
  }

  /** The line goes on: all of it, speech or not. */
  line(pcm: Int16Array, mediaMs: number): void {
    this.#memory.write(pcm, mediaMs);
    if (this.#segments.at(-1)?.toMs === undefined && this.#segments.length > 0) this.#write(pcm);
  }

  speechStarted(mediaMs: number): void {
    this.#speakingFromMs = mediaMs;
    if (!this.#listening) return;
    const before = this.#segments.at(-1);
    const fromMs = Math.max(mediaMs - PRE_ROLL_MS, before?.toMs ?? -Infinity);
    this.#segments.push({ fromMs, toMs: undefined });
    if (!before) this.#begin();
    this.#memory.read(fromMs, this.#memory.endMs, (pcm) => this.#write(pcm));
  }

  speechEnded(): void {
    this.#speakingFromMs = undefined;
    const segment = this.#segments.at(-1);
    if (!segment || segment.toMs !== undefined) return;
    segment.toMs = this.#memory.endMs;
    this.#session?.finish();
  }

  close(): void {
    this.#closeSession();
    this.#segments = [];
    this.#expectation = null;
  }

  get #listening(): boolean {
    return this.#expectation?.speech ?? false;
  }

  #begin(): void {
    this.#resampler?.reset();
    this.#session?.begin(this.#expectation ?? undefined);
  }

  #write(pcm: Int16Array): void {
    if (!this.#session) return;
    this.#session.write(this.#resampler ? this.#resampler.process(pcm) : pcm);
  }

  #open(recogniser: Recogniser, language: LanguageTag): void {
    const rates = recogniser.capabilities.sampleRates;
    const sampleRate = rates.includes(8_000) ? 8_000 : 16_000;
    if (sampleRate === 16_000) this.#resampler = new Resampler(8_000, 16_000);
    // A provider may answer, or refuse, before `open` returns.
    const generation = ++this.#generation;
    const current = () => this.#generation === generation;
    const inTurn = () => current() && this.#segments.length > 0;
    this.#session = recogniser.open(
      { language, sampleRate, ...(this.#expectation ? { expectation: this.#expectation } : {}) },
      {
        partial: (text) => {
          if (inTurn()) this.#sink.partial(text);
        },
        final: (text, detail) => {
          if (inTurn()) this.#sink.final(text, detail.language);
        },
        failed: (failure) => {
          if (current()) this.#sink.failed(failure);
        },
      },
    );
  }

  #replay(): void {
    if (this.#segments.length === 0) return;
    this.#begin();
    for (const { fromMs, toMs } of this.#segments) {
      this.#memory.read(fromMs, toMs ?? this.#memory.endMs, (pcm) => this.#write(pcm));
    }
    if (this.#segments.at(-1)?.toMs !== undefined) this.#session?.finish();
  }

  #closeSession(): void {
    this.#generation++;
    const session = this.#session;
    this.#session = undefined;
    session?.close();
    this.#resampler?.dispose();
    this.#resampler = undefined;
  }
}
