/** Numbers, ordinals and percentages. */
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import { cantoneseNumber } from './cantonese.ts';
import { cardinal, ordinal } from './cardinals.ts';
import { MAX_HAN, hanCardinal } from './han.ts';
import { numberFormat, pluralRules } from './intl.ts';
import { mandarinNumber } from './mandarin.ts';
import type { SayOptions } from './options.ts';
import { chineseOf, written } from './variety.ts';
import { vietnameseCardinal } from './vietnamese.ts';

/** The point of a decimal; a language that is not here keeps its decimals in figures. */
const pointWords: Readonly<Record<string, string>> = {
  en: 'point',
  es: 'coma',
  fr: 'virgule',
  de: 'Komma',
  nl: 'komma',
  it: 'virgola',
  pt: 'vírgula',
  vi: 'phẩy',
  th: 'จุด',
  id: 'koma',
  ms: 'perpuluhan',
  tr: 'virgül',
  hi: 'दशमलव',
  ja: '点',
  ko: '점',
  hu: 'egész',
};
const minusWords: Readonly<Record<string, string>> = {
  en: 'minus',
  es: 'menos',
  fr: 'moins',
  de: 'minus',
  nl: 'min',
  it: 'meno',
  pt: 'menos',
  vi: 'âm',
  th: 'ลบ',
  id: 'minus',
  ms: 'negatif',
  tr: 'eksi',
  hi: 'माइनस',
  ja: 'マイナス',
  ko: '마이너스',
  ru: 'минус',
  pl: 'minus',
  ar: 'ناقص',
};

/** Numerals of these do not change with the noun; of the others only those that the rule lets through. */
const alwaysSame = new Set('en vi th id ms tr hi nl'.split(' '));
const sameUnless: Readonly<Record<string, (value: number) => boolean>> = {
  es: (value) => (value % 10 === 1 && value % 100 !== 11) || (value % 1_000 >= 200 && value % 1_000 < 1_000),
  pt: (value) =>
    ([1, 2].includes(value % 10) && ![11, 12].includes(value % 100)) ||
    (value % 1_000 >= 200 && value % 1_000 < 1_000),
  fr: (value) => value % 10 === 1 && ![11, 71, 91].includes(value % 100),
  it: (value) => value === 1,
  de: (value) => value % 100 === 1,
};

/** Whether `auto` writes this number out. */
function isPlain(figures: string, language: LanguageTag): boolean {
  const primary = primarySubtag(language);
  if (alwaysSame.has(primary)) return true;
  const changes = sameUnless[primary];
  return changes !== undefined && !changes(Number(figures.split('.')[0]));
}

/**
 * A number that is written in figures ("105", "2.50", "-3": a point, no grouping) as it should stand in a sentence.
 * Figures where words cannot be relied on.
 */
export function numberText(figures: string, language: LanguageTag, options: SayOptions = {}): string {
  const { register = 'business', numerals = 'auto' } = options;
  const negative = figures.startsWith('-');
  const plain = negative ? figures.slice(1) : figures;
  if (!/^[0-9]{1,15}(\.[0-9]{1,15})?$/.test(plain)) return figures;
  if (numerals === 'digits') return local(figures, language);
  const chinese = chineseOf(language);
  if (chinese) {
    if (Number(plain) >= MAX_HAN) return figures;
    const words = chinese.spoken === 'cantonese' ? cantoneseNumber(plain, register) : mandarinNumber(plain);
    return written(`${negative ? '負' : ''}${words}`, chinese);
  }
  if (numerals === 'auto' && !isPlain(plain, language)) return local(figures, language);
  return (
    (negative ? negated(spelled(plain, language), language) : spelled(plain, language)) ??
    local(figures, language)
  );
}

function negated(words: string | null, language: LanguageTag): string | null {
  const minus = minusWords[primarySubtag(language)];
  if (words === null || minus === undefined) return null;
  return `${minus}${unspaced.test(language) ? '' : ' '}${words}`;
}

/** What stands before a sum below nothing. */
export function minusWord(language: LanguageTag): string {
  return minusWords[primarySubtag(language)] ?? '-';
}

const unspaced = /^(ja|th)(-|$)/;

