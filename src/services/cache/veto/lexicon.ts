/**
 * Word lists that stay readable, compiled to what a reader looks up. A word that is in no list is *specific*: a name, a
 * place, a dish, a product. Recognisers write names without capitals, so names are known by what they are not: common.
 */

export type Mark =
  /** Says nothing by itself: articles, auxiliaries, courtesy. */
  | { readonly as: 'light' }
  /** Often exchanged for another without changing what is asked. */
  | { readonly as: 'generic' }
  | { readonly as: 'topic'; readonly topic: string }
  | { readonly as: 'side'; readonly concept: string; readonly side: string; readonly strict: boolean }
  | { readonly as: 'question'; readonly type: string }
  | { readonly as: 'negation' }
  | { readonly as: 'unit'; readonly unit: string; readonly strict: boolean }
  | { readonly as: 'date'; readonly canonical: string; readonly kind: 'date' | 'time' }
  | { readonly as: 'name' }
  /** "can you tell me": what follows is the question. */
  | { readonly as: 'shell' }
  | { readonly as: 'polar' }
  | { readonly as: 'must' };

export interface Lexicon {
  /** All marks of a phrase; undefined: not in any list. */
  readonly get: (phrase: string) => readonly Mark[] | undefined;
  /** The longest phrase, in words (or characters). */
  readonly longest: number;
  /** The length of the longest phrase that begins with this word (or character). */
  readonly longestFrom: (first: string) => number;
}

export interface Lists {
  readonly light?: string;
  readonly generic?: string;
  /** A line a topic, its words separated by commas; the first names it. */
  readonly topics?: string;
  /** `concept: side, synonym / other side, synonym`; `!` before a side makes it strict. */
  readonly sides?: string;
  /** `type: phrase, phrase`. */
  readonly questions?: string;
  readonly negations?: string;
  /** `unit: word, word`; `!` before the unit makes it strict. */
  readonly units?: string;
  /** `canonical: phrase, phrase`. */
  readonly dates?: string;
  readonly names?: string;
  readonly shells?: string;
  readonly polar?: string;
  readonly must?: string;
}

/** @param split how a phrase falls into words, spelt as the reader spells them */
export function compile(lists: Lists, split: (phrase: string) => string[], joiner: string): Lexicon {
  const marks = new Map<string, Mark[]>();
  const lengths = new Map<string, number>();
  let longest = 1;
  const add = (phrase: string, mark: Mark) => {
    const words = split(phrase.trim());
    const first = words[0];
    if (first === undefined) return;
    const key = words.join(joiner);
    const known = marks.get(key);
    if (known) known.push(mark);
    else marks.set(key, [mark]);
    longest = Math.max(longest, words.length);
    lengths.set(first, Math.max(lengths.get(first) ?? 0, words.length));
  };
  const addAll = (phrases: string | undefined, mark: Mark) => {
    for (const phrase of commas(phrases ?? '')) add(phrase, mark);
  };
  addAll(lists.light, { as: 'light' });
  addAll(lists.generic, { as: 'generic' });
  addAll(lists.negations, { as: 'negation' });
  addAll(lists.names, { as: 'name' });
  addAll(lists.shells, { as: 'shell' });
  addAll(lists.polar, { as: 'polar' });
  addAll(lists.must, { as: 'must' });
  for (const words of lines(lists.topics)) {
    const topic = commas(words)[0] ?? '';
    addAll(words, { as: 'topic', topic });
  }
  for (const [concept, rest] of named(lists.sides)) {
    for (const part of rest.split('/')) {
      const strict = part.trim().startsWith('!');
      const phrases = part.replace('!', '');
      const side = commas(phrases)[0] ?? '';
      addAll(phrases, { as: 'side', concept, side, strict });
    }
  }
  for (const [type, phrases] of named(lists.questions)) addAll(phrases, { as: 'question', type });
  for (const [unit, phrases] of named(lists.units))
    addAll(phrases, { as: 'unit', unit: unit.replace('!', ''), strict: unit.startsWith('!') });
  for (const [canonical, phrases] of named(lists.dates)) {
    const kind = /^[0-9]/.test(canonical) ? 'time' : 'date';
    addAll(phrases, { as: 'date', canonical: canonical.replace('=', ':'), kind });
  }
  return {
    get: (phrase) => marks.get(phrase),
    longest,
    longestFrom: (first) => lengths.get(first) ?? 0,
  };
}

function lines(text: string | undefined): string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function commas(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function named(text: string | undefined): (readonly [string, string])[] {
  return lines(text).map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1)] as const;
  });
}
