/** What the vetoes see in an utterance. Made once for a text and kept; a pair is then compared in microseconds. */

/** Why two utterances may not share an answer. */
export type Veto = 'negation' | 'number' | 'name' | 'date' | 'unit' | 'opposite' | 'order' | 'question';

export type ValueKind = 'number' | 'date' | 'time' | 'unit' | 'name';

/** Something said that an answer may turn on. */
export interface Value {
  readonly kind: ValueKind;
  /** As it was said, in lower case and without punctuation. */
  readonly text: string;
  /** One spelling for what is the same: `2` of "two", "2" and "a couple"; `19:30` of "half past seven in the evening". */
  readonly canonical: string;
}

/** One side of a pair of opposites, or one of several things that exclude each other. */
export interface Side {
  readonly concept: string;
  readonly side: string;
  /** Counts even where the other utterance names no side: nobody cancels by leaving "cancel" out. */
  readonly strict: boolean;
}

export interface Unit {
  readonly canonical: string;
  /** A currency or measure, or said with a number; "hours" in "what are your hours" is not. */
  readonly strict: boolean;
}

export interface Asked {
  /** `when`, `where`, `price` …; sorted. Empty: no such word. */
  readonly types: readonly string[];
  /** `polar`: to be answered with yes or no. `must`: whether it is necessary. `none`: a wish, a statement, a bare noun. */
  readonly mode: 'polar' | 'must' | 'none';
}

export interface Analysis {
  readonly values: readonly Value[];
  /** Canonical, in the order said. */
  readonly numbers: readonly string[];
  /** The only number is a "one" that could have been an "a". */
  readonly softNumbers: boolean;
  /** Dates and times, canonical, in the order said. */
  readonly dates: readonly string[];
  /** The days among them without parts of the day, and the times: each keeps its own order. */
  readonly days: readonly string[];
  readonly times: readonly string[];
  readonly units: readonly Unit[];
  /** Words that are nobody's small change: names, places, goods. Sorted, joined: they must agree. */
  readonly specific: string;
  /** What it is about (`appointment`, `card`), synonyms folded. */
  readonly topics: readonly string[];
  readonly sides: readonly Side[];
  /** "my", "your", "her", each time it is said. */
  readonly whose: readonly string[];
  /** For each negation the content word that follows it; '' where none does. */
  readonly negated: readonly string[];
  readonly asked: Asked;
  /** Things and persons, in the order said. */
  readonly nominals: readonly string[];
  /** What is done, in the order said. */
  readonly actions: readonly string[];
  /** `from` → what it is from: who or what stands in which role. */
  readonly roles: ReadonlyMap<string, string>;
}
