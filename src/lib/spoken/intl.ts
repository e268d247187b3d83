/** `Intl` for tags that may be anything, its formatters kept: making one costs a hundred times what using it does. */
import { primarySubtag, type LanguageTag } from '../../types/language.ts';

const known = new Map<string, string>();

/**
 * A tag that `Intl` takes, with the Gregorian calendar and figures 0 to 9: callers of a Thai or Saudi business get the day
 * that its diary has. Iran and Afghanistan keep their own calendar, which is the one that people there name days by.
 */
export function intlTag(tag: LanguageTag): string {
  const made = known.get(tag);
  if (made !== undefined) return made;
  const calendar = /^(fa|ps|prs)(-|$)/.test(tag) ? '' : '-ca-gregory';
  let usable = 'en';
  try {
    const locale = new Intl.Locale(tag).baseName;
    if (Intl.NumberFormat.supportedLocalesOf(locale).length > 0) usable = `${locale}-u${calendar}-nu-latn`;
  } catch {
    // Not a tag at all: what is said then is said in English, as an unknown language is.
  }
  if (known.size < 1_000) known.set(tag, usable);
  return usable;
}

/** Whether `Intl` has the language, and not only English in its place. */
export function intlKnows(tag: LanguageTag): boolean {
  return primarySubtag(tag) === 'en' || !/^en(-|$)/.test(intlTag(tag));
}

const MAX_KEPT = 1_000;

function keeper<Options extends object, Made>(
  make: (locale: string, options: Options) => Made,
): (language: LanguageTag, options: Options) => Made {
  const kept = new Map<string, Made>();
  return (language, options) => {
    const key = `${language} ${JSON.stringify(options)}`;
    const before = kept.get(key);
    if (before !== undefined) return before;
    if (kept.size >= MAX_KEPT) kept.clear();
    const made = make(intlTag(language), options);
    kept.set(key, made);
    return made;
  };
}

export const numberFormat = keeper(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
export const dateFormat = keeper(
  (locale, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }),
);
export const pluralRules = keeper(
  (locale, options: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options),
);
