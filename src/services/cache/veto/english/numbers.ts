/** English numbers among tokens: values, rows of digits, ordinals, small quantities that have a name. */
const table = (pairs: string): ReadonlyMap<string, number> =>
  new Map(
    pairs.split(',').map((pair) => {
      const [word = '', value = '0'] = pair.trim().split(' ');
      return [word, Number(value)] as const;
    }),
  );

const ones = table(
  'zero 0, nought 0, naught 0, one 1, two 2, three 3, four 4, five 5, six 6, seven 7, eight 8, nine 9, ten 10, eleven 11, twelve 12, ' +
    'thirteen 13, fourteen 14, fifteen 15, sixteen 16, seventeen 17, eighteen 18, nineteen 19',
);
const tens = table(
  'twenty 20, thirty 30, forty 40, fourty 40, fifty 50, sixty 60, seventy 70, eighty 80, ninety 90',
);
const scales = table('hundred 100, thousand 1000, grand 1000, million 1000000, billion 1000000000');
const named = table(
  'couple 2, pair 2, dozen 12, once 1, twice 2, thrice 3, twosome 2, threesome 3, foursome 4, triple 3, double 2, solo 1, both 2',
);
const ordinals = table(
  'first 1, second 2, third 3, fourth 4, fifth 5, sixth 6, seventh 7, eighth 8, ninth 9, tenth 10, eleventh 11, twelfth 12, ' +
    'thirteenth 13, fourteenth 14, fifteenth 15, sixteenth 16, seventeenth 17, eighteenth 18, nineteenth 19, twentieth 20, thirtieth 30, fortieth 40, fiftieth 50, hundredth 100',
);
const repeats = table('double 2, triple 3, treble 3');
const vague: ReadonlySet<string> = new Set(['few', 'several', 'many', 'dozens', 'hundreds', 'thousands']);

export interface Numeral {
  readonly canonical: string;
  readonly used: number;
  readonly value: number;
  readonly ordinal: boolean;
  /** A "one" that might as well have been "a". */
  readonly soft: boolean;
}

const FIGURES = /^[0-9]+(?:\.[0-9]+)?$/;
const small = (word: string | undefined) =>
  word === undefined ? undefined : (ones.get(word) ?? tens.get(word));

/** A number that begins at `at`; null: none. */
export function numeralAt(tokens: readonly string[], at: number): Numeral | null {
  return ordinalAt(tokens, at) ?? rowAt(tokens, at) ?? namedAt(tokens, at);
}

/** "first", "21st", "twenty first". */
export function ordinalAt(tokens: readonly string[], at: number): Numeral | null {
  const word = tokens[at] ?? '';
  const figures = /^([0-9]+)(?:st|nd|rd|th)$/.exec(word);
  const ordinal = (value: number, used: number): Numeral => ({
    canonical: `#${value}`,
    used,
    value,
    ordinal: true,
    soft: false,
  });
  if (figures) return ordinal(Number(figures[1]), 1);
  const ten = tens.get(word);
  const unit = ordinals.get(tokens[at + 1] ?? '');
  if (ten !== undefined && unit !== undefined && unit < 10) return ordinal(ten + unit, 2);
  const value = ordinals.get(word);
  // "a second" is a moment; "ten seconds" has an s.
  if (
    value === undefined ||
    (word === 'second' && /^(a|one|per|every|each|split)$/.test(tokens[at - 1] ?? ''))
  )
    return null;
  return ordinal(value, 1);
}

/** One value, or values in a row: "two thousand and five", "one two three", "nineteen eighty four", "double five". */
function rowAt(tokens: readonly string[], at: number): Numeral | null {
  let i = at;
  let row = '';
  let values = 0;
  let last: { value: number; used: number } | null = null;
  for (;;) {
    const repeat = repeats.get(tokens[i] ?? '');
    const repeated = repeat === undefined ? undefined : digit(tokens[i + 1]);
    if (repeat !== undefined && repeated !== undefined) {
      row += repeated.repeat(repeat);
      i += 2;
    } else if (/^(o|oh)$/.test(tokens[i] ?? '') && row !== '') {
      if (digit(tokens[i + 1]) === undefined && values < 2) break;
      row += '0';
      i += 1;
    } else {
      last = valueAt(tokens, i);
      if (!last) break;
      // Leading zeros of figures count: 0123 is a row.
      const figures = tokens[i] ?? '';
      row += last.used === 1 && FIGURES.test(figures) ? figures : String(last.value);
      i += last.used;
    }
    values += 1;
    // "4.50" and what follows it are two things.
    if (row.includes('.')) break;
  }
  if (values === 0) return null;
  const canonical = /^0[0-9]/.test(row) || row.length > 15 ? row : String(Number(row));
  return { canonical, used: i - at, value: Number(row), ordinal: false, soft: isSoft(tokens, at, i) };
}

