/** The keys under which answers are kept: where they hold, and after what. */
import type { CacheQuestion, CacheScope } from '../../types/cache.ts';
import type { JsonValue } from '../../types/json.ts';
import type { CacheLanguage } from './cacheLanguage.ts';
import { delexicalise } from './template.ts';
import { isHan, normalWords, substanceOf } from './words.ts';
import { evidenceOf } from './callers.ts';
import { placesOf } from './evidence/places.ts';
import { shortHash } from './hash.ts';

/** Whose question it is. */
export interface CacheOwner {
  readonly workspace: string;
  readonly workflowId: string;
  readonly workflowVersion: number;
}

export function scopeOf(owner: CacheOwner, question: CacheQuestion): CacheScope {
  const { nodeId, language, voice, depends } = question;
  return {
    ...owner,
    nodeId,
    language,
    voice,
    depends: shortHash(canonical(depends)),
  };
}

export function scopeKey(scope: CacheScope): string {
  const { workspace, workflowId, workflowVersion, nodeId, language, voice, depends } = scope;
  return shortHash(
    JSON.stringify([workspace, workflowId, workflowVersion, nodeId, language, voice, depends]),
  );
}

/** JSON with its keys in order: equal values give equal text. */
export function canonical(
  value: JsonValue | Readonly<Record<string, JsonValue>> | readonly unknown[],
): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one as JsonValue)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one as JsonValue)}`).join(',')}}`;
}

/** What stands before the answer, as it is written down with an observation. Hashes only. */
export interface StoredCircumstances {
  readonly state: string;
  readonly trail: readonly string[];
}

export interface Looked {
  readonly owner: CacheOwner;
  readonly question: CacheQuestion;
  readonly scope: CacheScope;
  readonly scopeKey: string;
  /** Normalised words. */
  readonly words: string;
  /** What an entry keeps of them: as heard, and what was said before where the words alone mean nothing. */
  readonly heard: string;
  /** Hash of the words, or of their sound. */
  readonly key: string;
  readonly circumstances: StoredCircumstances;
  readonly context: string;
  readonly places: readonly string[];
  /** Who asks and what is known of them, hashed (`evidenceOf`). */
  readonly values: string;
  /** The words mean something only after what was said before. */
  readonly elliptical: boolean;
}

/** Turns that the pattern looks back. */
const TRAIL = 6;

/**
 * @param classOf the class of an answer by the hash of its wording, where it is known: one answer is one act, however it was
 *   worded
 * @param caller who calls: a number, or the call itself
 */
export function lookedUp(
  owner: CacheOwner,
  question: CacheQuestion,
  language: CacheLanguage,
  classOf: (wording: string) => string | undefined,
  caller: string,
): Looked {
  const scope = scopeOf(owner, question);
  const key = scopeKey(scope);
  const words = normalWords(question.words);
  const circumstances = circumstancesOf(question, classOf);
  const context = circumstances.trail.at(-1) ?? '';
  const spoken = soundOf(question.words, question.language, language) ?? words;
  // "And on Sunday?" is another question after every question.
  const before = question.heard.at(-1);
  const needs = before !== undefined && language.isElliptical(question.words, question.language);
  const full = shortHash(needs ? `${spoken}\u001e${normalWords(before)}` : spoken);
  const heard = needs ? `${question.words} ${before}` : question.words;
  return {
    owner,
    question,
    scope,
    scopeKey: key,
    words: needs ? normalWords(heard) : words,
    heard,
    key: full,
    circumstances,
    context,
    places: placesOf({ scope: key, ...circumstances, key: full }),
    values: evidenceOf(caller, question),
    elliptical: language.isElliptical(question.words, question.language),
  };
}

function circumstancesOf(
  question: CacheQuestion,
  classOf: (wording: string) => string | undefined,
): StoredCircumstances {
  const { said, path, slots } = question;
  const trail = said.slice(-TRAIL).map((text) => {
    const wording = wordingHash(delexicalise(text, slots).template);
    return classOf(wording) ?? wording;
  });
  // What is known of the caller, not what it is: the same words are another question once the name is known.
  const known = slots.map(({ name }) => name).sort();
  const last = trail.pop() ?? '';
  trail.push(known.length === 0 ? last : shortHash([last, ...known].join(' ')));
  return { state: shortHash([...path.slice(-2), ...known].join(' ')), trail };
}

/** Chinese by sound, without politeness and particles. */
function soundOf(words: string, tag: string, language: CacheLanguage): string | null {
  const core = isHan(words) ? substanceOf(words) : '';
  return language.sound(core === '' ? words : core, tag);
}

/** The same line said to different callers is one act: their values are taken out. */
export function wordingHash(template: string): string {
  return shortHash(normalWords(template.replace(/\{\{[^}]*\}\}/g, ' <> ')));
}
