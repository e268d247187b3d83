import { WeaverError } from '../src/types/errors/index.ts';

/** A whole number among a bench's own options. */
export function wholeNumber(
  values: Readonly<Record<string, string>>,
  name: string,
  fallback: number,
): number {
  const given = values[name];
  if (given === undefined) return fallback;
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1) {
    const reason = 'a whole number above 0 is needed';
    throw new WeaverError('CLI_OPTION_INVALID', { option: `--${name}`, value: given, reason });
  }
  return number;
}

/** One of a few words among a bench's own options, which was given. */
export function oneOf<T extends string>(
  values: Readonly<Record<string, string>>,
  name: string,
  known: readonly T[],
): T {
  const given = values[name];
  const found = known.find((one) => one === given);
  if (found !== undefined) return found;
  const reason = `one of ${known.join(', ')} is needed`;
  throw new WeaverError('CLI_OPTION_INVALID', { option: `--${name}`, value: given ?? '', reason });
}
