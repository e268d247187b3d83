import type { LanguageTag } from '../../types/language.ts';

/** Why a provider was chosen, or why none could be. The code is for programs, the sentence for people. */
export interface ChoiceReason {
  readonly code:
    | 'as-configured'
    | 'default-for-language'
    | 'configured-unknown'
    | 'configured-lacks-language'
    | 'configured-unavailable'
    | 'none-for-language';
  readonly language: LanguageTag;
  readonly wanted: string;
  readonly sentence: string;
}

/** `name` null: nobody here can do it. */
export interface Choice {
  readonly name: string | null;
  readonly reason: ChoiceReason;
}

/** What choosing needs to know of a provider. */
export interface Candidate {
  readonly name: string;
  supports(language: LanguageTag): boolean;
  /** Why it cannot work on this machine now, as one sentence; undefined when it can. */
  unavailable(): string | undefined;
  /** Whether `auto` may choose it. Stand-ins are chosen by name only. */
  readonly automatic: boolean;
}

/**
 * Chooses among candidates in their order. A configured provider that cannot serve the language is replaced by the first
 * that can, and the reason says so: a call must not fall silent for a wrong setting.
 */
export function choose(
  candidates: readonly Candidate[],
  work: 'recogniser' | 'synthesiser' | 'model' | 'embedder',
  language: LanguageTag,
  wanted: string = 'auto',
): Choice {
  const usable = (it: Candidate) => it.supports(language) && it.unavailable() === undefined;
  const reason = (code: ChoiceReason['code'], sentence: string) => ({ code, language, wanted, sentence });
  const first = candidates.find((it) => it.automatic && usable(it));
  if (wanted === 'auto') {
    return first
      ? {
          name: first.name,
          reason: reason('default-for-language', `${first.name} is the ${work} for ${language}.`),
        }
      : { name: null, reason: reason('none-for-language', noneSentence(candidates, work, language)) };
  }
  const configured = candidates.find(({ name }) => name === wanted);
  if (configured && usable(configured)) {
    return { name: wanted, reason: reason('as-configured', `${wanted} is configured for ${language}.`) };
  }
  const instead = first ? ` ${first.name} is used instead.` : ` No other ${work} here can serve ${language}.`;
  const name = first?.name ?? null;
  if (!configured) {
    return {
      name,
      reason: reason('configured-unknown', `There is no ${work} named ${wanted} here.${instead}`),
    };
  }
  if (!configured.supports(language)) {
    const sentence = `${wanted} cannot serve ${language}.${instead}`;
    return { name, reason: reason('configured-lacks-language', sentence) };
  }
  return { name, reason: reason('configured-unavailable', `${configured.unavailable()}${instead}`) };
}

/**
 * Everybody who can serve the language, in the order in which they are asked: the chosen one, then those that are named as
 * its fallbacks, or, when none are named, all others that `auto` may choose.
 */
export function chainOf(
  candidates: readonly Candidate[],
  language: LanguageTag,
  chosen: string | null,
  fallbacks?: readonly string[],
): string[] {
  if (chosen === null) return [];
  const usable = candidates.filter((it) => it.supports(language) && it.unavailable() === undefined);
  const others = fallbacks
    ? fallbacks.filter((name) => usable.some((it) => it.name === name))
    : usable.filter((it) => it.automatic).map(({ name }) => name);
  return [...new Set([chosen, ...others])];
}

function noneSentence(candidates: readonly Candidate[], work: string, language: LanguageTag): string {
  const missing = candidates.find((it) => it.automatic && it.supports(language))?.unavailable();
  if (missing) return missing;
  if (work === 'recogniser') {
    return `No embedded recogniser hears ${language}: configure a provider, or use ConversationRelay, where the carrier recognises.`;
  }
  return `No ${work} here can serve ${language}: configure a provider.`;
}
