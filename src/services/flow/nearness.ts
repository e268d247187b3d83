/** How near words of an alphabet are, letter by letter. */

interface Placed {
  readonly text: string;
  readonly at: number;
  readonly numeral?: boolean;
}

export interface Near {
  /** Places and how near what stands there is, 0 excluded. */
  readonly found: readonly (readonly [at: number, near: number])[];
  /** What finding it cost, in words compared letter by letter. */
  readonly effort: number;
}

/** How many words are compared letter by letter for one utterance; beyond, only the very word counts. */
export const MAX_EFFORT = 6_000;
/** A look at letters is that much cheaper. */
const LOOKS = 25;
const MAX_KNOWN = 5_000;

/** The words of one utterance. */
export class NearWords {
  readonly #words: readonly (Placed & { readonly letters: number })[];
  readonly #known = new Map<string, Near>();

  constructor(words: readonly Placed[]) {
    this.#words = words.map((word) => ({ ...word, letters: lettersOf(word.text) }));
  }

  to(wanted: string): Near {
    const known = this.#known.get(wanted);
    if (known !== undefined) return known;
    const found: [number, number][] = [];
    let effort = this.#words.length / LOOKS;
    const letters = lettersOf(wanted);
    for (const { text, at, numeral, letters: own } of this.#words) {
      // Seven and seventy are near and no likeness.
      if (numeral === true && text !== wanted) continue;
      const plain = plainNearness(text, wanted);
      // One edit changes at most one letter for another.
      const mayBe = plain === null && bits(own ^ letters) <= 2 * limitFor(text, wanted);
      if (mayBe) effort += 1;
      const near = plain ?? (mayBe ? nearness(text, wanted) : 0);
      if (near > 0) found.push([at, near]);
    }
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.set(wanted, { found, effort });
    return { found, effort };
  }
}

/** null: to be told letter by letter. */
function plainNearness(said: string, wanted: string): number | null {
  if (said === wanted) return 1;
  const length = Math.max(said.length, wanted.length);
  // Short words turn into other words with one letter: no with know, four with five.
  if (length < 5 || Math.abs(said.length - wanted.length) > 2) return 0;
  if (wanted.length >= 5 && said.length >= 4 && (said.startsWith(wanted) || wanted.startsWith(said)))
    return 0.85;
  return null;
}

const limitFor = (said: string, wanted: string) => (Math.max(said.length, wanted.length) >= 8 ? 2 : 1);

function nearness(said: string, wanted: string): number {
  const distance = editDistance(said, wanted, limitFor(said, wanted));
  return distance === null ? 0 : 1 - 0.18 * distance;
}

/** One bit for each letter that is in the word; letters 32 apart share one. */
function lettersOf(word: string): number {
  let out = 0;
  for (let i = 0; i < word.length; i++) out |= 1 << (word.charCodeAt(i) & 31);
  return out;
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Levenshtein distance up to `limit`, else null. */
export function editDistance(a: string, b: string, limit: number): number | null {
  if (Math.abs(a.length - b.length) > limit) return null;
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const value = Math.min(change, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row.push(value);
      smallest = Math.min(smallest, value);
    }
    if (smallest > limit) return null;
    previous = row;
  }
  const distance = previous[b.length] ?? limit + 1;
  return distance <= limit ? distance : null;
}
