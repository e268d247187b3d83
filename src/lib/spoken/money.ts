/** Sums of money. */
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import { cantoneseMoney } from './cantonese.ts';
import { centJoints, centNames, chineseNames, hasCents, homeNames, localCurrency } from './currencies.ts';
import { numberFormat, pluralRules } from './intl.ts';
import { mandarinMoney } from './mandarin.ts';
import { minusWord, numberText, plainFigures } from './numbers.ts';
import type { SayOptions } from './options.ts';
import { chineseOf, written, type Chinese } from './variety.ts';

/**
 * 十二個半 (zh-HK), 十二元五角 (zh-CN), "twelve dollars and fifty cents". The money of the language's own place has its
 * everyday name, any other its full one ("Hong Kong dollars", 美元). `currency` is an ISO 4217 code; an amount or a code that
 * cannot be is put out as it came.
 */
export function sayMoney(
  amount: number,
  currency: string,
  language: LanguageTag,
  options: SayOptions = {},
): string {
  const code = currency.toUpperCase();
  if (!Number.isFinite(amount) || Math.abs(amount) >= 1e12 || !/^[A-Z]{3}$/.test(code))
    return `${plainFigures(amount)} ${currency}`;
  const chinese = chineseOf(language);
  if (amount < 0) {
    const rest = sayMoney(-amount, code, language, options);
    return chinese ? written(`負${rest}`, chinese) : `${minusWord(language)} ${rest}`;
  }
  return chinese
    ? chineseMoney(amount, code, language, chinese, options)
    : money(amount, code, language, options);
}

function chineseMoney(
  amount: number,
  code: string,
  language: LanguageTag,
  chinese: Chinese,
  options: SayOptions,
): string {
  const { register = 'business', numerals = 'auto' } = options;
  const figures = plainFigures(Math.round(amount * 100) / 100);
  const homely = code === localCurrency(language);
  if (homely && numerals !== 'digits') {
    const cents = Math.round(amount * 100);
    const made =
      chinese.spoken === 'cantonese' ? cantoneseMoney(cents, register) : mandarinMoney(cents, register);
    return written(made, chinese);
  }
  const count = amount === 2 && numerals !== 'digits' ? '兩' : numberText(figures, language, options);
  const names = chineseNames[code];
  if (homely) return written(`${count}${chinese.spoken === 'cantonese' ? '蚊' : '元'}`, chinese);
  // 人民幣 and 台幣 stand before the sum, the others after it.
  if (code === 'CNY' || code === 'TWD')
    return written(`${names?.[0] ?? ''}${count}${chinese.spoken === 'cantonese' ? '蚊' : '元'}`, chinese);
  return written(
    `${count}${names?.[register === 'business' ? 0 : 1] ?? fullName(figures, code, language)}`,
    chinese,
  );
}

function money(amount: number, code: string, language: LanguageTag, options: SayOptions): string {
  const primary = primarySubtag(language);
  const cents = Math.round(amount * 100) % 100;
  const whole = Math.floor(Math.round(amount * 100) / 100);
  const small = hasCents.has(code) ? (centNames[`${primary} ${code}`] ?? centNames[primary]) : undefined;
  if (cents === 0 || small === undefined)
    return counted(plainFigures(cents === 0 ? whole : amount), code, language, options);
  const part = spaced(numberText(String(cents), language, options), form(small, cents, language), primary);
  if (whole === 0) return part;
  return `${counted(String(whole), code, language, options)}${centJoints[primary] ?? ' '}${part}`;
}

/** A number with the name of the money in the number's own form. */
function counted(figures: string, code: string, language: LanguageTag, options: SayOptions): string {
  const primary = primarySubtag(language);
  const home = code === localCurrency(language) ? homeNames[`${primary} ${code}`] : undefined;
  const name = home ? form(home, Number(figures), language) : fullName(figures, code, language);
  return spaced(numberText(figures, language, options), name, primary);
}

function form(forms: Readonly<Record<string, string>>, value: number, language: LanguageTag): string {
  const rule = pluralRules(language, {}).select(value);
  return forms[rule] ?? forms['other'] ?? '';
}

function spaced(number: string, name: string, primary: string): string {
  const joined = primary === 'ja' || (primary === 'th' && !/[0-9]/.test(number));
  return `${number}${joined ? '' : ' '}${name}`;
}

/** The name from CLDR, in the form for this number: 3 доллара США. */
function fullName(figures: string, code: string, language: LanguageTag): string {
  const parts = numberFormat(language, {
    style: 'currency',
    currency: code,
    currencyDisplay: 'name',
    minimumFractionDigits: 0,
  }).formatToParts(Number(figures));
  return parts
    .filter(({ type }) => type === 'currency')
    .map(({ value }) => value.trim())
    .join(' ');
}
