/** Whether an answer may be kept for other callers, and in which form. What cannot be explained is not kept. */
import { simplified } from '../../lib/hanScript.ts';
import type { CachedAnswer, CacheQuestion, CacheSlot, FreshAnswer } from '../../types/cache.ts';
import type { CacheLanguage } from './cacheLanguage.ts';
import { delexicalise, literalOf } from './template.ts';
import { isHan, normalWords } from './words.ts';

/** The expression of a form that cannot be filled in. */
const PIECE = '{{ #piece }}';

export type Refusal =
  | 'bypass'
  | 'empty'
  | 'arguments'
  | 'ambiguous-value'
  | 'unexplained-value'
  | 'callers-words'
  | 'private-question';

export type Kept =
  { readonly ok: true; readonly answer: CachedAnswer } | { readonly ok: false; readonly reason: Refusal };

export function keepable(question: CacheQuestion, fresh: FreshAnswer, language: CacheLanguage): Kept {
  const no = (reason: Refusal): Kept => ({ ok: false, reason });
  if (question.bypass !== null) return no('bypass');
  const [call, ...more] = fresh.toolCalls;
  // Arguments are what the caller said: another caller's would be others.
  if (more.length > 0 || (call && Object.keys(call.args).length > 0)) return no('arguments');
  const text = fresh.text.trim();
  if (text === '' && !call) return no('empty');
  if (isPrivate(question.words, question)) return no('private-question');
  const { template, slots } = delexicalise(text, question.slots);
  const grounds = plain(question.grounds);
  // The same value is the caller's and everybody's: which of the two is meant cannot be told.
  if (slots.some((name) => inGrounds(name, question, grounds) || twice(name, question)))
    return no('ambiguous-value');
  // A piece of a value (one thing of a list) is the caller's too, and no slot can give it back.
  if (template.includes(PIECE)) return no('ambiguous-value');
  const rest = literalOf(template);
  if (!explained(rest, question, grounds, language)) return no('unexplained-value');
  if (repeatsCaller(rest, question, grounds, language)) return no('callers-words');
  return { ok: true, answer: { template, act: call?.name ?? null, slots: [...slots] } };
}

/** Words that hold a value of the caller's own, or any long number or address: neither is kept nor looked up. */
export function isPrivate(words: string, { slots }: Pick<CacheQuestion, 'slots'>): boolean {
  if (/[0-9](?:[\s-]?[0-9]){4,}|@|\b(?:at|dot) (?:gmail|hotmail|com)\b/i.test(words)) return true;
  const personal = slots.filter((slot) => slot.personal);
  return delexicalise(words, personal).slots.length > 0;
}

/** Another of the caller's values is said the same way: which is meant cannot be told either. */
function twice(name: string, { slots }: CacheQuestion): boolean {
  const forms = (one: CacheSlot) => one.forms.map(({ text }) => normalWords(text));
  const own = slots.filter((slot) => slot.name === name).flatMap(forms);
  return slots.some((slot) => slot.name !== name && forms(slot).some((text) => own.includes(text)));
}

function inGrounds(name: string, { slots }: CacheQuestion, grounds: string): boolean {
  const slot = slots.find((one) => one.name === name);
  const forms = slot?.forms ?? [];
  return forms.some(({ text }) => text.trim() !== '' && quotes(grounds, text));
}

function quotes(grounds: string, text: string): boolean {
  const words = plain(text);
  // Chinese has no spaces to look between.
  return isHan(words) ? grounds.includes(words) : ` ${grounds} `.includes(` ${words} `);
}

/** Values come in simplified characters, whatever they were written in. */
function plain(text: string): string {
  return simplified(normalWords(text));
}

/** Every number, date and name of the answer stands in what all callers' answers may quote. */
function explained(
  rest: string,
  { language: tag, grounds: raw }: CacheQuestion,
  grounds: string,
  language: CacheLanguage,
): boolean {
  const known = new Set(language.values(raw, tag).map(({ canonical }) => canonical));
  return language
    .values(rest, tag)
    .every(({ canonical, text }) => known.has(canonical) || quotes(grounds, text));
}

/** A name or number that this caller brought up, said back to them. */
function repeatsCaller(
  rest: string,
  { language: tag, heard, words }: CacheQuestion,
  grounds: string,
  language: CacheLanguage,
): boolean {
  const theirs = new Set(
    [...heard, words].flatMap((said) => language.values(said, tag).map(({ canonical }) => canonical)),
  );
  return language
    .values(rest, tag)
    .some(({ canonical, text }) => theirs.has(canonical) && !quotes(grounds, text));
}
