/** The keys under which answers are kept: where they hold, and after what. */
import type { CacheQuestion, CacheScope } from '../../types/cache.ts';
import type { JsonValue } from '../../types/json.ts';
import type { CacheLanguage } from './cacheLanguage.ts';
import { delexicalise } from './template.ts';
import { isHan, normalWords, substanceOf } from './words.ts';
import { evidenceOf } from './callers.ts';
import { exactPlace, placesOf } from './evidence/places.ts';
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
  /** Where the exact layer keeps what was answered to it: these words, right after the agent's last act. */
  readonly place: string;
  /** Who asks and what is known of them, hashed (`evidenceOf`). */
  readonly values: string;
  /** The words mean something only after what was said before. */
  readonly elliptical: boolean;
}

/** Turns that the pattern looks back. */
const TRAIL = 6;

/**
 * The keys of one call's questions. What the agent said, where the call stands and what is known of its caller are much the
 * same from one question to the next, so their hashes are kept for the length of the call: half of a look-up's time.
 */
export class CallKeys {
  readonly #scopes = new Map<string, { readonly scope: CacheScope; readonly key: string }>();
  readonly #wordings = new Map<string, string>();
  #known = '';
  #values: string | null = null;
  readonly #owner: CacheOwner;
  readonly #language: CacheLanguage;
  readonly #classOf: (wording: string) => string | undefined;
  readonly #caller: string;

  /**
   * @param classOf the class of an answer by the hash of its wording, where it is known: one answer is one act, however it
   *   was worded
   * @param caller who calls: a number, or the call itself
   */
  constructor(
    owner: CacheOwner,
    language: CacheLanguage,
    classOf: (wording: string) => string | undefined,
    caller: string,
  ) {
    this.#owner = owner;
    this.#language = language;
    this.#classOf = classOf;
    this.#caller = caller;
  }

  of(question: CacheQuestion): Looked {
    this.#forgetOthers(question.slots);
    const { scope, key } = this.#scopeOf(question);
    const words = normalWords(question.words);
    const circumstances = this.#circumstances(question);
    const spoken = soundOf(question.words, question.language, this.#language) ?? words;
    const elliptical = this.#language.isElliptical(question.words, question.language);
    // "And on Sunday?" is another question after every question.
    const before = elliptical ? question.heard.at(-1) : undefined;
    const full = shortHash(before === undefined ? spoken : `${spoken}\u001e${normalWords(before)}`);
    const heard = before === undefined ? question.words : `${question.words} ${before}`;
    const context = circumstances.trail.at(-1) ?? '';
    return {
      owner: this.#owner,
      question,
      scope,
      scopeKey: key,
      words: before === undefined ? words : normalWords(heard),
      heard,
      key: full,
      circumstances,
      context,
      place: exactPlace(key, context, full),
      values: (this.#values ??= evidenceOf(this.#caller, question)),
      elliptical,
    };
  }

  #scopeOf(question: CacheQuestion): { readonly scope: CacheScope; readonly key: string } {
    const { nodeId, language, voice, depends } = question;
    const name = [nodeId, language, voice, canonical(depends)].join('\u001f');
    let known = this.#scopes.get(name);
    if (!known) {
      const scope = scopeOf(this.#owner, question);
      this.#scopes.set(name, (known = { scope, key: scopeKey(scope) }));
    }
    return known;
  }

  /** Another value of the caller's is known: what was said reads differently without it. */
  #forgetOthers(slots: CacheQuestion['slots']): void {
    const known = slots
      .map(({ name, personal, forms }) => [name, personal, ...forms.map(({ text }) => text)].join('\u001e'))
      .join('\u001f');
    if (known === this.#known) return;
    this.#known = known;
    this.#values = null;
    this.#wordings.clear();
  }

  #circumstances({ said, path, slots }: CacheQuestion): StoredCircumstances {
    const trail = said.slice(-TRAIL).map((text) => {
      const wording = this.#wording(text, slots);
      return this.#classOf(wording) ?? wording;
    });
    // What is known of the caller, not what it is: the same words are another question once the name is known.
    const known = slots.map(({ name }) => name).sort();
    const last = trail.pop() ?? '';
    trail.push(known.length === 0 ? last : shortHash([last, ...known].join(' ')));
    return { state: shortHash([...path.slice(-2), ...known].join(' ')), trail };
  }

  #wording(text: string, slots: CacheQuestion['slots']): string {
    const kept = this.#wordings.get(text);
    if (kept !== undefined) return kept;
    const made = wordingHash(delexicalise(text, slots).template);
    this.#wordings.set(text, made);
    return made;
  }
}

/** Chinese by sound, without politeness and particles. */
function soundOf(words: string, tag: string, language: CacheLanguage): string | null {
  const core = isHan(words) ? substanceOf(words) : '';
  return language.sound(core === '' ? words : core, tag);
}

/** All places of a question, from the most telling to the least. Made only when a layer needs them. */
export function placesFor({ scopeKey: scope, circumstances, key }: Looked): readonly string[] {
  return placesOf({ scope, ...circumstances, key });
}

/** The same line said to different callers is one act: their values are taken out. */
export function wordingHash(template: string): string {
  return shortHash(normalWords(template.replace(/\{\{[^}]*\}\}/g, ' <> ')));
}
