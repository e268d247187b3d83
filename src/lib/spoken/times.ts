/** Times of day, and ranges of times, days and numbers. */
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import { cantoneseClock, cantoneseDayPart } from './cantonese.ts';
import { clocks, type Clock } from './clocks.ts';
import { sayDate } from './dates.ts';
import { numberFormat, pluralRules } from './intl.ts';
import { mandarinClock, mandarinDayPart } from './mandarin.ts';
import { numberText } from './numbers.ts';
import type { SayOptions } from './options.ts';
import { chineseOf, written, type Chinese } from './variety.ts';

export interface TimeOptions extends SayOptions {
  /** Leave the part of the day out, because it has just been said. */
  readonly dayPart?: boolean;
}

/** `15:30` → "3:30 pm", 下晝三點半. Anything else comes back as it is. */
export function sayTime(value: string, language: LanguageTag, options: TimeOptions = {}): string {
  const found = /^(\d{2}):(\d{2})$/.exec(value);
  if (!found) return value;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  if (hour > 23 || minute > 59) return value;
  const chinese = chineseOf(language);
  if (chinese) return chineseTime(hour, minute, chinese, options);
  const primary = primarySubtag(language);
  if (primary === 'en') return english(hour, minute, language, options);
  const clock = clocks[primary === 'tl' ? 'fil' : primary];
  return clock ? byClock(clock, hour, minute, language, options) : value;
}

const twelveOf = (hour: number) => (hour % 12 === 0 ? 12 : hour % 12);

function chineseTime(hour: number, minute: number, chinese: Chinese, options: TimeOptions): string {
  const { register = 'business', dayPart = true } = options;
  const cantonese = chinese.spoken === 'cantonese';
  const part = dayPart ? (cantonese ? cantoneseDayPart(hour) : mandarinDayPart(hour)) : '';
  const clock = (cantonese ? cantoneseClock : mandarinClock)(twelveOf(hour), minute, register);
  return written(`${part}${clock}`, chinese);
}

function english(hour: number, minute: number, language: LanguageTag, options: TimeOptions): string {
  const half = hour < 12 ? 'am' : 'pm';
  if (hour === 12 && minute === 0) return options.numerals === 'words' ? 'twelve noon' : '12 noon';
  if (options.numerals === 'words') {
    const say = (value: number) => numberText(String(value), language, { numerals: 'words' });
    const rest = minute === 0 ? '' : ` ${minute < 10 ? 'oh ' : ''}${say(minute)}`;
    return `${say(twelveOf(hour))}${rest} ${half}`;
  }
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${twelveOf(hour)}${minutes} ${half}`;
}

function byClock(
  clock: Clock,
  hour: number,
  minute: number,
  language: LanguageTag,
  options: TimeOptions,
): string {
  const hours = clock.twelve ? twelveOf(hour) : hour;
  const say = (value: number) => numberText(String(value), language, options);
  if (hour === 12 && minute === 0 && clock.noon !== undefined) return clock.noon;
  const template = minute === 0 ? clock.full : (clock.named?.[minute] ?? clock.minutes);
  const part = options.dayPart === false ? '' : (clock.parts?.findLast(([from]) => hour >= from)?.[1] ?? '');
  const unit = (value: number, name: 'hour' | 'minute') =>
    numberFormat(language, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
  const made = template
    .replace(
      '{h}',
      (options.numerals === 'digits' ? undefined : clock.hours?.[hours]) ??
        clock.figures?.[hours] ??
        say(hours),
    )
    .replace('{m}', say(minute))
    .replace('{d}', `${hours}:${String(minute).padStart(2, '0')}`)
    .replace('{H}', unit(hour, 'hour'))
    .replace('{M}', unit(minute, 'minute'))
    .replace('{min}', clock.minuteForms?.[pluralRules(language, {}).select(minute)] ?? '')
    .replace('{p}', part)
    .trim();
  // One is one hour, in the languages that tell them apart.
  return hours === 1 ? made.replace(' heures', ' heure').replace(' horas', ' hora') : made;
}

/** Between the ends of a range; a language that is not here keeps the dash. */
const joints: Readonly<Record<string, string>> = {
  en: ' to ',
  es: ' a ',
  fr: ' à ',
  de: ' bis ',
  nl: ' tot ',
  it: ' a ',
  pt: ' a ',
  ru: ' – ',
  vi: ' đến ',
  th: 'ถึง',
  id: ' sampai ',
  ms: ' hingga ',
  fil: ' hanggang ',
  tl: ' hanggang ',
  ja: 'から',
  ko: '에서 ',
  hi: ' से ',
  ar: ' إلى ',
};

/** 至 in business and 到 among friends; 至 in Mandarin business speech as well. */
export function rangeJoint(language: LanguageTag, options: SayOptions = {}): string {
  if (chineseOf(language)) return options.register === 'casual' ? '到' : '至';
  return joints[primarySubtag(language)] ?? '–';
}

/** Two times, two days or two numbers: 下晝兩點至三點, "10 am to 3 pm", 十至二十. A time's part of the day is said once. */
export function sayRange(from: string, to: string, language: LanguageTag, options: SayOptions = {}): string {
  const joint = rangeJoint(language, options);
  const isTime = /^\d{2}:\d{2}$/;
  if (isTime.test(from) && isTime.test(to)) {
    const same = chineseOf(language) !== null && partOf(from, language) === partOf(to, language);
    return `${sayTime(from, language, options)}${joint}${sayTime(to, language, { ...options, dayPart: !same })}`;
  }
  const say = (value: string) =>
    /^-?[0-9]/.test(value) && !/^\d{4}-/.test(value)
      ? numberText(value, language, options)
      : sayDate(value, language, options);
  return `${say(from)}${joint}${say(to)}`;
}

function partOf(time: string, language: LanguageTag): string {
  const hour = Number(time.slice(0, 2));
  return chineseOf(language)?.spoken === 'cantonese' ? cantoneseDayPart(hour) : mandarinDayPart(hour);
}
