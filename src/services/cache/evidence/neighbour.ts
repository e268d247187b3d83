/** What callers said before that is like what this one says. */
export interface Neighbour {
  /** Its exact place: where `Counts` keeps what was answered. */
  readonly place: string;
  /** Mean of the cosines, of those that there are. */
  readonly similarity: number;
  /** Cosine of the embeddings; null: one of the two has none. */
  readonly dense: number | null;
  /** Cosine of the spellings. */
  readonly lexical: number;
  /** Said after the same act of the agent. */
  readonly sameContext: boolean;
  /** Share of the longer text that the shorter one lacks, 0 to 1. */
  readonly lengthGap: number;
  /** What differs though it looks alike (a number, a name, a negation …). If anything, it is no evidence for its answer. */
  readonly vetoes: readonly string[];
  /** Differences that make it doubtful and do not forbid it. */
  readonly doubts: readonly string[];
}
