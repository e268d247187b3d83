import { WeaverError } from '../../../types/errors/index.ts';
import { languageRecord, type LanguageRecord } from '../../../types/languageRecord.ts';

/**
 * A record that somebody wrote, completed with what it leaves out.
 *
 * @throws WeaverError LANGUAGE_RECORD_INVALID
 */
export function checkedRecord(input: unknown): LanguageRecord {
  const result = languageRecord.safeParse(input);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw invalid(issue?.path.join('.') || 'the top', issue?.message ?? 'not of the form');
  }
  const record = result.data;
  // Carriers and providers write tags as Unicode does: one that is written otherwise would not be found again.
  const canonical = new Intl.Locale(record.tag).toString();
  if (canonical !== record.tag) throw invalid('tag', `Unicode writes it ${canonical}`);
  return record;
}

/** Reasons end without a full stop: the sentence around them has one. */
export function invalid(path: string, reason: string): WeaverError {
  return new WeaverError('LANGUAGE_RECORD_INVALID', { path, reason: reason.replace(/\.$/, '') });
}
