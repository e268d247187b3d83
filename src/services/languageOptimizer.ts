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
import { isBackchannel } from '../lib/backchannels.ts';
import { languageTable } from '../lib/languages/table.ts';
import { spokenLanguage } from '../lib/spokenLanguage.ts';
import { sameLetters, type TurnMachineOptions } from './conversation/index.ts';
import type { FlowLanguages, HeardWords } from './flow/index.ts';
import {
  aloud,
  detectLanguage,
  fillersOf,
  languageRegistry,
  matchBySound,
  otherWordings,
  planFor,
  relayHints,
  soundKey,
  turnEnding,
  warmMatching,
  registerInstructions,
  understandRegion,
  warmCantonese,
  warmSound,
  warmSpoken,
  type PlanSources,
} from './language/index.ts';

export { soundKey, warmSound } from './language/index.ts';

/** Turns of the caller in which another language is looked for in the words alone. Later it would be a misheard name. */
const FIRST_TURNS = 3;
/** From here on a guess is acted on. */
const SURE = 0.8;
/** Less than this may be a greeting, a brand or a name: "Hello, good morning" is said on Cantonese lines. */
const LEAST_WORDS = 4;
const LEAST_LETTERS = 16;
const LEAST_WIDE = 4;
/** Regional wordings that are remembered. */
const MOST_PHRASES = 4_000;

export class LanguageOptimizer {
  readonly #config: WorkflowConfig;
  readonly #enabled: boolean;
  readonly #regional = new Map<string, string>();

  /** `enabled` absent: as the workflow says (`performance.languageOptimization`). */
  constructor(config: WorkflowConfig, enabled: boolean = config.performance.languageOptimization) {
    this.#config = config;
    this.#enabled = enabled;
  }

  /**
   * Loads the dictionaries of the workflow's languages, and reads what its questions expect. The first caller would wait for
   * them otherwise.
   */
  warm(phrasesOf: (language: LanguageTag) => readonly string[] = () => []): void {
    if (!this.#enabled) return;
    const spoken = new Set(this.#config.languages.map(({ language }) => spokenLanguage(language).language));
    if (spoken.has('yue')) warmCantonese();
    if (spoken.has('cmn')) warmSound('zh-CN');
    for (const { language } of this.#config.languages) {
      warmSpoken(language);
      if (['yue', 'cmn'].includes(spokenLanguage(language).language))
        warmMatching(
          phrasesOf(language).map((phrase) => this.#unified(phrase, language)),
          language,
        );
    }
  }

  /** How the turn machine compares words, and what it makes of their endings. */
  forMachine(): TurnMachineOptions {
    if (!this.#enabled) return {};
    return {
      sameWords,
      ending: (text, language) => turnEnding(text, language).final,
      // A filler by itself asks for nothing either.
      backchannel: (text, language) => isBackchannel(text, language, fillersOf(language)),
    };
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
    const options = choices.map(({ id, phrases }) => ({
      id,
      phrases: phrases.map((phrase) => this.#unified(phrase, language)),
    }));
    // What a caller said is not remembered here.
    return matchBySound(this.#isRegional(language) ? understandRegion(text) : text, options, language);
  }

  #isRegional(language: LanguageTag): boolean {
    const regions = this.#voice(language)?.optimizations.dialectSupport.length ?? 0;
    return regions > 0 && spokenLanguage(language).language === 'yue';
  }

  /** A phrase of the flow with the same word for what regions word otherwise, where the workflow wants it. */
  #unified(phrase: string, language: LanguageTag): string {
    if (!this.#isRegional(language)) return phrase;
    let unified = this.#regional.get(phrase);
    if (unified === undefined) {
      if (this.#regional.size >= MOST_PHRASES) this.#regional.clear();
      this.#regional.set(phrase, (unified = understandRegion(phrase)));
    }
    return unified;
  }
}

/**
 * The recogniser's own word, or what the words themselves say; never on a word or two, which may be a name, a brand or a greeting.
 * A Cantonese call never becomes a Mandarin one: recognisers write standard Chinese for Cantonese speech. A Japanese name in
 * kanji looks like Chinese: only a recogniser takes a call out of Japanese for that.
 */
export function spokenIn(heard: HeardWords): LanguageTag | undefined {
  const { text, recognised, current, asked, languages, history } = heard;
  const others = languages.filter((tag) => !alike(tag, current));
  // A name is of any language.
  if (others.length === 0 || asked === 'name') return undefined;
  const allowed = (tag: LanguageTag) =>
    !(spokenLanguage(current).language === 'yue' && spokenLanguage(tag).language === 'cmn');
  const guess = detectLanguage(text, languages, { current });
  const says = enoughSaid(text, guess?.language, current);
  const named = recognised === undefined ? undefined : others.find((tag) => alike(tag, recognised));
  // Where the words speak for the present language, the recogniser is a turn behind, or names all languages one.
  if (named !== undefined && says && allowed(named) && !(guess && alike(guess.language, current)))
    return named;
  if (
    !guess ||
    !says ||
    guess.confidence < SURE ||
    alike(guess.language, current) ||
    !allowed(guess.language)
  )
    return undefined;
  const script = scriptOf(guess.language);
  if (spokenLanguage(current).language === 'ja' && script === 'Han') return undefined;
  // Another script is plain at any time; words of the same one only while nobody knows how the caller speaks.
  const first = history.filter(({ role }) => role === 'caller').length < FIRST_TURNS;
  return first || script !== scriptOf(current) ? guess.language : undefined;
}

/** Whether so much was said that it is a language and not a name in it. */
function enoughSaid(text: string, guess: LanguageTag | undefined, current: LanguageTag): boolean {
  const wide = text.match(
    /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
  );
  const words = text.match(/[\p{L}\p{M}]+/gu)?.filter((word) => !WIDE.test(word)) ?? [];
  const letters = words.join('').length;
  if (guess !== undefined && scriptOf(guess) === 'Han')
    return (wide?.length ?? 0) >= Math.max(LEAST_WIDE, 2 * words.length);
  if ((wide?.length ?? 0) > 0) return (wide?.length ?? 0) >= LEAST_WIDE;
  const least = guess !== undefined && scriptOf(guess) === scriptOf(current) ? LEAST_WORDS + 1 : LEAST_WORDS;
  return words.length >= least && letters >= LEAST_LETTERS;
}

const WIDE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Han for Chinese, else what the language's record says. */
function scriptOf(tag: LanguageTag): string {
  const { language } = spokenLanguage(tag);
  if (language === 'yue' || language === 'cmn') return 'Han';
  return languageTable.find(tag)?.record.script ?? 'Latn';
}

/** Whether a recogniser's two texts are the same words: by letters, or in Chinese by sound, tones kept. */
export function sameWords(a: string, b: string, language: LanguageTag): boolean {
  if (a === b) return true;
  const [left, right] = [soundKey(a, language), soundKey(b, language)];
  if (left !== null && right !== null) return left === right;
  return sameLetters(a, b);
}

function alike(a: LanguageTag, b: LanguageTag): boolean {
  return spokenLanguage(a).language === spokenLanguage(b).language;
}

export default LanguageOptimizer;
