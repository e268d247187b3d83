/** Figures as people read them, in the page's language. Units are always written. */
import { pageLanguage } from './i18n.ts';

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(pageLanguage(), { maximumFractionDigits: digits }).format(value);
}

/** Milliseconds below ten seconds, seconds above. `–`: nothing was measured. */
export function milliseconds(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return '–';
  if (Math.abs(ms) >= 10_000) return `${number(ms / 1_000, 1)} s`;
  return `${number(ms, ms < 10 ? 1 : 0)} ms`;
}

export function percent(share: number | null | undefined, digits = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return '–';
  return `${number(share * 100, digits)} %`;
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