function digit(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  if (/^[0-9]$/.test(word)) return word;
  const value = ones.get(word);
  return value !== undefined && value < 10 ? String(value) : undefined;
}

/** "one table" may be "a table"; "for one" and "one hour" may not. */
function isSoft(tokens: readonly string[], at: number, end: number): boolean {
  if (end !== at + 1 || !/^(one|1)$/.test(tokens[at] ?? '')) return false;
  const next = tokens[end];
  return (
    next !== undefined &&
    !/^(person|people|adult|child|hour|minute|day|week|month|year|night|time|please|only|on|at|tonight|tomorrow|today|and|or|to|pm|am|oclock|pound|dollar|percent)$/.test(
      next,
    )
  );
}

function valueAt(tokens: readonly string[], at: number): { value: number; used: number } | null {
  const first = tokens[at] ?? '';
  if (FIGURES.test(first)) {
    const scale = scales.get(tokens[at + 1] ?? '');
    return scale === undefined
      ? { value: Number(first), used: 1 }
      : { value: Number(first) * scale, used: 2 };
  }
  let i = at;
  let total = 0;
  let group = -1;
  let room = Number.POSITIVE_INFINITY;
  if (first === 'a' && scales.has(tokens[at + 1] ?? '')) {
    group = 1;
    room = 1;
    i += 1;
  }
  for (; i < tokens.length; i++) {
    const word = tokens[i] ?? '';
    const [one, ten, scale] = [ones.get(word), tens.get(word), scales.get(word)];
    if (scale !== undefined && group >= 0) {
      if (scale === 100) group *= 100;
      else [total, group] = [total + group * scale, 0];
      room = scale;
    } else if (ten !== undefined && room > 10) [group, room] = [Math.max(0, group) + ten, 10];
    else if (one !== undefined && (one < 10 ? room >= 10 : room > 10))
      [group, room] = [Math.max(0, group) + one, 0];
    else if (word === 'and' && group + total > 0 && room >= 100 && small(tokens[i + 1]) !== undefined)
      continue;
    else break;
  }
  if (i === at || group < 0) return null;
  return pointed(tokens, at, i, total + group);
}

/** "three point five", "two and a half". */
function pointed(
  tokens: readonly string[],
  at: number,
  end: number,
  whole: number,
): { value: number; used: number } {
  if (tokens[end] === 'and' && tokens[end + 1] === 'a' && tokens[end + 2] === 'half')
    return { value: whole + 0.5, used: end + 3 - at };
  if (tokens[end] !== 'point') return { value: whole, used: end - at };
  let figures = '';
  let i = end + 1;
  for (let next = digit(tokens[i]); next !== undefined; next = digit(tokens[i])) {
    figures += next;
    i += 1;
  }
  return figures === ''
    ? { value: whole, used: end - at }
    : { value: Number(`${whole}.${figures}`), used: i - at };
}

/** "a couple of", "half a", "a dozen", "a few". */
function namedAt(tokens: readonly string[], at: number): Numeral | null {
  const article = tokens[at] === 'a' || tokens[at] === 'an' ? 1 : 0;
  const word = tokens[at + article] ?? '';
  const of = tokens[at + article + 1] === 'of' ? 1 : 0;
  const found = (canonical: string, value: number, used: number): Numeral => ({
    canonical,
    used,
    value,
    ordinal: false,
    soft: false,
  });
  if (word === 'half') {
    const more = /^(a|an)$/.test(tokens[at + article + 1] ?? '') ? 1 : of;
    return found('0.5', 0.5, article + 1 + more);
  }
  if (word === 'quarter' && (tokens[at + 1 + article] === 'of' || article === 1))
    return found('0.25', 0.25, article + 1 + of);
  const value = named.get(word);
  if (value !== undefined) return found(String(value), value, article + 1 + of);
  if (vague.has(word) && (article === 1 || word !== 'many')) return found(word, Number.NaN, article + 1 + of);
  return null;
}

/** "this one", "the blue one", "which one", "one of them": stands for a thing, not for a count. */
export function isPronounOne(tokens: readonly string[], at: number): boolean {
  if (tokens[at] !== 'one') return false;
  const [before, next] = [tokens[at - 1] ?? '', tokens[at + 1]];
  if (next === 'of' && !/^(table|room)$/.test(tokens[at + 2] ?? '')) return true;
  return (
    /^(this|that|the|which|another|any|every|each|no|some|new|old|last|first|next|other|same|right|wrong|my|your|good|bad|small|large|big|cheaper|better|red|blue|black|white|green)$/.test(
      before,
    ) && small(next) === undefined
  );
}
