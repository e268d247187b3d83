/** The languages of a text: those of the workflow, and whatever others it has. */
import { pageLanguage } from '../../../lib/i18n.ts';

export function languagesOf(workflow: readonly string[], value: Readonly<Record<string, unknown>>): string[] {
  return [...new Set([...workflow, ...Object.keys(value)])];
}

/** A language in the page's words; the tag itself where nobody has words for it. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([pageLanguage()], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
