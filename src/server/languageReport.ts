/** Languages as the API shows them: the record, what works where, and what this server measured. */
import { setImmediate } from 'node:timers/promises';
import { worksOf, type LanguageRegistry } from '../services/language/index.ts';
import type { ProviderWork, Serving } from '../services/providers/index.ts';
import type { LanguageDetail, LanguageSummary, MeasuredProvider } from '../types/apiLanguages.ts';
import type { LanguageTag } from '../types/language.ts';
import type { LanguageRecord } from '../types/languageRecord.ts';
import type { ProviderHealthReport } from '../types/providerHealth.ts';

export interface LanguageReportOptions {
  readonly languages: LanguageRegistry;
  readonly providers: { serving(work: ProviderWork): (language: LanguageTag) => Serving };
  /** What was measured since the start. */
  readonly health: readonly ProviderHealthReport[];
}

/** Every language costs some look-ups, on the thread that calls are served by: a few at a time. */
const AT_A_TIME = 8;

export async function languageSummaries(options: LanguageReportOptions): Promise<LanguageSummary[]> {
  const summary = summariser(options);
  const summaries: LanguageSummary[] = [];
  for (const { record } of options.languages.list()) {
    if (summaries.length % AT_A_TIME === AT_A_TIME - 1) await setImmediate();
    summaries.push(summary(record));
  }
  return summaries;
}

/** @throws WeaverError LANGUAGE_UNKNOWN */
export function languageDetailOf(tag: string, options: LanguageReportOptions): LanguageDetail {
  const { record, wanted, rule, reason } = options.languages.get(tag);
  return { ...summariser(options)(record), match: { wanted, rule, reason }, record };
}

function summariser({ languages, providers, health }: LanguageReportOptions) {
  const hearing = providers.serving('recogniser');
  const speaking = providers.serving('synthesiser');
  return (record: LanguageRecord): LanguageSummary => {
    const { tag, language, names, flag, script, direction, tonal, tones } = record;
    const [hears, speaks] = [hearing(tag), speaking(tag)];
    return {
      tag,
      language,
      names,
      flag,
      script,
      direction,
      tonal,
      tones,
      custom: languages.isCustom(tag),
      works: worksOf(record),
      embedded: { hears: [...hears.embedded], speaks: [...speaks.embedded] },
      recognisers: hears.names.map((name) => measured(health, 'recogniser', name, tag)),
      synthesisers: speaks.names.map((name) => measured(health, 'synthesiser', name, tag)),
    };
  };
}

function measured(
  health: LanguageReportOptions['health'],
  work: 'recogniser' | 'synthesiser',
  provider: string,
  language: LanguageTag,
): MeasuredProvider {
  const known = health.find((it) => it.work === work && it.provider === provider);
  const here = known?.languages.find((it) => it.language === language);
  return {
    provider,
    p50Ms: here?.p50Ms ?? null,
    p95Ms: here?.p95Ms ?? null,
    samples: here?.samples ?? 0,
  };
}
