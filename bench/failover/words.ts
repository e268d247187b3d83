/** Whether a caller heard what was meant for them: words that are missing, and words that came twice. */

export interface WordErrors {
  readonly lost: number;
  readonly repeated: number;
}

/** Tone speech says every letter, and a word that broke may be begun again ("ta- table"): that is no repetition. */
export function wordErrors(expected: string, heard: string): WordErrors {
  const wanted = wordsOf(expected);
  const got = withoutBrokenWords(wanted, wordsOf(heard));
  const common = longestCommon(wanted, got);
  return { lost: wanted.length - common, repeated: got.length - common };
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/**
 * At the seam between two voices the space is not said: `tablefor` is two words. A beginning of a word that the next
 * piece begins again is dropped.
 */
function withoutBrokenWords(wanted: readonly string[], got: readonly string[]): string[] {
  const out: string[] = [];
  for (const word of got) {
    if (wanted.includes(word)) {
      out.push(word);
      continue;
    }
    out.push(...splitJoined(wanted, word));
  }
  return out;
}

function splitJoined(wanted: readonly string[], joined: string): string[] {
  for (const [i, first] of wanted.entries()) {
    const second = wanted[i + 1];
    if (second !== undefined && joined === first + second) return [first, second];
    // "tatable": begun, and begun again.
    for (let length = 1; length < first.length; length++)
      if (joined === first.slice(0, length) + first) return [first];
  }
  return [joined];
}

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const word of a) {
    const next = [0];
    for (let j = 0; j < b.length; j++)
      next.push(word === b[j] ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    row = next;
  }
  return row[b.length] ?? 0;
}