function whole(value: number, language: LanguageTag): string | null {
  if (primarySubtag(language) !== 'vi') return cardinal(value, language);
  return value < 1e12 ? vietnameseCardinal(value) : null;
}

function spelled(figures: string, language: LanguageTag): string | null {
  const [before = '', after] = figures.split('.');
  const words = whole(Number(before), language);
  if (after === undefined || words === null) return words;
  const point = pointWords[primarySubtag(language)];
  const digits = digitWords(language);
  if (point === undefined || digits === null) return null;
  const row = [...after].map((digit) => digits[Number(digit)] ?? digit);
  return unspaced.test(language) ? `${words}${point}${row.join('')}` : `${words} ${point} ${row.join(' ')}`;
}

/** The words for 0 to 9, or null where the language has no words that can be relied on. */
export function digitWords(language: LanguageTag): readonly string[] | null {
  const chinese = chineseOf(language);
  if (chinese) return [...'零一二三四五六七八九'];
  // A Japanese zero in a row is ゼロ and a Korean one 공.
  if (/^ja(-|$)/.test(language)) return 'ゼロ 一 二 三 四 五 六 七 八 九'.split(' ');
  if (/^ko(-|$)/.test(language)) return '공 일 이 삼 사 오 육 칠 팔 구'.split(' ');
  const words = Array.from({ length: 10 }, (_, digit) => whole(digit, language));
  return words.every((word) => word !== null) ? words : null;
}

/** The figures with the language's own decimal sign, without grouping: voices read 1234,5 everywhere. */
function local(figures: string, language: LanguageTag): string {
  if (!figures.includes('.')) return figures;
  const sign = numberFormat(language, {})
    .formatToParts(1.5)
    .find(({ type }) => type === 'decimal')?.value;
  return figures.replace('.', sign ?? '.');
}

/** A number as a voice should say it: 一百零五, "one hundred and five"; figures where there are no words to rely on. */
export function sayNumber(value: number, language: LanguageTag, options: SayOptions = {}): string {
  const figures = Number.isFinite(value) ? plainFigures(value) : String(value);
  return numberText(figures, language, { numerals: 'words', ...options });
}

/** No exponent: 1e-7 is 0.0000001. */
export function plainFigures(value: number): string {
  const short = Object.is(value, -0) ? '0' : String(value);
  if (!short.includes('e')) return short;
  return Math.abs(value) >= 1 ? BigInt(Math.trunc(value)).toString() : value.toFixed(15).replace(/0+$/, '');
}

/** "twenty-first", 第二十一, 21번째; figures with the language's mark where the word hangs on the noun. */
export function sayOrdinal(value: number, language: LanguageTag, options: SayOptions = {}): string {
  const chinese = chineseOf(language);
  const usable = Number.isInteger(value) && value > 0 && value < MAX_HAN;
  if (!usable) return String(value);
  if (chinese) return `第${options.numerals === 'digits' ? value : written(hanCardinal(value), chinese)}`;
  const primary = primarySubtag(language);
  if (primary === 'ja') return `${numberText(String(value), language, options)}番目`;
  if (primary === 'ko')
    return `${nativeKorean[value - 1] ?? numberText(String(value), language, options)} 번째`;
  if (primary === 'vi' && options.numerals !== 'digits')
    return `thứ ${value === 1 ? 'nhất' : value === 4 ? 'tư' : vietnameseCardinal(value)}`;
  const words = options.numerals === 'digits' ? null : ordinal(value, language);
  return words ?? marked(value, primary, language);
}

const nativeKorean = '첫 두 세 네 다섯 여섯 일곱 여덟 아홉 열'.split(' ');

/** 1st, 2nd … in English; the point that German, Nordic and Slavic languages of Latin script write; else the bare figure. */
function marked(value: number, primary: string, language: LanguageTag): string {
  if (primary === 'en') {
    const rule = pluralRules(language, { type: 'ordinal' }).select(value);
    return `${value}${{ one: 'st', two: 'nd', few: 'rd', zero: 'th', many: 'th', other: 'th' }[rule]}`;
  }
  if (primary === 'fil' || primary === 'tl') return value === 1 ? 'una' : `ika-${value}`;
  return 'de da nb no fi cs sk sl hr hu pl et lv is'.split(' ').includes(primary) ? `${value}.` : `${value}`;
}
