/**
 * Ears without frames: what a voice-activity detector and a recogniser would report of a planned turn, when they would. The
 * rules of what belongs to a turn are those of `services/audio/recogniserFeed.ts`.
 */
import { defaultVadOptions } from '../../src/services/audio/index.ts';
import type { LatencySource } from '../../src/services/providers/index.ts';
import type { Clock, Random } from '../../src/types/clock.ts';
import type { Expectation } from '../../src/types/expectation.ts';
import type { EarsPort } from '../../src/types/voice.ts';
import { callerModel } from './callerModel.ts';
import { uniform } from './draw.ts';
import type { Token } from './plan.ts';
import type { Detected } from './speech/features.ts';
import { isWide, joinTokens } from './words.ts';

/** What a call session is told by its ears. */
export interface HearingSink {
  speechStart(onset: number): void;
  speechLasts(onset: number): void;
  speechEnd(offset: number): void;
  partial(text: string): void;
  final(text: string): void;
}

export interface BenchEarsOptions {
  readonly clock: Clock;
  readonly sink: HearingSink;
  /** From `finish` to the final. */
  readonly finalAfter: LatencySource;
  readonly random: Random;
}

export interface Heard extends Token {
  readonly startsAt: number;
  readonly endsAt: number;
}

interface Run {
  readonly startsAt: number;
  endsAt: number;
}

/** A recogniser gets a little from before the onset. */
const PRE_ROLL_MS = 300;
/** Partials go on for so long after the last word. */
export const PARTIAL_TAIL_MS = 600;

export class BenchEars implements EarsPort {
  expectation: Expectation | null = null;
  readonly #options: BenchEarsOptions;
  #tokens: Heard[] = [];
  #speakingFrom: number | null = null;
  /** Beginning of the turn's first speech; null: none yet. */
  #turnFrom: number | null = null;
  #generation = 0;
  #lastEnd = 0;
  #lastPartial = '';
  #partialDue = 0;
  #closed = false;

  constructor(options: BenchEarsOptions) {
    this.#options = options;
  }

