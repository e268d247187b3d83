/** The business's wall clock when the call began. Everything relative ("tomorrow") is counted from it. */
export interface LocalNow {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** 0 = Sunday. */
  readonly weekday: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether `Intl` knows the time zone. */
export function isTimezone(timezone: string): boolean {
  try {
    formatter(timezone);
    return true;
  } catch {
    return false; // Intl says so by throwing; there is no other question to ask it
  }
}

function formatter(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  if (formatters.size < 600) formatters.set(timezone, made);
  return made;
}

/** `iso` in the zone; an unreadable time counts as the epoch, an unknown zone as UTC, so that a call never fails on it. */
export function localNow(iso: string, timezone: string): LocalNow {
  const at = Date.parse(iso);
  const instant = Number.isNaN(at) ? 0 : at;
  const zone = isTimezone(timezone) ? timezone : 'UTC';
  const part: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(instant)) part[type] = Number(value);
  const [year, month, day] = [part['year'] ?? 1970, part['month'] ?? 1, part['day'] ?? 1];
  return {
    year,
    month,
    day,
    hour: part['hour'] ?? 0,
    minute: part['minute'] ?? 0,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
  };
}

/** `YYYY-MM-DD`, `days` after the day of `now`. */
export function dayAfter(now: LocalNow, days: number): string {
  return new Date(Date.UTC(now.year, now.month - 1, now.day + days)).toISOString().slice(0, 10);
}

/** `YYYY-MM-DD`, or null when there is no such day. */
export function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : null;
}
