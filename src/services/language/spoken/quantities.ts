/** Percentages, measures, fractions, ordinals and "No. 5". */
import { numberFormat, rangeJoint, sayOrdinal, written } from '../../../lib/spoken/index.ts';
import {
  NUMBER,
  SPACELESS,
  count,
  figure,
  figuresOf,
  matchAt,
  row,
  type Manner,
  type Spotter,
} from './spotter.ts';

/** How units are written → what CLDR calls them. Single letters only right behind the figure: "5 m" may be five million. */
const units: Readonly<Record<string, string>> = {
  km: 'kilometer',
  cm: 'centimeter',
  mm: 'millimeter',
  m: 'meter',
  kg: 'kilogram',
  g: 'gram',
  ml: 'milliliter',
  mL: 'milliliter',
  L: 'liter',
  'km/h': 'kilometer-per-hour',
  kmh: 'kilometer-per-hour',
  mph: 'mile-per-hour',
  '°C': 'celsius',
  '℃': 'celsius',
  '°F': 'fahrenheit',
  '℉': 'fahrenheit',
  KB: 'kilobyte',
  MB: 'megabyte',
  GB: 'gigabyte',
  TB: 'terabyte',
  ft: 'foot',
  lb: 'pound',
  lbs: 'pound',
  oz: 'ounce',
  min: 'minute',
  mins: 'minute',
  hr: 'hour',
  hrs: 'hour',
  sec: 'second',
  secs: 'second',
};
const RANGE = String.raw`(?:(${NUMBER})\s?[-–~至到]\s?)?(${NUMBER})`;
const percent = new RegExp(String.raw`(-)?${RANGE}\s?[%％٪](?![0-9]|(?![${SPACELESS}])\p{L})`, 'uy');
const measure = new RegExp(
  String.raw`(-)?${RANGE}(?:\s?(km\/h|kmh|km|cm|mm|kg|ml|mL|mph|°C|℃|°F|℉|KB|MB|GB|TB|ft|lbs?|oz|mins?|hrs?|secs?)|([mgL]))(?![\p{Script=Latin}0-9²³/])\.?(?=$|[^0-9])`,
  'uy',
);

export const spotPercent: Spotter = (text, at, manner) => {
  const found = matchAt(percent, text, at);
  if (!found) return null;
  const said = rangeOf(found[1], found[2], found[3] ?? '', manner, figure);
  if (said === null) return null;
  const template = manner.words?.percent ?? '';
  const made = template === '' ? byCldr('percent', said, manner) : template.replace('{n}', said.text);
  return /[%٪]/.test(made) ? null : { text: inScript(made, manner), end: at + found[0].length };
};

export const spotMeasure: Spotter = (text, at, manner) => {
  const found = matchAt(measure, text, at);
  const unit = units[found?.[4] ?? found?.[5] ?? ''];
  if (!found || unit === undefined) return null;
  const temperature = unit === 'celsius' || unit === 'fahrenheit';
  const said = rangeOf(found[1], found[2], found[3] ?? '', manner, temperature ? figure : count);
  if (said === null) return null;
  // The point of "5 min." belongs to the sentence where it ends there.
  const end =
    at + found[0].length - (found[0].endsWith('.') && endsSentence(text, at + found[0].length) ? 1 : 0);
  const made = byCldr(unit, said, manner);
  // 攝氏零下五度, as people say it.
  return { text: inScript(temperature ? made.replace(/[負负]/u, '零下') : made, manner), end };
};

export function endsSentence(text: string, end: number): boolean {
  return /^(?:\s*$|\s+\p{Lu})/u.test(text.slice(end, end + 40));
}

interface Said {
  readonly text: string;
  /** What the unit agrees with: the last number of a range. */
  readonly value: number;
}

function rangeOf(
  minus: string | undefined,
  from: string | undefined,
  to: string,
  manner: Manner,
  say: (figures: string, manner: Manner) => string,
): Said | null {
  const last = figuresOf(to, manner);
  if (last === null) return null;
  const sign = minus ?? '';
  if (from === undefined) return { text: say(`${sign}${last}`, manner), value: Number(`${sign}${last}`) };
  const first = figuresOf(from, manner);
  if (first === null || Number(first) >= Number(last) || sign !== '') return null;
  const joint = rangeJoint(manner.language, manner.options);
  return { text: `${figure(first, manner)}${joint}${say(last, manner)}`, value: Number(last) };
}

/** The long form of CLDR with its number in our words. */
function byCldr(unit: string, { text, value }: Said, { language, chinese }: Manner): string {
  const parts = numberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).formatToParts(value);
  let said = false;
  const made = parts.map(({ type, value: part }) => {
    if (type === 'unit' || type === 'literal' || type === 'percentSign') return part;
    if (said) return '';
    said = true;
    return text;
  });
  return chinese ? made.join('').replaceAll(' ', '') : made.join('');
}

