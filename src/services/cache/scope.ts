/** The keys under which answers are kept: where they hold, and after what. */
import { createHash } from 'node:crypto';
import type { CacheQuestion, CacheScope } from '../../types/cache.ts';
import type { JsonValue } from '../../types/json.ts';
import type { CacheLanguage } from './cacheLanguage.ts';
import { delexicalise } from './template.ts';
import { normalWords } from './words.ts';
import { placesOf } from './evidence/places.ts';

/** Whose question it is. */
export interface CacheOwner {
  readonly workspace: string;
  readonly workflowId: string;
  readonly workflowVersion: number;
}

/** 96 bits: two that differ never meet. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

export function scopeOf(owner: CacheOwner, question: CacheQuestion): CacheScope {
  const { nodeId, language, voice, depends, slots } = question;
  const own = slots.map(({ name }) => name).sort();
  return {
    ...owner,
    nodeId,
    language,
    voice,
    depends: shortHash(canonical([depends, own])),
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
  /** Hash of the caller's own values: '' when none is known. */
  readonly values: string;
}

/** Turns that the pattern looks back. */
const TRAIL = 6;

export function lookedUp(owner: CacheOwner, question: CacheQuestion, language: CacheLanguage): Looked {
  const scope = scopeOf(owner, question);
  const key = scopeKey(scope);
  const words = normalWords(question.words);
  const circumstances = circumstancesOf(question);
  const context = circumstances.trail.at(-1) ?? '';
  const spoken = language.sound(question.words, question.language) ?? words;
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
    values: valuesOf(question),
  };
}

function circumstancesOf(question: CacheQuestion): StoredCircumstances {
  const said = question.said.slice(-TRAIL).map((text) => shortHash(actOf(text, question)));
  return { state: shortHash(question.path.slice(-2).join(' ')), trail: said };
}

/** The same line said to different callers is one act: their values are taken out. */
function actOf(text: string, question: CacheQuestion): string {
  const made = delexicalise(text, question.slots);
  return normalWords(made.template.replace(/\{\{[^}]*\}\}/g, ' <> '));
}

function valuesOf({ slots }: CacheQuestion): string {
  const own = slots.filter(({ personal }) => personal);
  if (own.length === 0) return '';
  return shortHash(
    own
      .map(({ name, forms }) => `${name}=${forms[0]?.text ?? ''}`)
      .sort()
      .join('\n'),
  );
}
