/** Short forms as whole words: Dr., St., e.g. */
import { written } from '../../../lib/spoken/index.ts';
import { endsSentence } from './quantities.ts';
import type { Manner, Spot, Spotter } from './spotter.ts';
import type { SignWords } from './words/index.ts';

const byFirst = new WeakMap<SignWords, ReadonlyMap<string, SignWords['abbreviations']>>();

/** By first character: most places of a text then cost one look-up. */
function indexOf(words: SignWords): ReadonlyMap<string, SignWords['abbreviations']> {
  const known = byFirst.get(words);
  if (known) return known;
  const index = new Map<string, (readonly [string, string])[]>();
  for (const pair of words.abbreviations) {
    const first = pair[0].charAt(0);
    index.set(first, [...(index.get(first) ?? []), pair]);
  }
  byFirst.set(words, index);
  return index;
}

export const spotAbbreviation: Spotter = (text, at, manner) => {
  if (!manner.words) return null;
  if (manner.primary === 'en') {
    if (text.startsWith('St.', at)) return street(text, at);
    const own = drive(text, at) ?? minutes(text, at);
    if (own) return own;
  }
  for (const [short, long] of indexOf(manner.words).get(text.charAt(at)) ?? []) {
    if (!text.startsWith(short, at)) continue;
    const end = at + short.length;
    // "w/e" is a weekend or a week's end, and nobody knows which; "w/milk" is plain.
    if (short === 'w/' && /^[\p{L}\p{M}]{1,2}(?![\p{L}\p{M}])/u.test(text.slice(end, end + 3))) continue;
    // What ends in a letter must end there: "yg" is not in "ygdrasil".
    if (/\p{L}$/u.test(short) && /^[\p{L}\p{M}0-9]/u.test(text.slice(end, end + 2))) continue;
    return expanded(short, long, text, end, manner);
  }
  return null;
};

/** Short forms that a sentence may well end with; after the others a capital letter is a name (ул. Ленина, tel. Müller). */
const LAST = /^(?:etc|usw|enz|ecc|dll|dsb|atbp|mins?|hrs|v\.v|т\. ?[дп]|т\. ?п)/u;

/** "etc. The": the point ends the sentence too. */
function expanded(short: string, long: string, text: string, end: number, { chinese }: Manner): Spot {
  const stops = LAST.test(short) ? endsSentence(text, end) : /^\s*$/.test(text.slice(end, end + 40));
  const stop = short.endsWith('.') && stops ? '.' : '';
  const gap = /^\p{L}|^[0-9]/u.test(text.slice(end, end + 2)) && /[./]$/.test(short) && !chinese ? ' ' : '';
  return { text: `${chinese ? written(long, chinese) : long}${stop}${gap}`, end };
}

/** "120 Elm Dr." is a street, "Ask Dr. Chan" a person: a house number before it, or a street's preposition, tells. */
function drive(text: string, at: number): Spot | null {
  if (!text.startsWith('Dr.', at)) return null;
  const before = text.slice(Math.max(0, at - 48), at);
  const name = String.raw`(?!(?:See|Ask|Call|Meet|Visit|Contact|Tell|With|For|And|Hi|Hello|Dear|Thanks)\s)(?:\p{Lu}[\p{L}’']*\.?\s){1,3}$`;
  const house = new RegExp(String.raw`(?:^|\s)[0-9]{1,6}[A-Z]?\s${name}`, 'u').test(before);
  const person = /^\s?\p{Lu}/u.test(text.slice(at + 3, at + 5));
  const road = !person && new RegExp(String.raw`\b(?:on|at|along|off|from|near)\s${name}`, 'u').test(before);
  if (!house && !road) return null;
  return { text: `Drive${endsSentence(text, at + 3) ? '.' : ''}`, end: at + 3 };
}

const COUNT =
  /(?:[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|forty-five|fifty|sixty|ninety|few|some))\s?$/iu;

/** "five min." behind a number; elsewhere it is the least that can be. */
function minutes(text: string, at: number): Spot | null {
  if (!text.startsWith('min.', at)) return null;
  const before = text.slice(Math.max(0, at - 12), at);
  const each = /\b(?:per|a|each)\s$/i.test(before);
  if (!each && !COUNT.test(before)) return null;
  const word = each || /\b(?:one|(?<![0-9])1)\s?$/i.test(before) ? 'minute' : 'minutes';
  return { text: `${word}${endsSentence(text, at + 4) ? '.' : ''}`, end: at + 4 };
}

/** "Main St." and "St. Mary": what stands before and after tells them apart; where it does not, nothing is done. */
function street(text: string, at: number): Spot | null {
  const named = /(?:\p{Lu}[\p{L}’']*|[0-9](?:st|nd|rd|th)) $/u.test(text.slice(Math.max(0, at - 24), at));
  const saint = /^St\.\s\p{Lu}/u.test(text.slice(at, at + 6));
  if (named === saint) return null;
  const stop = named && endsSentence(text, at + 3) ? '.' : '';
  return { text: named ? `Street${stop}` : 'Saint', end: at + 3 };
}
