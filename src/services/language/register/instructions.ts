/** What a language model is told about how to speak to callers, in English, since that is what models follow best. */
import { spokenLanguage } from '../../../lib/spokenLanguage.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type { Register } from '../../../lib/builtInLines/types.ts';
import { culture, formality } from './formality.ts';

export interface InstructionOptions {
  /** `optimizations.culturalContext`: customs of address and courtesy, beyond the form of the language. Default: false. */
  readonly culturalContext?: boolean;
  /** What the voice is given: `figures`, which this server reads out by the rules of the language, or `words`. */
  readonly numbers?: 'figures' | 'words';
}

/**
 * A paragraph for the system prompt; never empty.
 *
 * @example registerInstructions('zh-HK', 'business', { culturalContext: true })
 */
export function registerInstructions(
  language: LanguageTag,
  register: Register = 'business',
  options: InstructionOptions = {},
): string {
  const { language: spoken, region } = spokenLanguage(language);
  const key = spoken === 'yue' || spoken === 'cmn' ? `${spoken}-${region}` : spoken;
  const forms = formality[key] ?? formality[spoken];
  const customs = culture[spoken];
  return [
    forms?.script ?? '',
    forms?.[register] ?? general[register],
    options.culturalContext === true ? (customs ?? '') : '',
    length[spoken] ?? 'Keep sentences short enough to be said in one breath, about fifteen words.',
    numbers(options.numbers ?? 'figures', spoken),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const general: Readonly<Record<Register, string>> = {
  business: 'Use the polite form of address and the courteous tone of a business on the telephone.',
  casual: 'Use the familiar, friendly tone of everyday talk.',
};

/** Characters are syllables: twenty are about five seconds of speech. */
const CHARACTERS = 'Keep each sentence under about twenty characters, with one idea in it.';
const length: Readonly<Record<string, string>> = {
  yue: CHARACTERS,
  cmn: CHARACTERS,
  ja: 'Keep each sentence under about thirty characters, with one idea in it.',
  th: 'Keep each sentence short, with one idea in it, and put a space where a speaker would pause.',
};

function numbers(way: 'figures' | 'words', spoken: string): string {
  if (way === 'words')
    return 'Write numbers, amounts, dates and times in words, as they are said; telephone numbers and codes digit by digit.';
  const sample =
    spoken === 'yue' || spoken === 'cmn' ? '$1,500, 3:15, 10月5日, 2345 6789' : '$1,500, 3:15, 2345 6789';
  return `Write amounts, times, dates and telephone numbers in figures (${sample}): they are read out as is usual.`;
}
