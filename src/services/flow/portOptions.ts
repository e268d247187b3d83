/** What stands behind a flow, and what it is told about languages. */
import type { ExpectationKind } from '../../types/expectation.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { HistoryEntry } from '../../types/flowRuntime.ts';
import type { SoundMatcher } from './match.ts';

/** What the flow asks the language layer. Pure: the same question, the same answer, so that a call can be replayed. */
export interface FlowLanguages {
  /** How to speak a language on the telephone, for a language model; '' = nothing to add. */
  instructions(language: LanguageTag): string;
  /** The language of the workflow that the caller is speaking, when it is plainly another than `current`. */
  spokenIn(heard: HeardWords): LanguageTag | undefined;
  /** The choice that sounds like what was heard; null: none, or two do. */
  readonly bySound: SoundMatcher;
}

export interface HeardWords {
  readonly text: string;
  /** The recogniser's own word on the language, where it has one. */
  readonly recognised?: LanguageTag | undefined;
  readonly current: LanguageTag;
  /** What the flow had asked for; null: nothing in particular. */
  readonly asked: ExpectationKind | null;
  readonly languages: readonly LanguageTag[];
  /** What was said before, these words not included. */
  readonly history: readonly HistoryEntry[];
}

export interface FlowPortOptions {
  /** Whether a language model stands behind `generate`. */
  readonly hasModel: boolean;
  /** Absent: a language is changed on request, and where the script shows it. */
  readonly languages?: FlowLanguages | undefined;
}
