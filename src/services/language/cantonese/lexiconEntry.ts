/**
 * Words that Hong Kong, Macau and Guangzhou have for one thing, the usual one first, in traditional characters. Compiled
 * from lists that compare usage, whose letters stand at each entry; nothing is taken from texts under a share-alike licence.
 *
 * - K: sundaykiss.com, gotrip.hk, sundaymore.com (Hong Kong and Macau)   - G: gznf.net/story/36978 (Guangzhou, Hong Kong)
 * - D: gdchess.com (Guangzhou, Hong Kong)   - F: 微觀澳門, 2022-04-28 (Macau)   - R: rti.org.tw, 2025-11-05 (Macau)
 * - J: jiaodui.org, tid 11676 (Hong Kong, Macau)   - B: the project's own list of what must be told apart
 * - U: written down from common knowledge; a native speaker has yet to read it
 */
export interface LexiconEntry {
  readonly concept: string;
  readonly hk: readonly string[];
  readonly mo: readonly string[];
  readonly gz: readonly string[];
  /** Understood, said in none of the three: Mandarin of the Mainland and of Taiwan. */
  readonly others?: readonly string[];
  readonly source: string;
  /** Understood, and never put in place of another: regional words that one would not say to every caller. */
  readonly heardOnly?: true;
  /** A form with what may not stand beside it, where it is part of other words too (a regular expression). */
  readonly only?: Readonly<Record<string, string>>;
  /** Forms that mean other things as well, and so are listed and left alone. */
  readonly ambiguous?: readonly string[];
}
