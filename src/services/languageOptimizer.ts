/**
 * The language layer's face: how a workflow's languages are heard, understood, spoken and told apart. One for a workflow.
 *
 * @example
 * const languages = new LanguageOptimizer(config);
 * languages.aloud('收你$12.5', 'zh-HK', false).text; // 收你十二個半
 * languages.plan('zh-HK', sources).speaks.order[0]; // { provider: 'azure', code: 'zh-HK', … }
 */
import type { Expectation } from '../types/expectation.ts';
import type { LanguageTag } from '../types/language.ts';
import type { LanguagePlan } from '../types/languagePlan.ts';
import type { ReadText } from '../types/ports.ts';
import type { LanguageVoice, WorkflowConfig } from '../types/workflowConfig.ts';
import { languageTable } from '../lib/languages/table.ts';
import { spokenLanguage } from '../lib/spokenLanguage.ts';
import type { FlowLanguages, HeardWords } from './flow/index.ts';
import {
  aloud,
  detectLanguage,
  languageRegistry,
  matchBySound,
  otherWordings,
  planFor,
  relayHints,
  registerInstructions,
  understandRegion,
  warmCantonese,
  warmSound,
  type PlanSources,
} from './language/index.ts';

export { soundKey, warmSound } from './language/index.ts';

/** Turns of the caller in which another language is looked for in the words alone. Later it would be a misheard name. */
const FIRST_TURNS = 3;
/** From here on a guess is acted on. */
const SURE = 0.8;
/** A word or two may be a name, a brand or a greeting. */
const FEW_LETTERS = 8;

export class LanguageOptimizer {
  readonly #config: WorkflowConfig;
  readonly #enabled: boolean;

  /** `enabled` absent: as the workflow says (`performance.languageOptimization`). */
  constructor(config: WorkflowConfig, enabled: boolean = config.performance.languageOptimization) {
    this.#config = config;
    this.#enabled = enabled;
  }

  /** Loads the dictionaries of the workflow's languages. The first caller would wait for them otherwise. */
  warm(): void {
    if (!this.#enabled) return;
    const spoken = new Set(this.#config.languages.map(({ language }) => spokenLanguage(language).language));
    if (spoken.has('yue')) warmCantonese();
    if (spoken.has('cmn')) warmSound('zh-CN');
  }

  /** What the flow asks. `numbers`: whether figures are read aloud by this server, or by a carrier's voice that may not. */
  forFlow(numbers: 'figures' | 'words'): FlowLanguages | undefined {
    if (!this.#enabled) return undefined;
    return {
      instructions: (language) =>
        registerInstructions(language, 'business', {
          culturalContext: this.#voice(language)?.optimizations.culturalContext ?? false,
          numbers,
        }),
      spokenIn: (heard) => spokenIn(heard),
      bySound: (text, choices, language) => this.#bySound(text, choices, language),
    };
  }

  /** What is asked, with the language's own hints and, for Cantonese, the words of the regions that the workflow names. */
  expecting(expectation: Expectation): Expectation {
    if (!this.#enabled) return expectation;
    const { language, choices, hints } = expectation;
    const dialects = this.#voice(language)?.optimizations.dialectSupport ?? [];
    const named = [...choices.flatMap(({ phrases }) => phrases), ...hints];
    const regional = named.flatMap((phrase) => otherWordings(phrase, language, dialects));
    const own = languageTable.find(language)?.record.hints ?? [];
    const more = [...new Set([...hints, ...regional, ...own])];
    return more.length === hints.length ? expectation : { ...expectation, hints: more };
  }

  /** The same for a carrier's recogniser, which is told once for the whole call. undefined: nothing to tell. */
  relayHints(phrases: readonly string[], language: LanguageTag): string | undefined {
    if (!this.#enabled) return undefined;
    const own = languageTable.find(language)?.record.hints ?? [];
    const named = [...phrases, ...own].map((text) => ({ text, weight: 1 }));
    return named.length === 0 ? undefined : relayHints(named);
  }

  /** The text as a synthesiser should be handed it. `phonemes`: whether it takes them. */
  aloud(text: string, language: LanguageTag, phonemes: boolean): ReadText {
    if (!this.#enabled) return { text };
    const lexicon = languageTable.find(language)?.record.lexicon ?? [];
    const tones = phonemes && (this.#voice(language)?.optimizations.toneAwareness ?? false);
    return aloud(text, language, { lexicon, tones });
  }

  /** How a language of the workflow is heard and spoken here, and why. */
  plan(voice: LanguageVoice, sources: Omit<PlanSources, 'registry' | 'enabled'>): LanguagePlan {
    return planFor(voice, { ...sources, registry: languageRegistry, enabled: this.#enabled });
  }

  #voice(language: LanguageTag): LanguageVoice | undefined {
    const { languages } = this.#config;
    const spoken = spokenLanguage(language).language;
    return (
      languages.find((voice) => voice.language === language) ??
      languages.find((voice) => spokenLanguage(voice.language).language === spoken)
    );
  }

  /** Only for Chinese: in alphabets what sounds alike is written alike, and nothing was measured. */
  #bySound(
    ...[text, choices, language]: Parameters<FlowLanguages['bySound']>
  ): ReturnType<FlowLanguages['bySound']> {
    const { language: spoken } = spokenLanguage(language);
    if (spoken !== 'yue' && spoken !== 'cmn') return null;
    const regional =
      spoken === 'yue' && (this.#voice(language)?.optimizations.dialectSupport.length ?? 0) > 0;
    const unified = regional ? understandRegion : (words: string) => words;
    const options = choices.map(({ id, phrases }) => ({ id, phrases: phrases.map(unified) }));
    return matchBySound(unified(text), options, language);
  }
}

/**
 * The recogniser's own word first, then the words of the first turns. A Cantonese call never becomes a Mandarin one: recognisers
 * write standard Chinese for Cantonese speech.
 */
export function spokenIn({
  text,
  recognised,
  current,
  languages,
  history,
}: HeardWords): LanguageTag | undefined {
  const others = languages.filter((tag) => !alike(tag, current));
  if (others.length === 0) return undefined;
  const allowed = (tag: LanguageTag) =>
    !(spokenLanguage(current).language === 'yue' && spokenLanguage(tag).language === 'cmn');
  const named = recognised === undefined ? undefined : others.find((tag) => alike(tag, recognised));
  if (named !== undefined && allowed(named)) return named;
  const letters = text.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  const wide = /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Thai}/u.test(text);
  if (letters < (wide ? FEW_LETTERS / 2 : FEW_LETTERS)) return undefined;
  if (history.filter(({ role }) => role === 'caller').length >= FIRST_TURNS) return undefined;
  const guess = detectLanguage(text, languages, { current });
  if (!guess || guess.confidence < SURE || alike(guess.language, current) || !allowed(guess.language))
    return undefined;
  return guess.language;
}

function alike(a: LanguageTag, b: LanguageTag): boolean {
  return spokenLanguage(a).language === spokenLanguage(b).language;
}

export default LanguageOptimizer;
