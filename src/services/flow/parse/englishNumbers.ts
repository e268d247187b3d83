/** English number words: values ("two hundred and five") and rows of digits ("double five, oh, twenty three"). */
import { numberTable } from './table.ts';

const ones = numberTable(
  'zero 0 oh 0 o 0 nought 0 naught 0 nil 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 ' +
    'nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 ' +
    'eighteen 18 nineteen 19 niner 9',
);
const tens = numberTable(
  'twenty 20 thirty 30 forty 40 fourty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90',
);
const scales = numberTable('hundred 100 thousand 1000 million 1000000');
/** What recognisers write for a digit; believed only among other digits. */
const soundsLike = numberTable('to 2 too 2 for 4 fore 4 ate 8 won 1 tree 3 free 3 sex 6 fife 5');
const repeats = numberTable('double 2 triple 3 treble 3 quadruple 4');
/** Said around a number without being of it. */
const around = new Set(
  (
    'its it is is the number my order phone and that thats would be um uh er a so ok okay yes yeah please hash pound star ' +
    'i think think im sure code pin reference account id was dash space hyphen sir here you go sorry no'
  ).split(' '),
);

export function tokens(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/([0-9]),(?=[0-9]{3}(?:[^0-9]|$))/g, '$1')
    .split(/[^\p{L}\p{N}.+]+/u)
    .map((token) => token.replace(/^\.+|\.+$/g, ''))
    .filter((token) => token !== '');
}

/** The first number that is said, or null. "a couple" and the like are not numbers. */
export function englishValue(text: string): number | null {
  const words = tokens(text);
  for (let start = 0; start < words.length; start++) {
    const found = valueAt(words, start);
    if (!found) continue;
    return words[start - 1] === 'minus' || words[start - 1] === 'negative' ? -found.value : found.value;
  }
  return null;
}

/** A number that begins at `start`, and how many words it took. */
export function valueAt(words: readonly string[], start: number): { value: number; used: number } | null {
  const first = words[start];
  if (first === undefined) return null;
  if (/^[0-9]+(\.[0-9]+)?$/.test(first)) return numeral(words, start, first);
  let total = 0;
  let group = 0;
  let used = 0;
  let room = Number.POSITIVE_INFINITY;
  let any = false;
  for (let i = start; i < words.length; i++) {
    const word = words[i] ?? '';
    const one = word === 'o' || word === 'oh' ? undefined : ones[word];
    const ten = tens[word];
    const scale = scales[word];
    const next = words[i + 1] ?? '';
    if (scale !== undefined && any) {
      if (scale === 100) group = Math.max(1, group) * 100;
      else {
        total += Math.max(1, group) * scale;
        group = 0;
      }
      room = scale === 100 ? 100 : 1_000;
    } else if (word === 'a' && scales[next] !== undefined && !any) group = 1;
    else if (ten !== undefined && room > 10) {
      group += ten;
      room = 10;
    } else if (one !== undefined && (one < 10 ? room >= 10 : room > 10)) {
      group += one;
      room = 0;
    } else if (word === 'and' && any && (ones[next] ?? tens[next]) !== undefined && room >= 100) continue;
    else break;
    any = true;
    used = i - start + 1;
  }
  if (!any) return null;
  return withPoint(words, start, total + group, used);
}

function numeral(
  words: readonly string[],
  start: number,
  first: string,
): { value: number; used: number } | null {
  const value = Number(first);
  if (!Number.isFinite(value) || first.length > 15) return null;
  const scale = scales[words[start + 1] ?? ''];
  return scale === undefined ? { value, used: 1 } : { value: value * scale, used: 2 };
}

/** "three point one four" */
function withPoint(
  words: readonly string[],
  start: number,
  whole: number,
  used: number,
): { value: number; used: number } {
  if (words[start + used] !== 'point') return { value: whole, used };
  let figures = '';
  let end = start + used + 1;
  for (
    let digit = ones[words[end] ?? ''];
    digit !== undefined && digit < 10;
    digit = ones[words[end] ?? '']
  ) {
    figures += String(digit);
    end += 1;
  }
  return figures === ''
    ? { value: whole, used }
    : { value: Number(`${whole}.${figures}`), used: end - start };
}

/**
 * All digits that are said, in order, or null when anything else was said. `loose`: words that are not digits are passed
 * over ("yes it's for the blue one, ten forty two" needs it, and is then unsure).
 */
export function englishDigits(text: string): { digits: string; sure: boolean } | null {
  const words = tokens(text.replace(/[-.]/g, ' '));
  let digits = '';
  let sure = true;
  let repeat = 1;
  const add = (figures: string) => {
    digits += figures.length === 1 ? figures.repeat(repeat) : figures;
    repeat = 1;
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (/^\+?[0-9]+$/.test(word)) add(word.replace('+', ''));
    else if (repeats[word] !== undefined) repeat = repeats[word] ?? 1;
    else if (word === 'o' || word === 'oh') add('0');
    else if (soundsLike[word] !== undefined && besideDigit(words, i, digits !== '')) {
      add(String(soundsLike[word]));
      sure = false;
    } else if (ones[word] !== undefined || tens[word] !== undefined) {
      const used = pair(words, i);
      add(used.figures);
      i += used.extra;
    } else if (!around.has(word)) sure = false;
  }
  return digits === '' ? null : { digits, sure };
}

/** "twenty three" is 23, "twenty thirteen" 2013, "two hundred" 200, "four thousand and two" 4002. */
function pair(words: readonly string[], at: number): { figures: string; extra: number } {
  const value = valueAt(words, at);
  if (!value) return { figures: String(ones[words[at] ?? ''] ?? ''), extra: 0 };
  return { figures: String(value.value), extra: value.used - 1 };
}

function besideDigit(words: readonly string[], at: number, after: boolean): boolean {
  const isDigit = (word: string | undefined) =>
    word !== undefined && (ones[word] !== undefined || tens[word] !== undefined || /^[0-9]+$/.test(word));
  return isDigit(words[at + 1])
    ? after || at === 0
    : after && isDigit(words[at - 1]) && at === words.length - 1;
}
