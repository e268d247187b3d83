import { voiceProvider } from '../../../lib/languages/relayVoices.ts';
import { LanguageTable } from '../../../lib/languages/table.ts';
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
  ensureSameLanguage(record);
  ensureRelayVoice(record);
  return record;
}

const comeAlong = new LanguageTable();

/** A record takes a tag away from the one that stood for it: calls must not change their language by that. */
function ensureSameLanguage({ tag, language }: LanguageRecord): void {
  const match = comeAlong.find(tag);
  // One with the tag of a language that comes along is refused for that (LANGUAGE_BUILT_IN).
  if (!match || match.rule === 'exact') return;
  const stands = match.record;
  const { language: primary, region } = new Intl.Locale(tag);
  // Chinese alone is told apart by region: its first letters say nothing.
  const meant = new Set([stands.language, ...(primary === 'zh' ? [] : [primary])]);
  if (stands.language === 'zh') meant.add('cmn');
  if (meant.has(language)) return;
  const own = region === undefined ? language : `${language}-${region}`;
  const reason = `calls in ${tag} are held in ${stands.names.english} (${stands.language}); a record in ${language} needs a tag of its own, such as ${own}`;
  throw invalid('language', reason);
}

/** A voice that is plainly another provider's would end every call in the language. */
function ensureRelayVoice({ twilio: { relay } }: LanguageRecord): void {
  if (!relay) return;
  const { set, voices } = relay;
  const named = [
    ...(set ? [{ ...set, path: 'twilio.relay.set.voice' }] : []),
    ...voices.map((voice, index) => ({ ...voice, path: `twilio.relay.voices.${index}.voice` })),
  ];
  for (const { ttsProvider, voice, path } of named) {
    const owner = voiceProvider(voice);
    if (owner !== undefined && owner !== ttsProvider)
      throw invalid(path, `${voice} is a voice of ${owner}, not of ${ttsProvider}`);
  }
}

/** Reasons end without a full stop: the sentence around them has one. */
export function invalid(path: string, reason: string): WeaverError {
  return new WeaverError('LANGUAGE_RECORD_INVALID', { path, reason: reason.replace(/\.$/, '') });
}
