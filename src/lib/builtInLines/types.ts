import type { LanguageTag } from '../../types/language.ts';

/** What a call says by itself, in the order of a call. */
export const lineKinds = [
  'not-in-service',
  'busy',
  /** Nobody took the call that was transferred. */
  'nobody',
  /** Technical trouble, and the end of the call. */
  'trouble',
  /** Technical trouble, and a person instead. */
  'trouble-transfer',
  'language-offer',
  /** Nothing was heard. */
  'no-input',
  /** Something was heard and not understood. */
  'no-match',
  'yes-or-no',
  'press-a-key',
  /** Reads a value back. Holds `{{ value }}`. */
  'confirm',
  /** Bridges a second or two. */
  'one-moment',
  /** Before a longer wait. */
  'hold-on',
  'still-there',
  'transfer',
  'goodbye',
  /** The words that `yes-or-no` names. */
  'yes',
  'no',
] as const;
export type LineKind = (typeof lineKinds)[number];

/** How one speaks to customers (`business`, the default) or among friends. */
export type Register = 'business' | 'casual';

/** One wording for both registers, or one for each. */
export type LineText = string | Readonly<Record<Register, string>>;

/** The lines of one language. */
export interface LineSet {
  /** What they are written in, with the region that voices and carriers know best. */
  readonly language: LanguageTag;
  /** False: written without a native speaker (`U`), to be read by one before anybody relies on it. */
  readonly checked: boolean;
  readonly lines: Readonly<Record<LineKind, LineText>>;
}