  expect(expectation: Expectation | null): void {
    this.expectation = expectation;
    this.#generation++;
    this.#turnFrom = null;
    if (this.#speakingFrom !== null && expectation?.speech) this.#begin(this.#speakingFrom);
  }

  setLanguage(): void {}

  close(): void {
    this.#closed = true;
  }

  /**
   * The caller says this from now on. `runs`: times at which there is a voice, ms from now. `spoken`: what the calls' own
   * detector has reported of it; else that is modelled.
   */
  speak(
    tokens: readonly Token[],
    runs: readonly { readonly from: number; readonly to: number }[],
    spoken?: { readonly detected: readonly Detected[] },
  ): void {
    const now = this.#options.clock.now();
    const heard = tokens.map((token) => ({ ...token, startsAt: now + token.from, endsAt: now + token.to }));
    this.#tokens = [...this.#tokens.filter(({ endsAt }) => endsAt > now - 60_000), ...heard];
    if (spoken) for (const detected of spoken.detected) this.#report(detected, now);
    else for (const { startsAt, endsAt } of this.#voiced(runs, now)) this.#detect(startsAt, endsAt);
  }

  /** Silences shorter than the hangover are none to the detector. */
  #voiced(runs: readonly { readonly from: number; readonly to: number }[], now: number): Run[] {
    const { random } = this.#options;
    const { frameMs } = callerModel.detector;
    const merged: Run[] = [];
    for (const { from, to } of runs) {
      const last = merged.at(-1);
      const endsAt = now + to + uniform(random, 0, frameMs);
      if (last && now + from - last.endsAt < defaultVadOptions.hangoverMs) last.endsAt = endsAt;
      else merged.push({ startsAt: now + from, endsAt });
    }
    return merged;
  }

  #detect(startsAt: number, endsAt: number): void {
    const { clock, random } = this.#options;
    const { minSpeechMs, lastsMs, hangoverMs } = defaultVadOptions;
    if (endsAt - startsAt < minSpeechMs) return;
    const now = clock.now();
    const seenAt = startsAt + minSpeechMs + uniform(random, 0, callerModel.detector.frameMs);
    clock.after(seenAt - now, () => this.#onset(startsAt));
    const lastsAt = seenAt + lastsMs - minSpeechMs;
    if (endsAt - startsAt >= lastsMs) clock.after(lastsAt - now, () => this.#lasts(startsAt));
    clock.after(Math.max(endsAt + hangoverMs, seenAt + 1) - now, () => this.#offset(endsAt));
  }

  /** As it was measured. */
  #report({ onset, onsetKnown, lastsKnown, offset, offsetKnown }: Detected, now: number): void {
    const { clock } = this.#options;
    clock.after(onsetKnown, () => this.#onset(now + onset));
    if (lastsKnown !== null) clock.after(lastsKnown, () => this.#lasts(now + onset));
    clock.after(Math.max(offsetKnown, onsetKnown + 1), () => this.#offset(now + offset));
  }

  #onset(startsAt: number): void {
    if (this.#closed) return;
    this.#speakingFrom = startsAt;
    if (this.expectation?.speech) {
      if (this.#turnFrom === null) this.#begin(startsAt);
      else this.#partialsUntilQuiet();
    }
    this.#options.sink.speechStart(startsAt);
  }

  #lasts(startsAt: number): void {
    if (!this.#closed) this.#options.sink.speechLasts(startsAt);
  }

  #offset(endsAt: number): void {
    if (this.#closed) return;
    this.#speakingFrom = null;
    this.#lastEnd = this.#options.clock.now();
    this.#finish();
    this.#options.sink.speechEnd(endsAt);
  }

  #begin(from: number): void {
    this.#turnFrom = from;
    this.#lastPartial = '';
    this.#partialsUntilQuiet();
  }

  #partialsUntilQuiet(): void {
    const { clock } = this.#options;
    if (this.#partialDue > clock.now()) return;
    const { partialEveryMs } = callerModel.recogniser;
    const tick = () => {
      if (this.#closed || this.#turnFrom === null) return;
      this.#partial(clock.now());
      if (this.#speakingFrom !== null || clock.now() - this.#lastEnd < PARTIAL_TAIL_MS) again();
    };
    const again = () => {
      this.#partialDue = clock.now() + partialEveryMs;
      clock.after(partialEveryMs, tick);
    };
    again();
  }

  #partial(audioUntil: number): void {
    const { clock, random, sink } = this.#options;
    const generation = this.#generation;
    const text = joinTokens(this.#since(audioUntil).map((token) => asPartial(token, audioUntil)));
    if (text === '' || text === this.#lastPartial) return;
    this.#lastPartial = text;
    clock.after(uniform(random, ...callerModel.recogniser.lagMs), () => {
      if (!this.#closed && generation === this.#generation && text === this.#lastPartial) sink.partial(text);
    });
  }

  /** The recogniser has all audio until now. A word that was half in it was heard, however early its end was seen. */
  #finish(): void {
    if (this.#turnFrom === null) return;
    const { clock, sink, finalAfter } = this.#options;
    const generation = this.#generation;
    const now = clock.now();
    const heard = this.#since(Infinity).filter(({ startsAt, endsAt }) => (startsAt + endsAt) / 2 <= now);
    const text = asFinal(heard.map((token) => token.text));
    clock.after(finalAfter.next(), () => {
      if (this.#closed || generation !== this.#generation) return;
      sink.final(text);
    });
  }

  #since(audioUntil: number): Heard[] {
    const from = (this.#turnFrom ?? Infinity) - PRE_ROLL_MS;
    return this.#tokens.filter(
      ({ startsAt, endsAt }) => (startsAt + endsAt) / 2 >= from && endsAt <= audioUntil + 1,
    );
  }
}

export function asPartial({ text, mistaken, untilFinal, endsAt }: Heard, audioUntil: number): string {
  const fresh = audioUntil - endsAt < callerModel.recogniser.unstableMs;
  return mistaken !== null && (fresh || untilFinal) ? mistaken : text;
}

/** Finals are punctuated. */
export function asFinal(tokens: readonly string[]): string {
  const text = joinTokens(tokens);
  if (text === '') return '';
  if (isWide(text.at(-1) ?? '')) return `${text}。`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
