/** What a caller hears when no flow can speak. Spoken by the carrier's own voice. */
import { spokenLanguage } from '../../lib/spokenLanguage.ts';
import { builtInLine } from '../../lib/builtInLines/index.ts';
import { hangup, sayAndHangup } from '../../services/telephony/index.ts';
import type { ErrorCode } from '../../types/errors/index.ts';
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';

type Line = 'not-in-service' | 'busy' | 'trouble' | 'nobody';

const lineOf: Partial<Record<ErrorCode, Line>> = {
  API_WORKFLOW_UNKNOWN: 'not-in-service',
  API_NOT_PUBLISHED: 'not-in-service',
  API_TOO_MANY_CALLS: 'busy',
  API_RATE_LIMITED: 'busy',
  API_DRAINING: 'busy',
};

/** TwiML that apologises for an error and hangs up. */
export function apology(code: ErrorCode, language: LanguageTag = 'en-US'): string {
  return spoken(lineOf[code] ?? 'trouble', language);
}

/** TwiML for a caller whose transfer failed, or whose call cannot go on: the workflow's own words where it has some. */
export function fallback(config: WorkflowConfig, language: LanguageTag, line: Line): string {
  const own = config.telephone.fallbackLine;
  const text = own[language] ?? own[primarySubtag(language)] ?? own['any'] ?? own[''];
  return text === undefined ? spoken(line, language) : sayAndHangup(text, { language: carrierTag(language) });
}

export { hangup };

function spoken(kind: Line, language: LanguageTag): string {
  const { text, language: tag } = builtInLine(kind, carrierTag(language));
  return sayAndHangup(text, { language: tag });
}

/**
 * The tag that carriers speak a language under. They have no zh-MO and no yue-CN, and a tag without a region or with one
 * that they do not know ends the call with an error instead of an apology.
 */
function carrierTag(language: LanguageTag): LanguageTag {
  const { language: spoken, region } = spokenLanguage(language);
  if (spoken === 'yue') return 'zh-HK';
  if (spoken === 'cmn') return region === 'TW' ? 'zh-TW' : 'zh-CN';
  if (region !== undefined && spoken !== 'en') return language;
  const { own, language: known } = builtInLine('trouble', language);
  return own ? known : language;
}