function inScript(text: string, { chinese }: Manner): string {
  return chinese ? written(text, chinese) : text;
}

const glyphs: Readonly<Record<string, string>> = {
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  '⅓': '1/3',
  '⅔': '2/3',
};
const glyph = /(?:([0-9]{1,3}) ?)?([½¼¾⅓⅔])/y;
/** "1 1/2" can be nothing else; "1/2" alone may be a date. */
const mixed = /([0-9]{1,3}) ([1-9]\/(?:[2-9]|1[0-9]))(?![0-9/])/y;

export const spotFraction: Spotter = (text, at, manner) => {
  const found = matchAt(glyph, text, at) ?? matchAt(mixed, text, at);
  const names = manner.words?.fractions;
  if (!found || !names) return null;
  const fraction = glyphs[found[2] ?? ''] ?? found[2] ?? '';
  const [numerator = '', denominator = ''] = fraction.split('/');
  const name =
    names[fraction] ??
    names['n/d']?.replace('{n}', figure(numerator, manner)).replace('{d}', figure(denominator, manner));
  if (name === undefined || Number(numerator) >= Number(denominator)) return null;
  const whole =
    found[1] === undefined ? '' : `${figure(found[1], manner)}${manner.words?.fractionJoint ?? ' '}`;
  return { text: inScript(`${whole}${name}`, manner), end: at + found[0].length };
};

const ordinals: Readonly<Record<string, RegExp>> = {
  en: /([0-9]{1,3})(?:st|nd|rd|th)(?![\p{L}0-9])/uy,
  fr: /([0-9]{1,3})(er|re|ère|e|ème)(?![\p{L}0-9])/uy,
  nl: /([0-9]{1,3})(?:e|ste|de)(?![\p{L}0-9])/uy,
  es: /([0-9]{1,3})\.?([ºª])/uy,
  pt: /([0-9]{1,3})\.?([ºª])/uy,
  it: /([0-9]{1,3})\.?([ºª°])(?!C)/uy,
};

export const spotOrdinal: Spotter = (text, at, manner) => {
  const pattern = ordinals[manner.primary];
  const found = pattern && matchAt(pattern, text, at);
  if (!found || Number(found[1]) === 0 || manner.options.numerals === 'digits') return null;
  const made = sayOrdinal(Number(found[1]), manner.language, manner.options);
  const feminine = found[2] === 'ª' ? made.replace(/o(?=\s|$)/g, 'a') : made;
  const first = /^(?:re|ère)$/.test(found[2] ?? '') && found[1] === '1' ? 'première' : feminine;
  return { text: first, end: at + found[0].length };
};

/** 12/F, as addresses in Hong Kong and Macau have it. */
const floor = /([0-9]{1,3})\/F(?![\p{L}0-9])/uy;

export const spotFloor: Spotter = (text, at, manner) => {
  const found = manner.chinese || manner.primary === 'en' ? matchAt(floor, text, at) : null;
  if (!found) return null;
  const level = found[1] ?? '';
  const said = manner.chinese
    ? inScript(`${figure(level, manner)}樓`, manner)
    : `${sayOrdinal(Number(level), manner.language, manner.options)} floor`;
  return { text: said, end: at + found[0].length };
};

const numbered =
  /(?:No\.|no\.|Nº|nº|N\.º|n\.º|N°|n°|Nr\.|nr\.|№|#)\s?([0-9]{1,12})(?![\p{Script=Latin}0-9]|[.,-][0-9])/uy;

/** "No. 5" is number five, #1234 one two three four. */
export const spotNumbered: Spotter = (text, at, manner) => {
  const found = manner.words && matchAt(numbered, text, at);
  if (!found || !manner.words) return null;
  // "yes or no. 5 people" ends a sentence.
  if (manner.primary === 'en' && found[0].startsWith('no.') && isAnswer(text, at, at + found[0].length))
    return null;
  const digits = found[1] ?? '';
  const said = digits.length > 3 || digits.startsWith('0') ? row(digits, manner) : figure(digits, manner);
  return { text: inScript(manner.words.number.replace('{n}', said), manner), end: at + found[0].length };
};

function isAnswer(text: string, at: number, end: number): boolean {
  const said = /\b(?:or|say|says|said|answer|answered|yes|oh|well)[\s,]{1,2}$/i.test(
    text.slice(Math.max(0, at - 10), at),
  );
  return said || /^\s(?:people|persons?|guests?|adults?|of us)\b/.test(text.slice(end, end + 10));
}
