/** Which part of a written text has been said when so much of its spoken form has been. */

interface Piece {
  readonly text: string;
  readonly end: number;
}

/** Words and characters; longer texts than this are compared by share alone. */
const MOST_PIECES = 400;
const PIECE = /\p{Script=Han}|[\p{L}\p{M}\p{N}]+/gu;

/**
 * Spoken length → written length, both in UTF-16 units, never decreasing. What was rewritten counts as said only when the next
 * word that both texts have has been said: a caller who cuts in is taken to have heard too little rather than too much.
 */
export function alignment(written: string, spoken: string): (spokenLength: number) => number {
  const [a, b] = [piecesOf(written), piecesOf(spoken)];
  if (a.length > MOST_PIECES || b.length > MOST_PIECES)
    return (length) => Math.floor((Math.min(length, spoken.length) * written.length) / (spoken.length || 1));
  const common = commonPieces(a, b);
  return (length) => {
    if (length >= spoken.length) return written.length;
    let reached = 0;
    for (const [i, j] of common) {
      if (b[j]!.end > length) break;
      reached = a[i]!.end;
    }
    return reached;
  };
}

function piecesOf(text: string): Piece[] {
  return [...text.matchAll(PIECE)].map((match) => ({
    text: match[0].toLowerCase(),
    end: match.index + match[0].length,
  }));
}

/** The longest common subsequence, as pairs of places. */
function commonPieces(a: readonly Piece[], b: readonly Piece[]): [number, number][] {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] =
        a[i]!.text === b[j]!.text
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i]!.text === b[j]!.text) pairs.push([i++, j++]);
    else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) i++;
    else j++;
  }
  return pairs;
}
