/** One turn of a caller, planned: what is said when, with its pauses. The end of speech in it is the truth that clocks start from. */
import type { Random } from '../../src/types/clock.ts';
import { callerModel, pauseMs, type CallerSetting, type Subject } from './callerModel.ts';
import { lognormal, pick, poisson, uniform } from './draw.ts';
import { fillerOf, isWide, wordsFor, type BenchLanguage } from './words.ts';

export interface Token {
  readonly text: string;
  /** What a recogniser takes it for at the edge of what it has heard, or until its final. */
  readonly mistaken: string | null;
  readonly untilFinal: boolean;
  /** Milliseconds from the beginning of the turn. */
  readonly from: number;
  readonly to: number;
}

export interface PlannedTurn {
  readonly subject: Subject;
  readonly language: BenchLanguage;
  readonly meaning: string | null;
  readonly tokens: readonly Token[];
  readonly pauses: readonly number[];
  readonly durationMs: number;
}

/** Subjects of a call, in the order in which the flow asks; see workflow.ts. */
export const OPEN_BEFORE_GOODBYE = 4;

/** Pauses over 300 ms of a turn on average, by subject: the published rate over all turns, spread by the weights. */
function meanPauses(subject: Subject, setting: CallerSetting): number {
  const { perTurn, weights, placed } = callerModel.pauses;
  const { question, story } = callerModel.mix.open;
  const closed = 2 * weights['yes-no'] + weights.choice + weights.digits + weights['date-time'];
  const open = OPEN_BEFORE_GOODBYE * (question * weights.question + story * weights.story) + weights.goodbye;
  const turns = 6 + OPEN_BEFORE_GOODBYE + 1;
  const scale = (perTurn.over300 * turns) / (closed + weights.phone + open) / placed;
  return weights[subject] * scale * callerModel.settings[setting].pauseFactor;
}

export function planTurn(
  subject: Subject,
  language: BenchLanguage,
  setting: CallerSetting,
  random: Random,
): PlannedTurn {
  const { tokens, meaning, after } = wordsFor(subject, language, random);
  const words = [...tokens];
  const pauseBefore = new Map<number, number>();
  const { pauses } = callerModel;
  const hesitant = callerModel.settings[setting].hesitant;
  const wanted = poisson(random, meanPauses(subject, setting));
  if (after !== undefined && wanted > 0) {
    // A short answer has no inside: its pause follows a hesitation, or what could have been all.
    if (random.next() < pauses.hesitateFirst) {
      words.unshift(fillerOf(language, random));
      pauseBefore.set(1, pauseMs(random));
    } else {
      pauseBefore.set(words.length, pauseMs(random));
      words.push(...after);
    }
  } else {
    for (let i = 0; i < wanted; i++) {
      const at = 1 + Math.floor(random.next() * words.length);
      const filler = random.next() < Math.min(1, pauses.fillerBefore * hesitant) && subject !== 'digits';
      placePause(words, pauseBefore, at, filler ? fillerOf(language, random) : null, pauseMs(random));
    }
  }
  for (let i = poisson(random, pauses.shortPerTurn); i > 0; i--) {
    const at = 1 + Math.floor(random.next() * words.length);
    if (at < words.length && !pauseBefore.has(at)) pauseBefore.set(at, uniform(random, ...pauses.shortMs));
  }
  return timed({ subject, language, meaning, words, pauseBefore }, random);
}

/** No pause after the last word: it would be the end. */
function placePause(
  words: string[],
  pauseBefore: Map<number, number>,
  at: number,
  filler: string | null,
  ms: number,
): void {
  let place = Math.min(at, words.length - 1);
  if (place < 1) {
    if (filler === null) return;
    place = 0;
  }
  if (filler !== null) {
    const moved = [...pauseBefore].map(([index, pause]) => [index >= place + 1 ? index + 1 : index, pause]);
    pauseBefore.clear();
    for (const [index, pause] of moved as [number, number][]) pauseBefore.set(index, pause);
    words.splice(place, 0, filler);
    place++;
  }
  pauseBefore.set(place, ms);
}

function timed(
  {
    subject,
    language,
    meaning,
    words,
    pauseBefore,
  }: Pick<PlannedTurn, 'subject' | 'language' | 'meaning'> & {
    readonly words: readonly string[];
    readonly pauseBefore: ReadonlyMap<number, number>;
  },
  random: Random,
): PlannedTurn {
  const { letterMs, wideCharacterMs, rateSigma } = callerModel.speech;
  const { wrongAtTheEdge, wrongUntilFinal } = callerModel.recogniser;
  const pace = lognormal(random, 1, rateSigma);
  const lastWrong = random.next() < wrongUntilFinal ? Math.floor(random.next() * words.length) : -1;
  let at = 0;
  const tokens = words.map((text, index): Token => {
    const from = at + (pauseBefore.get(index) ?? 0);
    at = from + pace * (isWide(text) ? wideCharacterMs : Math.max(2, text.length + 1) * letterMs);
    const untilFinal = index === lastWrong;
    const wrong = random.next() < wrongAtTheEdge || untilFinal;
    return { text, mistaken: wrong ? mistaken(text, random) : null, untilFinal, from, to: at };
  });
  return { subject, language, meaning, tokens, pauses: [...pauseBefore.values()], durationMs: at };
}

function mistaken(text: string, random: Random): string {
  if (isWide(text)) return pick(random, [...'是系地吧嘛幾其']);
  return pick(random, [`${text}s`, text.slice(0, Math.max(1, text.length - 1)), 'the', 'and']);
}
