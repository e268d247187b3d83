/** Scripts that write their words without spaces between. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;
const LETTER = /[\p{L}\p{M}\p{N}'’]/u;

/**
 * How much of `text`, in UTF-16 units, `heard` is, up to the end of its last whole word: there the agent goes on. A word that was
 * heard in part is said again, as a person would. 0 where `heard` is not the text's beginning.
 */
export function heardUpTo(text: string, heard: string): number {
  let at = 0;
  for (const character of heard.trim()) {
    if (/\s/.test(character)) continue;
    while (/\s/.test(text.charAt(at))) at++;
    if (!text.startsWith(character, at)) return 0;
    at += character.length;
  }
  while (at > 0 && at < text.length && isInside(text, at)) at--;
  // The marks behind a word go with it.
  const marks = at === 0 ? null : /^[^\p{L}\p{M}\p{N}\s\p{Ps}\p{Pi}]+/u.exec(text.slice(at));
  return at + (marks?.[0].length ?? 0);
}

function isInside(text: string, at: number): boolean {
  const [before, behind] = [text.charAt(at - 1), text.charAt(at)];
  const apart = UNSPACED.test(before) || UNSPACED.test(behind);
  return LETTER.test(before) && LETTER.test(behind) && !apart;
}
