/** Which of the answers known in a scope says the same as a fresh one: models word the same answer in many ways. */
import type { CachedAnswer } from '../../types/cache.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { CacheLanguage } from './cacheLanguage.ts';
import type { CacheEmbedding } from './embedding.ts';
import type { KnownAnswer } from './memory.ts';
import { shortHash } from './hash.ts';
import { gramsOf } from './search/grams.ts';
import { literalOf } from './template.ts';
import { isHan, normalWords } from './words.ts';

/** Asks somebody who understands (a language model): true, false, or null when it cannot tell. Off the call path. */
export type Judge = (one: string, other: string, language: LanguageTag) => Promise<boolean | null>;

export interface AgreementOptions {
  readonly language: CacheLanguage;
  readonly embedding: CacheEmbedding;
  readonly judge?: Judge | undefined;
}

/** Without an embedding two answers must share nearly all their spelling. */
const SAME_SPELLING = 0.75;
const SAME_MEANING = 0.86;
/** From here on a judge, if there is one, is asked. */
const PERHAPS = 0.6;

/** Differences in which two wordings of one answer may not be. */
const FATAL: ReadonlySet<string> = new Set(['negation', 'opposite', 'order']);

export function answerId(answer: CachedAnswer): string {
  return shortHash(`${answer.act ?? ''}\n${wording(answer.template)}`);
}

/** The class of the answer: an id known in the scope, or its own. */
export async function classOf(
  answer: CachedAnswer,
  known: Iterable<KnownAnswer>,
  tag: LanguageTag,
  options: AgreementOptions,
): Promise<string> {
  const id = answerId(answer);
  const others = [...known];
  if (others.some((other) => other.id === id)) return id;
  const own = unaddressed(answer);
  let best: { id: string; likeness: number } | null = null;
  for (const { id: otherId, answer: known } of others) {
    const other = unaddressed(known);
    if (known.act !== answer.act || !same(other.slots, own.slots)) continue;
    if (!sayTheSameValues(other.template, own.template, tag, options.language)) continue;
    const likeness = await likenessOf(other.template, own.template, tag, options);
    if (likeness > (best?.likeness ?? 0)) best = { id: otherId, likeness };
  }
  return best !== null && best.likeness >= 1 ? best.id : id;
}

/** Calling the caller by name says nothing more: "{{ name }}, we are open" is "We are open". */
function unaddressed({ template, slots }: CachedAnswer): Pick<CachedAnswer, 'template' | 'slots'> {
  const rest = template.replace(/^\{\{ \w+ \}\}[,，、!！]\s*/u, '');
  return rest === template
    ? { template, slots }
    : { template: rest, slots: slots.filter((name) => names(rest, name)) };
}

function names(template: string, variable: string): boolean {
  return new RegExp(`\\{\\{ (?:\\w+\\()?${variable}\\b`).test(template);
}

/** 1 and above: the same. */
async function likenessOf(
  one: string,
  other: string,
  tag: LanguageTag,
  { embedding, judge }: AgreementOptions,
): Promise<number> {
  const [a, b] = [literalOf(one), literalOf(other)];
  // Both are acts without words.
  if (normalWords(a) === '' && normalWords(b) === '') return 1;
  const spelling = spellingCosine(wording(one), wording(other));
  if (spelling >= SAME_SPELLING) return spelling / SAME_SPELLING;
  const [left, right] = await Promise.all([embedding.request(a, tag), embedding.request(b, tag)]);
  const comparable = left && right && left.by === right.by;
  const meaning = comparable ? dot(left.vector, right.vector) : spelling;
  if (comparable && meaning >= SAME_MEANING) return meaning / SAME_MEANING;
  if (judge && meaning >= PERHAPS && (await judge(a, b, tag)) === true) return 1;
  return 0;
}

/** Numbers, dates and names are the same, and neither denies what the other says. */
function sayTheSameValues(one: string, other: string, tag: LanguageTag, language: CacheLanguage): boolean {
  const [a, b] = [literalOf(one), literalOf(other)];
  if (language.vetoes(a, b, tag).some((veto) => FATAL.has(veto))) return false;
  return same(valuesIn(a, tag, language), valuesIn(b, tag, language));
}

function valuesIn(text: string, tag: LanguageTag, language: CacheLanguage): string[] {
  const found = language.values(text, tag).filter(({ kind }) => kind !== 'name' || isHan(text));
  // Names as the model writes them: in capitals, not at the beginning of a sentence.
  const names = text.match(/(?<=[\p{L}\p{N},;] )\p{Lu}[\p{L}'’-]+/gu) ?? [];
  return [...new Set([...found.map(({ kind, canonical }) => `${kind} ${canonical}`), ...names])].sort();
}

function wording(template: string): string {
  return normalWords(template.replace(/\{\{ (.*?) \}\}/g, (_, expression: string) => ` <${expression}> `));
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

function spellingCosine(a: string, b: string): number {
  const [left, right] = [gramsOf(a), gramsOf(b)];
  const norm = (grams: ReadonlyMap<number, number>) =>
    Math.sqrt([...grams.values()].reduce((sum, weight) => sum + weight * weight, 0));
  let sum = 0;
  for (const [gram, weight] of left) sum += weight * (right.get(gram) ?? 0);
  return sum / (norm(left) * norm(right) || 1);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
