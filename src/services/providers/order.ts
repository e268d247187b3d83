/**
 * In which order `auto` prefers the providers that serve a language, and failover asks them, until measured health says
 * otherwise. What runs on this machine comes last: it always answers, but it is no match for the others.
 */
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import type { Work } from './failover/index.ts';

/** The project's own order for Cantonese and Mandarin: who speaks and hears them best, then who is fast. */
const chinese: Readonly<Record<Work, readonly string[]>> = {
  recogniser: ['azure', 'google', 'elevenlabs', 'deepgram', 'openai', 'openai-compatible'],
  synthesiser: ['azure', 'google', 'elevenlabs', 'openai', 'openai-compatible'],
  model: [],
  embedder: ['openai-compatible', 'openai'],
};

/** By published time to the final, or to the first audio (`profiles.json`). */
const byLatency: Readonly<Record<Work, readonly string[]>> = {
  recogniser: ['deepgram', 'elevenlabs', 'openai', 'google', 'azure', 'openai-compatible'],
  synthesiser: ['azure', 'elevenlabs', 'deepgram', 'google', 'openai', 'openai-compatible'],
  // A host that the operator has set up by its address is meant to be used.
  model: ['openai-compatible', 'groq', 'openai', 'gemini', 'anthropic'],
  embedder: [],
};

/** A stable sort: names that the order does not know keep their places behind those that it knows. */
export function inDefaultOrder<T extends { readonly name: string }>(
  work: Work,
  language: LanguageTag,
  candidates: readonly T[],
): T[] {
  const isChinese = ['zh', 'yue'].includes(primarySubtag(language));
  const order = (isChinese && chinese[work].length > 0 ? chinese : byLatency)[work];
  const place = ({ name }: T) => {
    const at = order.indexOf(name);
    return at < 0 ? order.length : at;
  };
  return [...candidates].sort((a, b) => place(a) - place(b));
}
