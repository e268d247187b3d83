/** Text as endpointing reads it: one width, one case, one Chinese script, words and Chinese characters apart. */
import { traditional } from '../../../lib/hanScript.ts';

/** Endings decide; a story's beginning does not. */
const LONGEST = 400;
const HAN = /\p{Script=Han}/u;
/** A word, or one Chinese character; a number keeps its points and colons (3.5, 15:30). */
const PIECE =
  /\p{Script=Han}|\p{Nd}+(?:[.:]\p{Nd}+)*|(?:(?!\p{Script=Han})[\p{L}\p{M}])(?:(?!\p{Script=Han})[\p{L}\p{M}'])*|[+#*@〇]/gu;

/** Half width, small letters, traditional characters, at most the last 400 of them. Punctuation stays. */
export function plainText(text: string): string {
  const tail = text.length > LONGEST ? text.slice(-LONGEST) : text;
  return traditional(tail.normalize('NFKC').toLowerCase().replace(/[’`]/gu, "'")).trim();
}

/** `plain`: of {@link plainText}. Chinese comes character by character. */
export function piecesOf(plain: string): readonly string[] {
  return plain.match(PIECE) ?? [];
}

/** Words with spaces between, Chinese characters without; no punctuation. */
export function joinPieces(pieces: readonly string[]): string {
  let text = '';
  let afterHan = true;
  for (const piece of pieces) {
    const isHan = HAN.test(piece) || piece === '〇';
    text += text === '' || (isHan && afterHan) ? piece : ` ${piece}`;
    afterHan = isHan;
  }
  return text;
}

/** Without punctuation, in one form: what phrases are compared in. */
export function bareText(text: string): string {
  return joinPieces(piecesOf(plainText(text)));
}

/** How much was said: words, or pairs of Chinese characters, which are about as long. */
export function lengthInWords(pieces: readonly string[]): number {
  const han = pieces.filter((piece) => HAN.test(piece)).length;
  return pieces.length - han + han / 2;
}
