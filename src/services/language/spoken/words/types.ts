/** What a language has for the signs and short forms that a text may hold. */
export interface SignWords {
  /** Addresses: `example.com/a-b_c`, `me@example.com`. */
  readonly dot: string;
  readonly at: string;
  readonly slash: string;
  readonly dash: string;
  readonly underscore: string;
  /** `{n}`: the number. Empty: CLDR has the form that goes with the number. */
  readonly percent: string;
  /** "#5", "No. 5". `{n}`: the number. */
  readonly number: string;
  /** Without them, ½ and 3/4 stay as they are. `{n}` numerator and `{d}` denominator serve all that are not named. */
  readonly fractions?: Readonly<Record<string, string>>;
  /** Between a whole number and a half: "one and a half". */
  readonly fractionJoint?: string;
  /** Short forms with their words, the longest first where one begins another. Case counts: "no." and "No.". */
  readonly abbreviations: readonly (readonly [written: string, spoken: string])[];
}

/** `'Dr.|Doctor'` on each line: lists that stay readable. */
export function shortForms(lines: string): readonly (readonly [written: string, spoken: string])[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [written = '', spoken = ''] = line.trim().split('|');
      return [written, spoken] as const;
    })
    .sort(([a], [b]) => b.length - a.length);
}
