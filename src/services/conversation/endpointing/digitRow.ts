/** The digits of a row as callers say it, in words, figures and both: to know how many are there, not to be acted upon. */
import { asciiDigits, digitWords } from '../../../lib/spoken/index.ts';
import type { LanguageTag } from '../../../types/language.ts';

export interface DigitRow {
  readonly digits: string;
  /** The last words are digits: the row may go on. */
  readonly atEnd: boolean;
  /** "double", 孖: a digit must follow. */
  readonly hanging: boolean;
  /** "No, sorry", 唔係: what was counted may be taken back. */
  readonly corrected: boolean;
}

const english = new Map<string, string>(
  'zero 0|oh 0|o 0|nought 0|nil 0|one 1|two 2|three 3|four 4|five 5|six 6|seven 7|eight 8|nine 9|niner 9|ten 10|eleven 11|twelve 12|thirteen 13|fourteen 14|fifteen 15|sixteen 16|seventeen 17|eighteen 18|nineteen 19'
    .split('|')
    .map((pair) => pair.split(' ') as [string, string]),
);
const tens = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, i) => [word, String(i + 2)] as const),
);
const times = new Map<string, number>([
  ...(['double', 'doble', 'dobles', 'doppel', 'dupla', '孖', '雙'] as const).map(
    (word) => [word, 2] as const,
  ),
  ...(['triple', 'treble'] as const).map((word) => [word, 3] as const),
]);
const han = new Map(
  [...'零0〇0一1幺1二2兩2三3四4五5六6七7八8九9'.matchAll(/(\D)(\d)/gu)].map(
    ([, character = '', digit = '']) => [character, digit] as const,
  ),
);
/** 一下, 兩位, 三點: no digit of a row. */
const HAN_UNITS = new Set('下個點陣齊樣次直定些起位月號日蚊元');
const CORRECTION = new Set('sorry no wait actually mean correction 唔 錯 不 等'.split(' '));

const ownWords = new Map<LanguageTag, ReadonlyMap<string, string>>();

function wordsOf(language: LanguageTag): ReadonlyMap<string, string> {
  const known = ownWords.get(language);
  if (known) return known;
  const words = new Map((digitWords(language) ?? []).map((word, digit) => [word, String(digit)] as const));
  ownWords.set(language, words);
  return words;
}

/** `pieces`: of `piecesOf`. Digits by name in English, Chinese and the call's language, "double", 孖, tens, figures. */
export function digitRow(pieces: readonly string[], language: LanguageTag): DigitRow {
  const words = wordsOf(language);
  let digits = '';
  let end = -1;
  let factor = 1;
  let corrected = false;
  const add = (some: string, at: number) => {
    digits += some.repeat(factor);
    factor = 1;
    end = at;
  };
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as string;
    const next = pieces[i + 1];
    const ten = tens.get(piece);
    const repeats = times.get(piece);
    const said =
      figures(piece) ?? named(piece, next, words, (end >= 0 && end === i - 1) || followsDigit(next, words));
    if (repeats !== undefined) factor = repeats;
    else if (ten !== undefined) {
      const unit = english.get(next ?? '');
      const isUnit = unit?.length === 1 && unit !== '0';
      add(isUnit ? `${ten}${unit}` : `${ten}0`, isUnit ? ++i : i);
    } else if (piece === '十') add(hanTen(digits, end === i - 1, next), i);
    else if (said !== undefined) add(said, i);
    else {
      factor = 1;
      corrected ||= digits !== '' && CORRECTION.has(piece);
    }
  }
  const hanging = times.has(pieces.at(-1) ?? '');
  return { digits, atEnd: end >= 0 && end >= pieces.length - 1, hanging, corrected };
}

function figures(piece: string): string | undefined {
  const plain = asciiDigits(piece);
  return /^[0-9]/.test(plain) ? plain.replace(/\D/g, '') : undefined;
}

/** `inRow`: "oh" is a zero only beside another digit. */
function named(
  piece: string,
  next: string | undefined,
  words: ReadonlyMap<string, string>,
  inRow: boolean,
): string | undefined {
  const character = han.get(piece);
  if (character !== undefined) return HAN_UNITS.has(next ?? '') ? undefined : character;
  if ((piece === 'oh' || piece === 'o') && !inRow) return undefined;
  return english.get(piece) ?? words.get(piece);
}

function followsDigit(next: string | undefined, words: ReadonlyMap<string, string>): boolean {
  return next !== undefined && (english.has(next) || words.has(next) || /^\p{Nd}/u.test(next));
}

/** 十二 is 12, 二十 is 20, 二十三 is 23. */
function hanTen(before: string, joined: boolean, next: string | undefined): string {
  const unit = next !== undefined && han.has(next);
  if (joined && before !== '') return unit ? '' : '0';
  return unit ? '1' : '10';
}
