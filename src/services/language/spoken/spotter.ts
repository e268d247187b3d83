/** What the parts of `speakable` share: one place in a text is offered to each of them in turn. */
import {
  chineseOf,
  numberFormat,
  numberText,
  sayDigits,
  type Chinese,
  type SayOptions,
} from '../../../lib/spoken/index.ts';
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import { signWords, type SignWords } from './words/index.ts';

/** How a text is to be said. */
export interface Manner {
  readonly language: LanguageTag;
  readonly primary: string;
  readonly chinese: Chinese | null;
  readonly options: SayOptions;
  readonly words: SignWords | null;
  /** Between thousands, and before tenths. */
  readonly group: string;
  readonly decimal: string;
}

/** What stands at a place: what to say for it, and where it ends. */
export interface Spot {
  readonly text: string;
  readonly end: number;
}

/** Null: not mine. Every pattern is sticky and bounded, so that a text costs time in proportion to its length. */
export type Spotter = (text: string, at: number, manner: Manner) => Spot | null;

export function mannerOf(language: LanguageTag, options: SayOptions): Manner {
  const parts = numberFormat(language, {}).formatToParts(1_234_567.5);
  const sign = (type: string, otherwise: string) =>
    parts.find((part) => part.type === type)?.value ?? otherwise;
  return {
    language,
    primary: primarySubtag(language),
    chinese: chineseOf(language),
    options,
    words: signWords(language),
    group: sign('group', ','),
    decimal: sign('decimal', '.'),
  };
}

/** The match of a sticky pattern at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Scripts that leave no space between words. */
export const SPACELESS = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
export const spacelessEnd = new RegExp(`[${SPACELESS}]$`, 'u');

/** A number as a text writes it. Signs of thousands and tenths are the language's own or are looked at by `figuresOf`. */
export const NUMBER = String.raw`[0-9]{1,3}(?:[.,'’\u00a0\u202f][0-9]{2,3}){1,5}(?:[.,][0-9]{1,10})?(?![0-9])|[0-9]{1,15}(?:[.,][0-9]{1,10})?(?![0-9])`;

/** Nothing that a number could be a part of. */
export const NUMBER_END = String.raw`(?![\p{Script=Latin}\p{Script=Cyrillic}0-9_]|[.,:/'’-][0-9]|-\p{L}|[/@])`;

/**
 * "1,200.50" (English) and "1.200,50" (German) → "1200.50"; null where it could be either, as "1,5" in English.
 */
export function figuresOf(written: string, { group, decimal }: Manner): string | null {
  const plain = written.replace(/['’]/g, '’').replace(/[\u00a0 ]/g, '\u202f');
  const separator = group.replace(/['’]/g, '’').replace(/[\u00a0 ]/g, '\u202f');
  const [whole = '', part, ...more] = plain.split(decimal);
  if (more.length === 0 && (part === undefined || /^[0-9]+$/.test(part))) {
    const groups = whole.split(separator);
    const grouped =
      groups.length === 1 ||
      (groups.slice(1, -1).every((digits) => /^[0-9]{2,3}$/.test(digits)) && groups.at(-1)?.length === 3);
    if (grouped && /^[0-9]+$/.test(groups.join('')))
      return `${groups.join('')}${part === undefined ? '' : `.${part}`}`;
  }
  // Prices are often written the English way in other languages.
  return decimal === ',' && /^[0-9]+\.[0-9]{1,2}$/.test(plain) ? plain : null;
}

/** A number within a sentence. */
export function figure(figures: string, { language, options }: Manner): string {
  return numberText(figures, language, options);
}

/** Before a thing that is counted: 兩公里, not 二公里. */
export function count(figures: string, manner: Manner): string {
  if (figures === '2' && manner.chinese && manner.options.numerals !== 'digits')
    return manner.chinese.script === 'Hans' ? '两' : '兩';
  return figure(figures, manner);
}

/** Digit by digit: in words where voices gain by them. */
export function row(digits: string, { language, primary, options }: Manner): string {
  // 二 三 in a Japanese text could be read as anything; figures are not.
  const numerals = options.numerals === 'digits' || primary === 'ja' ? 'digits' : 'words';
  return sayDigits(digits, language, { ...options, numerals });
}
