/** What a palette shows for what was typed: names first, and of those what begins with it. */
export interface Searched {
  /** As the reader sees it. */
  readonly name: string;
  /** Other names of it, less wanted than its own. */
  readonly aliases?: readonly string[];
  /** What else stands in it: found, but last. */
  readonly text?: string;
}

/** 0: nothing can be nearer. null: some word that was typed stands nowhere in it. */
function distance(query: string, { name, aliases = [], text = '' }: Searched): number | null {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const names = [name, ...aliases].map(folded);
  const ranks = words.map((word) => {
    const near = names.map((one, i) => rankIn(one, word, i)).filter((rank) => rank !== null);
    if (near.length > 0) return Math.min(...near);
    return hasWord(folded(text), word) ? LAST : null;
  });
  return ranks.some((rank) => rank === null) ? null : Math.max(0, ...ranks.map(Number));
}

/** Those that fit, the nearest first; those equally near as they were. */
export function search<T extends Searched>(query: string, all: readonly T[]): T[] {
  return all
    .map((one) => ({ one, far: distance(query, one) }))
    .filter(({ far }) => far !== null)
    .sort((a, b) => Number(a.far) - Number(b.far))
    .map(({ one }) => one);
}

const LAST = 8;

function rankIn(name: string, word: string, alias: number): number | null {
  const at = name.indexOf(word);
  if (at === -1) return null;
  const inside = at === 0 ? 0 : /[\s\p{P}]/u.test(name[at - 1] ?? '') ? 1 : 2;
  return inside + (alias === 0 ? 0 : 3);
}

/** "press" is not in "expressions"; Chinese has no gaps between its words. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '') || /^\p{sc=Han}/u.test(word)) return true;
  return false;
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();
