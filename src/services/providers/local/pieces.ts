/** Cuts text for a synthesiser that gives no audio before the whole of its text is done. */

/** A sentence longer than this is also cut at its first comma, so that the caller hears something soon. */
const LONG = 60;
/** A first piece shorter than this sounds chopped. */
const SHORT = 12;

/**
 * Sentences, and the first one at a comma when it is long. Joined with spaces the pieces are the text again, but for
 * white space.
 */
export function speechPieces(text: string): string[] {
  const clean = text.replace(/\s+/g, ' ').trim();
  if (clean === '') return [];
  const sentences = clean.split(/(?<=[.!?]["')\]]?) (?=["'([]?[A-Z0-9])/);
  const [first, ...rest] = joinShort(sentences).filter((it) => /[\p{L}\p{N}]/u.test(it));
  if (first === undefined) return [];
  return [...atFirstComma(first), ...rest];
}

/** "Dr." is no sentence, and "Hello." alone sounds chopped: short ones go with what follows. */
function joinShort(sentences: readonly string[]): string[] {
  const joined: string[] = [];
  for (const sentence of sentences) {
    const before = joined.at(-1);
    if (before !== undefined && before.length < SHORT) joined[joined.length - 1] = `${before} ${sentence}`;
    else joined.push(sentence);
  }
  return joined;
}

function atFirstComma(sentence: string): string[] {
  if (sentence.length <= LONG) return [sentence];
  for (const match of sentence.matchAll(/[,;:] /g)) {
    if (match.index >= SHORT) {
      return [sentence.slice(0, match.index + 1), sentence.slice(match.index + 2)];
    }
  }
  return [sentence];
}
