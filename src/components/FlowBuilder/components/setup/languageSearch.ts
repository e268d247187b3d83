/** Finding a language by what people call it. */

/** Every word of the search is part of a name, in any order. */
export function matches(search: string, names: readonly string[]): boolean {
  const text = names.map(folded).join(' ');
  return folded(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Case and accents do not count: "espanol" finds Español. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
