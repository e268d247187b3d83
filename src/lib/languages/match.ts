/** Which record stands for a tag that has none of its own, and why. */
import type { LanguageTag } from '../../types/language.ts';
import type { LanguageRecord } from '../../types/languageRecord.ts';

/**
 * `exact`: its own record. `spelling`: the same tag written otherwise (`ZH-hk`, `iw`). `alias`: another name of the same
 * speech (`yue-HK`, `zh-Hant-HK`). The others are substitutes: `private-use` without the part after `-x-`, `script` of
 * another script, `region` of another region, or the usual one where none was named.
 */
export type MatchRule = 'exact' | 'spelling' | 'alias' | 'private-use' | 'script' | 'region';

export interface LanguageMatch {
  readonly record: LanguageRecord;
  readonly wanted: string;
  readonly rule: MatchRule;
  /** One sentence; null when the record is the tag's own. */
  readonly reason: string | null;
}

/** Where records are looked for. */
export interface RecordSource {
  get(tag: LanguageTag): LanguageRecord | undefined;
  /** All, in the order in which the first one of a language is taken. */
  all(): Iterable<LanguageRecord>;
}

/** Longer than any tag that means something. */
const MAX_LENGTH = 64;

/** undefined: nothing stands for it. Never throws, whatever the text. */
export function matchLanguage(wanted: string, source: RecordSource): LanguageMatch | undefined {
  const own = source.get(wanted);
  if (own) return { record: own, wanted, rule: 'exact', reason: null };
  const locale = localeOf(wanted);
  if (!locale) return undefined;
  const spelled = source.get(locale.toString());
  if (spelled) return matched(spelled, wanted, 'spelling', `${wanted} is ${spelled.tag}`);
  return (
    plainer(locale, wanted, source) ??
    chinese(locale, wanted, source) ??
    ofRegion(locale, wanted, source) ??
    ofLanguage(locale, wanted, source)
  );
}

function matched(record: LanguageRecord, wanted: string, rule: MatchRule, why: string): LanguageMatch {
  return { record, wanted, rule, reason: `${why}.` };
}

/** As Unicode writes it: `cmn-CN` is `zh-CN` there, `iw` is `he`, `tl` is `fil`. */
function localeOf(wanted: string): Intl.Locale | undefined {
  if (wanted.length > MAX_LENGTH) return undefined;
  try {
    return new Intl.Locale(wanted.replaceAll('_', '-'));
  } catch {
    return undefined; // not a tag
  }
}

/** Without extensions and private use. */
function plainer(locale: Intl.Locale, wanted: string, source: RecordSource): LanguageMatch | undefined {
  if (locale.baseName === locale.toString()) return undefined;
  const found = matchLanguage(locale.baseName, source);
  if (!found) return undefined;
  const { record } = found;
  return matched(
    record,
    wanted,
    'private-use',
    `Nothing is known of ${wanted} itself: ${record.tag} is used`,
  );
}

/** Regions without a record whose Chinese is Mandarin (CLDR has `zh` there, in simplified characters). */
const mandarin: ReadonlySet<string> = new Set(['SG', 'MY']);

/** Chinese is told apart by region: `zh-HK` is Cantonese. Of any other region of `zh` nobody knows which it is. */
function chinese(locale: Intl.Locale, wanted: string, source: RecordSource): LanguageMatch | undefined {
  const { language, script, region } = locale;
  if (language !== 'zh' && language !== 'yue') return undefined;
  const tag = language === 'yue' ? cantoneseTag(script, region) : chineseTag(script, region);
  const record = source.get(tag);
  if (!record) return undefined;
  if (region !== record.territory) {
    const why = region ? `Nothing is known of ${wanted}` : `${wanted} names no region`;
    return matched(record, wanted, 'region', `${why}: ${tag} is used`);
  }
  if (script !== undefined && script !== record.script)
    return matched(record, wanted, 'script', `${wanted} is written otherwise than ${tag}, which is used`);
  return matched(record, wanted, 'alias', `${wanted} is ${tag}`);
}

function cantoneseTag(script: string | undefined, region: string | undefined): LanguageTag {
  if (region === 'MO') return 'zh-MO';
  return region === 'CN' || (region === undefined && script === 'Hans') ? 'yue-CN' : 'zh-HK';
}

function chineseTag(script: string | undefined, region: string | undefined): LanguageTag {
  if (region === undefined) return script === 'Hant' ? 'zh-TW' : 'zh-CN';
  return mandarin.has(region) ? 'zh-CN' : `zh-${region}`;
}

/** The same language and region: the tag names the script, or something else that records do not. */
function ofRegion(locale: Intl.Locale, wanted: string, source: RecordSource): LanguageMatch | undefined {
  const { language, script, region } = locale;
  const record = region === undefined ? undefined : source.get(`${language}-${region}`);
  if (!record) return undefined;
  return script !== undefined && script !== record.script
    ? matched(record, wanted, 'script', `${wanted} is written otherwise than ${record.tag}, which is used`)
    : matched(record, wanted, 'alias', `${wanted} is ${record.tag}`);
}

/** Members of a macro-language that are known by the name of another one. */
const macroLanguage: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb' };

/** Of another region: the usual one by Unicode's likely subtags, else the first that is known. */
function ofLanguage(locale: Intl.Locale, wanted: string, source: RecordSource): LanguageMatch | undefined {
  if (locale.language === 'zh') return undefined;
  const language = macroLanguage[locale.language] ?? locale.language;
  const usual = source.get(`${language}-${new Intl.Locale(language).maximize().region}`);
  const record = usual ?? firstOf(language, source);
  if (!record) return undefined;
  const why = locale.region ? `Nothing is known of ${wanted}` : `${wanted} names no region`;
  return matched(record, wanted, 'region', `${why}: ${record.tag} is used`);
}

function firstOf(language: string, source: RecordSource): LanguageRecord | undefined {
  for (const record of source.all()) if (record.tag.split('-', 1)[0] === language) return record;
  return undefined;
}
