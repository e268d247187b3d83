/**
 * While the agent asks, what it would say to the likely answers is made ready: peeked, rendered with this call's values, and the
 * first clause synthesised. Beside the turn machine, which does not know of it. The turn's own work goes first: nothing is
 * begun before all that the agent has to say is synthesised.
 */
import type { CallCache } from '../../types/cache.ts';
import type { Clock } from '../../types/clock.ts';
import type { FlowPort, FlowState } from '../../types/flowRuntime.ts';
import type { PreparedLine } from '../conversation/index.ts';
import { ANYTHING, candidatesAt, type Candidate } from './predictionCandidates.ts';
import { placeOf, type TransitionCounts } from './transitionCounts.ts';

export interface PredictionLimits {
  /** Clauses made for one question. */
  readonly clauses: number;
  /** Characters synthesised for one question. */
  readonly characters: number;
}

export const defaultPredictionLimits = {
  clauses: 3,
  characters: 300,
} as const satisfies PredictionLimits;

/** What is spoken ahead. */
export interface PredictedLine {
  readonly characters: number;
  /** Nobody has spoken it. What is there of it may serve another time. */
  discard(): void;
  /** Stops what is not there yet. */
  interrupt(): void;
}

export interface PredictionVoice {
  /** Whether all that the agent has to say is synthesised. */
  readonly caughtUp: boolean;
  /** null: its audio is there, or nobody can speak it. `characters`: what may still be spent. */
  predict(line: PreparedLine, characters: number): PredictedLine | null;
}

export interface PredictionParts {
  readonly flow: FlowPort;
  readonly clock: Clock;
  readonly cache: CallCache | null;
  readonly counts: TransitionCounts;
  readonly limits?: PredictionLimits;
}

/** The first frame of what the agent says goes out before anything is looked up. */
const AFTER_MS = 60;

/** The question that was put last. */
interface Question {
  readonly state: FlowState;
  readonly place: string;
  /** Entries of the caller in the history. */
  readonly callers: number;
  candidates: readonly Candidate[];
}

export class Prediction {
  readonly #parts: PredictionParts;
  readonly #limits: PredictionLimits;
  #voice: PredictionVoice | null = null;
  #question: Question | null = null;
  #timer: unknown = null;
  #waiting = false;
  #made: PredictedLine[] = [];

  constructor(parts: PredictionParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? defaultPredictionLimits;
  }

  /** null: the carrier speaks; only look-ups by meaning are made ready. */
  speaksWith(voice: PredictionVoice | null): void {
    this.#voice = voice;
  }

  /** The flow has put a question, and what it says is on its way to the voice. */
  listens(state: FlowState): void {
    const { waiting, memory, history, nodeId } = state;
    if (waiting.for !== 'caller') return;
    const last = this.#question;
    // A turn that was taken back, or a line that was cut off: the same question still.
    if (last?.state.memory === memory) return;
    if (last) this.#learn(last, state);
    this.#discard();
    const callers = history.filter(({ role }) => role === 'caller').length;
    const place = placeOf(nodeId, waiting.expectation);
    this.#question = { state, place, callers, candidates: [] };
    this.#timer = this.#parts.clock.after(AFTER_MS, () => this.#begin());
  }

  /** All that the agent has to say is synthesised. */
  caughtUp(): void {
    if (this.#waiting) this.#begin();
  }

  /** The caller cuts in, or a turn is taken back: what is whole stays until the next question. */
  silenced(): void {
    this.#rest();
    for (const line of this.#made) line.interrupt();
  }

  close(): void {
    this.#question = null;
    this.#discard();
  }

  #begin(): void {
    const question = this.#question;
    if (!question) return;
    this.#waiting = this.#voice !== null && !this.#voice.caughtUp;
    if (this.#waiting) return;
    const { flow } = this.#parts;
    const { waiting } = question.state;
    if (waiting.for !== 'caller') return;
    question.candidates = candidatesAt(flow, question.state, waiting.expectation);
    if (this.#voice) this.#speakAhead(question, this.#voice);
    else this.#lookUpAhead(question);
  }

  /** The likeliest first, until the budget is spent. */
  #speakAhead(question: Question, voice: PredictionVoice): void {
    let { characters } = this.#limits;
    for (const { line } of this.#likeliest(question)) {
      if (this.#made.length >= this.#limits.clauses) return;
      const made = voice.predict(line, characters);
      if (!made) continue;
      this.#made.push(made);
      characters -= made.characters;
    }
  }

  #lookUpAhead({ candidates }: Question): void {
    for (const { id, model } of candidates.slice(0, this.#limits.clauses))
      if (model && id !== ANYTHING) this.#parts.cache?.hearing(model.question.words, model.language);
  }

  #likeliest({ place, candidates }: Question): { line: PreparedLine; share: number }[] {
    const { counts } = this.#parts;
    const shares = new Map<string, { line: PreparedLine; share: number }>();
    for (const candidate of candidates) {
      const share = counts.share(place, candidate.id, candidates.length);
      for (const [rank, line] of this.#linesOf(candidate).entries()) {
        // Several answers may lead to the same line; what follows first is likelier than what follows next.
        const before = shares.get(line.text)?.share ?? 0;
        shares.set(line.text, { line, share: before + share / 2 ** rank });
      }
    }
    return [...shares.values()].toSorted((a, b) => b.share - a.share);
  }

  #linesOf({ id, line, model }: Candidate): PreparedLine[] {
    if (line) return [line];
    const { cache } = this.#parts;
    if (!model || !cache) return [];
    const { question, ...how } = model;
    const texts = id === ANYTHING ? cache.likely(question) : [cache.preview(question)?.text ?? ''];
    return texts.filter((text) => text !== '').map((text) => ({ ...how, text }));
  }

  /** What was answered to the caller tells which answer it was: the one that was to lead there. */
  #learn({ place, callers, candidates }: Question, { history }: FlowState): void {
    if (candidates.length === 0) return;
    let seen = 0;
    const at = history.findIndex(({ role }) => role === 'caller' && ++seen > callers);
    if (at < 0) return;
    const said = history
      .slice(at)
      .find(({ role }) => role === 'agent')
      ?.text.trim();
    if (said === undefined) return;
    // Lines that follow each other are one entry.
    const [came = candidates.find(({ model }) => model)] = candidates
      .filter(({ line }) => line && said.startsWith(line.text.trim()))
      .toSorted((a, b) => (b.line?.text.length ?? 0) - (a.line?.text.length ?? 0));
    this.#parts.counts.add(place, came?.id ?? 'other');
  }

  #discard(): void {
    this.#rest();
    for (const line of this.#made.splice(0)) line.discard();
  }

  #rest(): void {
    this.#parts.clock.cancel(this.#timer);
    this.#timer = null;
    this.#waiting = false;
  }
}
