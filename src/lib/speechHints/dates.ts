/** Weekdays, months and days near today in any language that ICU knows, as they are said. */

/** 1 January 2024 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

const kept = new Map<string, readonly string[]>();
const MAX_KEPT = 200;

/** @param locale any text; a tag that ICU does not take has no words */
export function dateWords(locale: string): readonly string[] {
  const known = kept.get(locale);
  if (known) return known;
  if (kept.size >= MAX_KEPT) kept.clear();
  const words = made(locale);
  kept.set(locale, words);
  return words;
}

function made(locale: string): readonly string[] {
  let supported: readonly string[];
  try {
    supported = Intl.DateTimeFormat.supportedLocalesOf([locale]);
  } catch {
    return [];
  }
  // Without data of its own ICU would answer in the language of this machine.
  if (supported.length === 0) return [];
  const named = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: 'gregory' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const weekday = named({ weekday: 'long' });
  const month = named({ month: 'long' });
  return [
    ...new Set([
      ...[0, 1, 2].map((days) => relative.format(days, 'day')),
      ...Array.from({ length: 7 }, (_, i) => weekday.format(MONDAY + i * DAY_MS)),
      relative.format(1, 'week'),
      ...Array.from({ length: 12 }, (_, i) => month.format(Date.UTC(2024, i, 15))),
    ]),
  ];
}
