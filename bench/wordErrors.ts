/** Word error rate: the fewest words to change, drop or add, over the words that were said. */
export function wordErrors(said: string, heard: string): { readonly words: number; readonly errors: number } {
  const reference = wordsOf(said);
  const hypothesis = wordsOf(heard);
  let row = hypothesis.map((_, i) => i + 1);
  row.unshift(0);
  for (const [i, word] of reference.entries()) {
    const next = [i + 1];
    for (const [j, other] of hypothesis.entries()) {
      next.push(Math.min(row[j]! + (word === other ? 0 : 1), row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return { words: reference.length, errors: row.at(-1)! };
}

/** Case, punctuation and hyphens do not count; small numbers and "Dr." are words. */
function wordsOf(text: string): string[] {
  const numbers = 'zero one two three four five six seven eight nine ten'.split(' ');
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();
  return plain === ''
    ? []
    : plain.split(' ').map((it) => numbers[Number(it)] ?? (it === 'dr' ? 'doctor' : it));
}
