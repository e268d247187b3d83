/** to-jyutping's word list, from its published bundle: a trie as text, the form that the reader's `trie.ts` explains. */

const CHARACTER = 256;

/** @param bundle Source of `to-jyutping/dist/index.cjs`. The list with the first of several readings of an entry. */
export function firstReadings(bundle: string): string {
  const literal = /Array\.from\(("(?:[^"\\]|\\.){100000,}")\)/u.exec(bundle)?.[1];
  if (literal === undefined) throw new Error('the word list is not where it was in to-jyutping 3.1.1');
  const signs = Array.from(JSON.parse(literal) as string);
  const code = (i: number) => signs[i]?.codePointAt(0) ?? 0;
  const depths = [0];
  let out = '';
  for (let i = 1; depths.length > 0 && i < signs.length;) {
    let depth = depths.at(-1) ?? 0;
    for (; code(i) >= CHARACTER; i++, depth++) out += signs[i];
    for (
      let first = true;
      i < signs.length && !'{}'.includes(signs[i] ?? '') && code(i) < CHARACTER;
      first = false
    ) {
      const end = endOfReading(signs, i, depth);
      if (first) out += signs.slice(i, end).join('');
      i = end;
    }
    if (signs[i] === '{') depths.push(depth);
    else if (signs[i] === '}') depths.pop();
    else continue;
    if (depths.length > 0) out += signs[i];
    i++;
  }
  return out;
}

/** Two signs a syllable, and `~` where the next belongs to the same character. */
function endOfReading(signs: readonly string[], from: number, characters: number): number {
  let i = from;
  for (let left = characters; left > 0;) {
    i += 2;
    if (signs[i] === '~') i++;
    else left--;
  }
  return i;
}
