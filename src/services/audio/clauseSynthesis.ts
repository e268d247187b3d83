/**
 * Synthesises clauses one after another, from the cache where it can. Keeps their order: one at a time. When a provider
 * breaks in mid-clause, the rest is asked for again, from the word that the caller has not heard.
 */
import type { Clock } from '../../types/clock.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { Cancellable, ProviderFailure, SynthesisDetail, Synthesiser } from '../../types/ports.ts';
import { ClauseAudio } from './clauseAudio.ts';
import { MULAW_SILENCE, SAMPLES_PER_MS } from './mulaw.ts';
import { promptKey, type AudioCache } from './promptCache.ts';
import { resumePoint, type WordEnd } from './resumePoint.ts';
import { speakingPace } from './speakingPace.ts';
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
/** A clause that breaks again and again is given up. */
const MOST_PARTS = 3;
/** How far from the estimated end of a word the audio is looked at for a pause. */
const LOOK_AROUND_MS = 50;

/** Between two voices, 40 ms: they may not run into each other, least of all when the first was cut in the middle of a word. */
const breath = new Uint8Array(40 * SAMPLES_PER_MS).fill(MULAW_SILENCE);

/** The clause that is being synthesised. */
interface Active {
  readonly clause: Clause;
  readonly synthesiser: Synthesiser;
  readonly audio: ClauseAudio;
  readonly key: string;
  readonly text: string;
  /** Where in the text, and in the audio, the part begins that is asked for now. */
  from: number;
  fromMs: number;
  /** How many times it has been asked for: 1 unless a provider broke. */
  parts: number;
  told: WordEnd[];
  running: Cancellable | undefined;
}

export class ClauseSynthesis {
  readonly #clock: Clock;
  readonly #synthesiserFor: (language: LanguageTag) => Synthesiser | null;
  readonly #cache: AudioCache | undefined;
  readonly #sink: ClauseSynthesisSink;
  #active: Active | undefined;
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
    const { language, voice, delivery } = clause.utterance.options;
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
    const spoken = synthesiser.spokenForm?.(text, language);
    const key = promptKey(text, language, voice, undefined, synthesiser.name, spoken);
    // Kept audio is in the usual voice: the answer would change its voice in the middle.
    const cached = delivery?.voice ? undefined : this.#cache?.get(key);
    if (cached) {
      this.#whole(clause, cached);
      return;
    }
    const audio = new ClauseAudio();
    clause.audio = audio;
    const active: Active = {
      clause,
      synthesiser,
      audio,
      key,
      text,
      from: 0,
      fromMs: 0,
      parts: 0,
      told: [],
      running: undefined,
    };
    this.#active = active;
    this.#sink.requested(clause);
    this.#speak(active);
  }

  /** Stops what is running. Nothing more is reported of it. */
  cancel(): void {
    const active = this.#active;
    this.#end();
    active?.running?.cancel();
  }

  #whole(clause: Clause, mulaw: Uint8Array): void {
    clause.audio = ClauseAudio.of(mulaw);
    if (mulaw.length > 0) this.#sink.audio(clause);
    this.#sink.done(clause);
  }

  /** Asks for the clause from `active.from` on. */
  #speak(active: Active): void {
    const { clause, synthesiser, audio } = active;
    const { language, voice, delivery } = clause.utterance.options;
    const { broken } = clause.utterance;
    const part = ++active.parts;
    const current = () => this.#active === active && active.parts === part;
    this.#watch(active);
    const running = synthesiser.speak(
      {
        text: active.text.slice(active.from).trimStart(),
        language,
        ...(voice === undefined ? {} : { voice }),
        ...(broken.length === 0 ? {} : { without: [...broken] }),
        ...(delivery?.voice ? { prefer: delivery.voice } : {}),
      },
      {
        audio: (mulaw) => {
          if (!current() || mulaw.length === 0) return;
          this.#watch(active);
          audio.append(mulaw);
          this.#sink.audio(clause);
        },
        spoken: (length, ms) => {
          if (current()) active.told.push({ at: length, ms });
        },
        done: (detail) => {
          if (current()) this.#done(active, detail);
        },
        failed: (failure) => {
          if (current()) this.#failed(active, failure);
        },
      },
    );
    if (current()) active.running = running;
  }

  #done(active: Active, detail: SynthesisDetail | undefined): void {
    const { clause, audio, synthesiser, text, key } = active;
    this.#end();
    audio.complete();
    // Asked for from a faster voice: neither the pace nor the sound is the usual one's.
    const isUsual = !clause.utterance.options.delivery?.voice;
    if (isUsual && audio.lengthMs > 0 && active.parts === 1) {
      speakingPace.learn(paceKey(detail?.provider ?? synthesiser.name, clause), text, audio.lengthMs);
      // What another voice said in an emergency is not what the line sounds like.
      if (!detail || detail.provider === synthesiser.name) this.#cache?.set(key, audio.copy());
    }
    this.#sink.done(clause);
  }

  #failed(active: Active, failure: ProviderFailure): void {
    const { clause, audio, text } = active;
    const anything = audio.lengthMs > active.fromMs;
    // Before the first audio others have been asked already, by the synthesiser itself.
    if (!anything || active.parts >= MOST_PARTS) {
      this.#end();
      this.#sink.failed(clause, failure);
      return;
    }
    const { from, fromMs } = active;
    const rest = text.slice(from);
    const lead = rest.length - rest.trimStart().length;
    const point = resumePoint({
      text: rest.trimStart(),
      lengthMs: audio.lengthMs - fromMs,
      takenMs: Math.max(0, audio.takenMs - fromMs),
      told: active.told,
      estimate: (beginning) => speakingPace.estimate(paceKey(failure.provider, clause), beginning),
      quietNear: (ms) => audio.quietNear(fromMs + ms, LOOK_AROUND_MS) - fromMs,
    });
    audio.truncate(fromMs + point.keepMs);
    if (point.keepMs > 0) audio.append(breath);
    active.from = from + (point.at === 0 ? 0 : lead + point.at);
    active.fromMs = audio.lengthMs;
    clause.utterance.broken.push(failure.provider);
    active.told = [];
    if (speakable(text.slice(active.from))) return this.#speak(active);
    this.#end();
    audio.complete();
    this.#sink.done(clause);
  }

  #watch(active: Active): void {
    this.#clock.cancel(this.#watchdog);
    this.#watchdog = this.#clock.after(STALLED_AFTER_MS, () => {
      if (this.#active !== active) return;
      const { running, synthesiser } = active;
      this.#failed(active, stalledSynthesiser(synthesiser.name));
      running?.cancel();
    });
  }

  #end(): void {
    this.#active = undefined;
    this.#clock.cancel(this.#watchdog);
  }
}

function paceKey(provider: string, clause: Clause): string {
  const { language, voice } = clause.utterance.options;
  return `${provider} ${voice ?? ''} ${language}`;
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
