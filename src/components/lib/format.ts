/** Figures as people read them, in the page's language. Units are always written. */
import { pageLanguage } from './i18n.ts';

/** Making one costs more than a hundred uses. */
const formats = new Map<string, Intl.NumberFormat>();

function written(value: number, options: Intl.NumberFormatOptions): string {
  const name = `${pageLanguage()} ${JSON.stringify(options)}`;
  const format = formats.get(name) ?? new Intl.NumberFormat(pageLanguage(), options);
  formats.set(name, format);
  return format.format(value);
}

export function number(value: number, digits = 0): string {
  return written(value, { maximumFractionDigits: digits });
}

/** Milliseconds below ten seconds, seconds above. `–`: nothing was measured. */
export function milliseconds(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return '–';
  if (Math.abs(ms) >= 10_000) return withUnit(ms / 1_000, 'second', 1);
  return withUnit(ms, 'millisecond', Math.abs(ms) < 10 ? 1 : 0);
}

function withUnit(value: number, unit: 'second' | 'millisecond', digits: number): string {
  const text = written(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits });
  // English would say "sec" beside "ms".
  return text.replace(/ sec$/, ' s');
}

/** With its sign, as a change is written: +12, −3, ±0. */
export function change(value: number, sizeOf: (size: number) => string): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : '±'}${sizeOf(Math.abs(value))}`;
}

export function percent(share: number | null | undefined, digits = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return '–';
  return written(share, { style: 'percent', maximumFractionDigits: digits });
}

/** What is spoken where these tags are used on the telephone; Intl names what is written. */
const spokenAs: Readonly<Record<string, string>> = { 'zh-HK': 'yue-HK', 'zh-MO': 'yue-MO' };

/** A language in the page's words; the tag itself where nobody has words for it. */
export function languageName(tag: string): string {
  try {
    const names = new Intl.DisplayNames([pageLanguage()], { type: 'language', style: 'short' });
    return names.of(spokenAs[tag] ?? tag) ?? tag;
  } catch {
    return tag;
  }
}

export function clockTime(iso: string): string {
  return new Date(iso).toLocaleTimeString(pageLanguage(), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

export function dateTime(iso: string): string {
  return new Date(iso).toLocaleString(pageLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
}

/** 65 seconds are `1:05`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function ago(iso: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1_000);
  const format = new Intl.RelativeTimeFormat(pageLanguage(), { numeric: 'auto' });
  const steps = [
    [60, 'second', 1],
    [3_600, 'minute', 60],
    [86_400, 'hour', 3_600],
    [Infinity, 'day', 86_400],
  ] as const;
  const [, unit, size] = steps.find(([limit]) => Math.abs(seconds) < limit) ?? steps[3];
  return format.format(Math.trunc(seconds / size), unit);
}
