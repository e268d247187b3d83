import { z } from 'zod';

/**
 * A BCP 47 tag as providers write it: `en-US`, `zh-HK`, `yue-CN`. Region in upper case, script in title case. A language that
 * no code names has one of private use, `qaa` to `qtz`; `x-…` is not taken, since no library has dates and numbers for it.
 */
export const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/, 'a BCP 47 tag such as en-US or zh-HK')
  .meta({ id: 'LanguageTag' });
export type LanguageTag = z.infer<typeof languageTag>;

/** The primary subtag: `zh` of `zh-HK`. */
export function primarySubtag(tag: LanguageTag): string {
  return tag.split('-', 1)[0] ?? tag;
}
