/** Days of the calendar. */
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import { cantoneseDay } from './cantonese.ts';
import { dateFormat, intlKnows } from './intl.ts';
import { mandarinDay } from './mandarin.ts';
import { sayOrdinal } from './numbers.ts';
import type { SayOptions } from './options.ts';
import { chineseOf, written } from './variety.ts';

export interface DayOfYear {
  readonly year?: number | undefined;
  readonly month: number;
  readonly day: number;
}

export interface DateOptions extends SayOptions {
  /** Also say the year. Default false: an appointment's year goes without saying. */
  readonly year?: boolean;
}

/**
 * `2026-11-24` → "Tuesday, the 24th of November", 十一月二十四號星期二. Anything else comes back as it is.
 */
export function sayDate(iso: string, language: LanguageTag, options: DateOptions = {}): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!found) return iso;
  const day = { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
  return sayDay(day, language, { ...options, weekday: true, year: options.year ?? false }) ?? iso;
}

/** Null where there is no such day. Without a year there is no weekday, and 29 February is a day. */
export function sayDay(
  { year, month, day }: DayOfYear,
  language: LanguageTag,
  options: DateOptions & { readonly weekday?: boolean } = {},
): string | null {
  const date = new Date(Date.UTC(year ?? 2000, month - 1, day));
  if (year !== undefined && year < 100) date.setUTCFullYear(year);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const saysYear = options.year !== false && year !== undefined;
  const saysWeekday = options.weekday === true && year !== undefined;
  const chinese = chineseOf(language);
  if (chinese) {
    const rest = [saysYear ? year : undefined, saysWeekday ? date.getUTCDay() : undefined] as const;
    const { register = 'business' } = options;
    const made =
      chinese.spoken === 'cantonese'
        ? cantoneseDay(month, day, ...rest)
        : mandarinDay(month, day, register, ...rest);
    return written(made, chinese);
  }
  const name = (form: Intl.DateTimeFormatOptions) => dateFormat(language, form).format(date);
  if (primarySubtag(language) !== 'en' && intlKnows(language)) {
    const made = name({
      ...(saysWeekday ? { weekday: 'long' } : {}),
      day: 'numeric',
      month: 'long',
      ...(saysYear ? { year: 'numeric' } : {}),
    });
    return primarySubtag(language) === 'vi' && saysYear ? made.replace(/, (?=[0-9]+$)/, ' năm ') : made;
  }
  const numerals = options.numerals === 'words' ? 'words' : 'digits';
  const years = saysYear ? ` ${numerals === 'words' ? sayYear(year) : year}` : '';
  return `${saysWeekday ? `${name({ weekday: 'long' })}, ` : ''}the ${sayOrdinal(day, 'en', { numerals })} of ${name({ month: 'long' })}${years}`;
}

/** English years: "twenty twenty-six", "two thousand and five", "nineteen oh five". */
export function sayYear(year: number): string {
  const [century, rest] = [Math.floor(year / 100), year % 100];
  const say = (value: number) => englishBelow100(value);
  if (year < 1_100 || year > 2_099) return String(year);
  if (century === 20 && rest < 10) return rest === 0 ? 'two thousand' : `two thousand and ${say(rest)}`;
  if (rest === 0) return `${say(century)} hundred`;
  return `${say(century)} ${rest < 10 ? `oh ${say(rest)}` : say(rest)}`;
}

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function englishBelow100(value: number): string {
  if (value < 20) return small[value] ?? '';
  const ten = tens[Math.floor(value / 10) - 2] ?? '';
  return value % 10 === 0 ? ten : `${ten}-${small[value % 10] ?? ''}`;
}
