/** Synthesises clauses one after another, from the cache where it can. Keeps their order: one at a time. */
import type { Clock } from '../../types/clock.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { Cancellable, ProviderFailure, Synthesiser } from '../../types/ports.ts';
import { ClauseAudio } from './clauseAudio.ts';
import { promptKey, type AudioCache } from './promptCache.ts';
import { speakable } from './speakingTime.ts';
import type { Clause } from './utterance.ts';

export interface ClauseSynthesisSink {
  requested(clause: Clause): void;
  /** Audio was added to the clause. */
  audio(clause: Clause): void;
  /** The clause is complete. */
  done(clause: Clause): void;
  failed(clause: Clause, failure: ProviderFailure): void;
}

/** A synthesiser that gives nothing for this long, first or next, is as good as dead. */
const STALLED_AFTER_MS = 5_000;

export class ClauseSynthesis {
  readonly #clock: Clock;
  readonly #synthesiserFor: (language: LanguageTag) => Synthesiser | null;
  readonly #cache: AudioCache | undefined;
  readonly #sink: ClauseSynthesisSink;
  #active: { clause: Clause; running: Cancellable | undefined } | undefined;
  #watchdog: unknown;

  constructor(
    clock: Clock,
    synthesiserFor: (language: LanguageTag) => Synthesiser | null,
    cache: AudioCache | undefined,
    sink: ClauseSynthesisSink,
  ) {
    this.#clock = clock;
    this.#synthesiserFor = synthesiserFor;
    this.#cache = cache;
    this.#sink = sink;
  }

  get busy(): boolean {
    return this.#active !== undefined;
  }

  start(clause: Clause): void {
    const { language, voice } = clause.utterance.options;
    const text = clause.text.trim();
    if (!speakable(text)) {
      this.#whole(clause, new Uint8Array(0));
      return;
    }
    const synthesiser = this.#synthesiserFor(language);
    if (!synthesiser) {
      this.#sink.failed(clause, noSynthesiser(language));
      return;
    }
    const key = promptKey(text, language, voice, undefined, synthesiser.name);
    const cached = this.#cache?.get(key);
    if (cached) {
      this.#whole(clause, cached);
      return;
    }
    this.#speak(clause, synthesiser, text, key);
  }

  /** Stops what is running. Nothing more is reported of it. */
  cancel(): void {
    const active = this.#active;
    this.#active = undefined;
    this.#clock.cancel(this.#watchdog);
    active?.running?.cancel();
  }

  #whole(clause: Clause, mulaw: Uint8Array): void {
    clause.audio = ClauseAudio.of(mulaw);
    if (mulaw.length > 0) this.#sink.audio(clause);
    this.#sink.done(clause);
  }

  #speak(clause: Clause, synthesiser: Synthesiser, text: string, key: string): void {
    const active: { clause: Clause; running: Cancellable | undefined } = { clause, running: undefined };
    this.#active = active;
    const audio = new ClauseAudio();
    clause.audio = audio;
    this.#sink.requested(clause);
    const { language, voice } = clause.utterance.options;
    const current = () => this.#active === active;
    const end = () => {
      this.#active = undefined;
      this.#clock.cancel(this.#watchdog);
    };
    const watch = () => {
      this.#clock.cancel(this.#watchdog);
      this.#watchdog = this.#clock.after(STALLED_AFTER_MS, () => {
        if (!current()) return;
        end();
        active.running?.cancel();
        this.#sink.failed(clause, stalledSynthesiser(synthesiser.name));
      });
    };
    watch();
    active.running = synthesiser.speak(
      { text, language, ...(voice === undefined ? {} : { voice }) },
      {
        audio: (mulaw) => {
          if (!current() || mulaw.length === 0) return;
          watch();
          audio.append(mulaw);
          this.#sink.audio(clause);
        },
        done: () => {
          if (!current()) return;
          end();
          audio.complete();
          if (audio.lengthMs > 0) this.#cache?.set(key, audio.copy());
          this.#sink.done(clause);
        },
        failed: (failure) => {
          if (!current()) return;
          end();
          this.#sink.failed(clause, failure);
        },
      },
    );
  }
}

function stalledSynthesiser(provider: string): ProviderFailure {
  return { provider, kind: 'stalled', retryable: true, message: `no audio for ${STALLED_AFTER_MS} ms` };
}

function noSynthesiser(language: LanguageTag): ProviderFailure {
  return {
    provider: 'none',
    kind: 'unsupported',
    retryable: false,
    message: `no synthesiser speaks ${language}`,
  };
}
