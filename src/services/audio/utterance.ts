import type { UtteranceOptions, VoiceSink } from '../../types/voice.ts';
import type { ClauseAudio } from './clauseAudio.ts';
import { clauseOptionsFor, ClauseCutter } from './clauses.ts';
import { speakingMs, spokenPart } from './speakingTime.ts';

type Stage = Parameters<VoiceSink['stage']>[1];

/** A piece of an utterance, as the synthesiser gets it. */
export class Clause {
  readonly utterance: Utterance;
  readonly text: string;
  audio: ClauseAudio | undefined;
  /** Where its audio lies on the line that was sent, ms; undefined until the first frame of it went out. */
  startMs: number | undefined;

  constructor(utterance: Utterance, text: string) {
    this.utterance = utterance;
    this.text = text;
  }

  get isSpent(): boolean {
    return this.audio?.isSpent ?? false;
  }

  /** What was heard of it when the line has been heard up to `heardMs`. */
  heard(heardMs: number): string {
    if (this.isSpent && heardMs >= (this.startMs ?? 0) + (this.audio?.lengthMs ?? 0)) return this.text;
    if (this.startMs === undefined || !this.audio) return '';
    // While synthesis goes on its length is a guess.
    const lengthMs = this.audio.isComplete
      ? this.audio.lengthMs
      : Math.max(this.audio.lengthMs, speakingMs(this.text.trim()));
    // The spaces around it take no time.
    const spoken = this.text.trim();
    const part = spokenPart(spoken, lengthMs === 0 ? 0 : (heardMs - this.startMs) / lengthMs);
    return part === '' ? '' : this.text.slice(0, this.text.indexOf(spoken) + part.length);
  }
}

/** Something the agent says, from the first piece of its text to the last mark. */
export class Utterance {
  readonly options: UtteranceOptions;
  readonly cutter: ClauseCutter;
  clauses: Clause[] = [];
  ended = false;
  /** Its synthesis failed, and that has been reported: what is ready is played, nothing is reported but what was heard. */
  failed = false;
  lastHeard = '';
  /** Synthesisers that broke in it: the rest is spoken by others, so that the voice does not change to and fro. */
  readonly broken: string[] = [];
  readonly #staged = new Set<Stage>();

  constructor(options: UtteranceOptions) {
    this.options = options;
    this.cutter = new ClauseCutter(clauseOptionsFor(options.delivery));
  }

  get id(): string {
    return this.options.id;
  }

  /** Adds clauses of text; returns them. */
  add(texts: readonly string[]): Clause[] {
    const added = texts.map((text) => new Clause(this, text));
    this.clauses.push(...added);
    return added;
  }

  /** Ends it before `clause`, whose synthesis failed. */
  cutOff(clause: Clause): void {
    this.clauses = this.clauses.slice(0, this.clauses.indexOf(clause));
    this.ended = true;
    this.failed = true;
  }

  /** True the first time. */
  reached(stage: Stage): boolean {
    if (this.#staged.has(stage)) return false;
    this.#staged.add(stage);
    return true;
  }

  heard(heardMs: number): string {
    let text = '';
    for (const clause of this.clauses) {
      const part = clause.heard(heardMs);
      text += part;
      if (part !== clause.text) break;
    }
    return text;
  }

  /** All is said and the carrier has confirmed it. */
  isFinished(confirmedMs: number): boolean {
    if (!this.ended) return false;
    return this.clauses.every(
      (clause) => clause.isSpent && (clause.startMs ?? 0) + (clause.audio?.lengthMs ?? 0) <= confirmedMs,
    );
  }
}
