import { recognise, type SpokenWords } from './callerText.ts';

export interface CallerVoiceSink {
  /** While the caller speaks, once a tick. */
  speaking(text: string, spokenMs: number): void;
  stopped(): void;
  partial(text: string, language: string): void;
  final(text: string, language: string): void;
}

export interface HearingOptions {
  readonly lagMs: number;
  readonly endpointMs: number;
  /** False: the carrier throws away what is said (agent speech that may not be interrupted). */
  readonly heard: boolean;
}

interface Utterance {
  readonly text: string;
  readonly language: string;
  durationMs: number;
  readonly words: SpokenWords;
  readonly options: HearingOptions;
  elapsedMs: number;
  nextPartial: number;
}

/** The caller's voice and the carrier's ear on the text transport, in virtual time. */
export class CallerVoice {
  readonly #sink: CallerVoiceSink;
  #utterance: Utterance | null = null;

  constructor(sink: CallerVoiceSink) {
    this.#sink = sink;
  }

  say(text: string, language: string, durationMs: number, options: HearingOptions): void {
    const before = this.#utterance;
    // Speech that goes on before the final came belongs to the same prompt.
    const joined = before ? `${before.text} ${text}` : text;
    const already = before?.durationMs ?? 0;
    const words = recognise(joined, language, already + durationMs, options.lagMs);
    this.#utterance = {
      text: joined,
      language,
      durationMs: already + durationMs,
      words,
      options,
      elapsedMs: already,
      nextPartial: words.partials.filter((p) => p.atMs <= already).length,
    };
  }

  /** Hang-up or a change of mind in mid-sentence: no final comes for the rest. */
  cut(): void {
    if (!this.#utterance) return;
    this.#utterance = null;
    this.#sink.stopped();
  }

  tick(ms: number): void {
    const said = this.#utterance;
    if (!said) return;
    const wasSpeaking = said.elapsedMs < said.durationMs;
    said.elapsedMs += ms;
    if (said.elapsedMs < said.durationMs) this.#sink.speaking(said.text, said.elapsedMs);
    else if (wasSpeaking) this.#sink.stopped();
    const { partials, final } = said.words;
    while (said.nextPartial < partials.length && partials[said.nextPartial]!.atMs <= said.elapsedMs) {
      const text = partials[said.nextPartial++]!.text;
      if (said.options.heard) this.#sink.partial(text, said.language);
    }
    if (said.elapsedMs < said.durationMs + said.options.endpointMs) return;
    this.#utterance = null;
    if (said.options.heard) this.#sink.final(final, said.language);
  }
}
