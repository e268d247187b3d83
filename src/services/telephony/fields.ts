import { isObject } from './problem.ts';

/** A counter that may come as a number or as a string of digits; undefined when it is neither. */
export function count(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string' || value === '' || value.length > 20) return undefined;
  const number = Number(value);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

export function dtmfDigit(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9*#A-Da-d]$/.test(value) ? value.toUpperCase() : undefined;
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 256;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Keeps the entries whose values are strings. */
export function stringRecord(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
