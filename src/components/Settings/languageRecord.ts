/** The fields of the form, and the language record that they make. What the form does not show is kept as it was. */
import type { LanguageRecord, LanguageRecordInput } from '../../types/languageRecord.ts';

export interface LanguageFields {
  tag: string;
  language: string;
  own: string;
  english: string;
  script: string;
  direction: 'ltr' | 'rtl';
  /** What each provider calls the language; '' = it does not serve it, or nobody knows. */
  azure: string;
  google: string;
  deepgram: string;
  espeak: string;
  /** One a line. */
  hints: string;
  /** `written = spoken`, one a line. */
  lexicon: string;
}

export const empty: LanguageFields = {
  tag: '',
  language: '',
  own: '',
  english: '',
  script: 'Latn',
  direction: 'ltr',
  azure: '',
  google: '',
  deepgram: '',
  espeak: '',
  hints: '',
  lexicon: '',
};

export function formOf(record: LanguageRecord): LanguageFields {
  const { providers } = record;
  return {
    tag: record.tag,
    language: record.language,
    own: record.names.own,
    english: record.names.english,
    script: record.script,
    direction: record.direction,
    azure: codeOf(providers.azure.stt) || codeOf(providers.azure.tts),
    google: codeOf(providers.google.stt) || codeOf(providers.google.tts),
    deepgram: codeOf(providers.deepgram.stt),
    espeak: providers.espeak?.voice ?? '',
    hints: record.hints.join('\n'),
    lexicon: record.lexicon.map(({ written, spoken }) => `${written} = ${spoken}`).join('\n'),
  };
}

export function recordOf(fields: LanguageFields, before: LanguageRecord | null): LanguageRecordInput {
  const { tag, language, own, english, script, direction } = fields;
  const old = before?.providers;
  return {
    ...before,
    tag: tag.trim(),
    language: language.trim(),
    names: { own: own.trim(), english: english.trim() },
    script: script.trim(),
    direction,
    providers: {
      ...old,
      azure: { stt: served(old?.azure.stt, fields.azure), tts: served(old?.azure.tts, fields.azure) },
      google: { stt: served(old?.google.stt, fields.google), tts: served(old?.google.tts, fields.google) },
      deepgram: { ...old?.deepgram, stt: served(old?.deepgram.stt, fields.deepgram) },
      espeak: fields.espeak.trim() === '' ? null : { voice: fields.espeak.trim() },
    },
    hints: linesOf(fields.hints),
    lexicon: linesOf(fields.lexicon).flatMap((line) => entryOf(line, before)),
  };
}

type Service = { readonly code: string } | false | null;

function codeOf(service: Service): string {
  return service ? service.code : '';
}

/** Voices and the like that are known of the service stay while its code does. */
function served<T extends Service>(old: T | undefined, code: string): T | { code: string } | null {
  const wanted = code.trim();
  if (wanted === '') return null;
  return old && old.code === wanted ? old : { code: wanted };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** An entry whose words did not change keeps its phonemes. */
function entryOf(line: string, before: LanguageRecord | null) {
  const [written = '', spoken = ''] = line.split(/\s*[=\uff1d]\s*/u, 2);
  if (written === '' || spoken === '') return [];
  const old = before?.lexicon.find((entry) => entry.written === written && entry.spoken === spoken);
  return [old ?? { written, spoken }];
}
