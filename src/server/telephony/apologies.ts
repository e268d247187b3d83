/** What a caller hears when no flow can speak. Spoken by the carrier's own voice. */
import { hangup, sayAndHangup } from '../../services/telephony/index.ts';
import type { ErrorCode } from '../../types/errors/index.ts';
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';

type Line = 'not-in-service' | 'busy' | 'trouble' | 'nobody';

const english: Record<Line, string> = {
  'not-in-service': 'The number you have called is not in service. Goodbye.',
  busy: 'All our lines are busy just now. Please call again in a few minutes. Goodbye.',
  trouble: 'We are sorry, there is a technical problem. Please call again a little later. Goodbye.',
  nobody: 'We are sorry, nobody could take your call just now. Please call again later. Goodbye.',
};

/** By primary subtag, with the tag that carriers speak it under. */
const lines: Readonly<Record<string, { readonly tag: string; readonly lines: Record<Line, string> }>> = {
  en: { tag: 'en-US', lines: english },
  yue: {
    tag: 'zh-HK',
    lines: {
      'not-in-service': '你所打嘅電話號碼未有服務。再見。',
      busy: '而家所有線路都繁忙，請你幾分鐘後再打嚟。再見。',
      trouble: '唔好意思，系統而家有啲問題，請你遲啲再打嚟。再見。',
      nobody: '唔好意思，而家冇人可以接聽，請你遲啲再打嚟。再見。',
    },
  },
  zh: {
    tag: 'zh-CN',
    lines: {
      'not-in-service': '您拨打的号码未开通服务。再见。',
      busy: '现在所有线路都忙，请您过几分钟再打来。再见。',
      trouble: '抱歉，系统出现问题，请您稍后再打来。再见。',
      nobody: '抱歉，现在没有人可以接听，请您稍后再打来。再见。',
    },
  },
};

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

function spoken(line: Line, language: LanguageTag): string {
  const set = lines[familyOf(language)];
  return sayAndHangup(set?.lines[line] ?? english[line], { language: set?.tag ?? 'en-US' });
}

function carrierTag(language: LanguageTag): string {
  return lines[familyOf(language)]?.tag ?? language;
}

/** Hong Kong and Macau speak Cantonese, whatever the tag's first letters say. */
function familyOf(language: LanguageTag): string {
  return /^(yue|zh-(Hant-)?(HK|MO)$)/.test(language) ? 'yue' : primarySubtag(language);
}
