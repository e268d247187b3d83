/** What the response cache must know before a language model is asked in a node. */
import type { CacheQuestion, CacheSlot } from '../../../types/cache.ts';
import type { JsonValue } from '../../../types/json.ts';
import { z } from 'zod';
import type { NodeContext } from '../nodeType.ts';
import { speakDate, speakDigits, speakTime } from '../spoken.ts';
import { parseTemplate, toText } from '../template.ts';
import { variableName } from './common.ts';

type Context = NodeContext<unknown>;

export const nodeCacheSettings = z.object({
  enabled: z.boolean().default(true).meta({ title: 'Answers may come from the cache' }),
  dependsOn: z
    .array(variableName)
    .max(20)
    .default([])
    .meta({ title: 'Answers differ by', description: 'Variables that are not personal.' }),
});

/** What the node is about to put to the model. */
export interface Prompt {
  readonly cache: z.output<typeof nodeCacheSettings>;
  /** A look-up has answered since the caller last spoke: what is said next is its content. */
  readonly lookedUp: boolean;
  /** Texts of the prompt into which the caller's values may be filled, as they are written. */
  readonly instructions: string;
  readonly facts: readonly string[];
  /** Everything else that the prompt says to the model whoever calls. */
  readonly more: readonly string[];
}

/** Answers to these are others an hour later. */
const HOUR = /\b(?:now|right away|at the moment|still open|currently)\b|而家|现在|現在|仲開|仲开|還開|还开/iu;
/** Words that only mean something on a certain day or at a certain hour. */
const RELATIVE_TIME =
  /\b(?:open|closed?|what day|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|tomorrow|yesterday|now|this (?:morning|afternoon|evening|week|month)|next|later|still)\b|今日|今天|今晚|聽日|明天|聽晚|而家|現在|现在|尋日|昨天|今個|下個|下星期|等陣|一陣|開唔開|有冇開|开不开|開門|开门|星期|禮拜|礼拜|周[一二三四五六日]/iu;

export function questionOf(ctx: Context, prompt: Prompt): Omit<CacheQuestion, 'voice'> {
  const callers = ctx.history.filter(({ role }) => role === 'caller').map(({ text }) => text);
  const words = callers.pop() ?? '';
  const { depends, slots } = valuesOf(ctx, prompt.cache.dependsOn);
  // The prompt tells the model which day it is.
  const dated = RELATIVE_TIME.test(words);
  const { year, month, day } = ctx.now;
  return {
    nodeId: ctx.nodeId,
    language: ctx.language,
    words,
    heard: callers,
    said: ctx.history.filter(({ role }) => role === 'agent').map(({ text }) => text),
    path: ctx.path.flatMap(({ nodeId, outcome }) => (outcome === undefined ? [] : [`${nodeId}>${outcome}`])),
    depends: dated ? { ...depends, $today: `${year}-${month}-${day}` } : depends,
    slots,
    grounds: groundsOf(ctx, prompt),
    bypass: bypassOf(ctx, prompt, slots),
  };
}

function lastWords(ctx: Context): string {
  return ctx.history.findLast(({ role }) => role === 'caller')?.text ?? '';
}

function bypassOf(ctx: Context, prompt: Prompt, slots: readonly CacheSlot[]): string | null {
  const { cache, lookedUp, instructions, facts } = prompt;
  if (!cache.enabled) return 'turned off for this node';
  if (lookedUp) return 'a look-up answered';
  const personal = cache.dependsOn.find((name) => ctx.declared.get(name)?.personal);
  if (personal !== undefined) return 'depends on personal data';
  const read = new Set([instructions, ...facts].flatMap((text) => parseTemplate(text).names));
  // The number that calls, or the words just said, in the prompt itself: another one for each caller.
  if (read.has('call') || read.has('last')) return 'instructions hold data of the call';
  if (slots.some(({ name }) => read.has(name))) return 'the prompt turns on a caller’s value';
  if (HOUR.test(lastWords(ctx))) return 'depends on the hour';
  return null;
}

/** Values that keep answers apart, and those that are the caller's own. */
function valuesOf(
  ctx: Context,
  dependsOn: readonly string[],
): { depends: Record<string, JsonValue>; slots: CacheSlot[] } {
  const depends: Record<string, JsonValue> = {};
  const slots: CacheSlot[] = [];
  for (const [name, value] of Object.entries(ctx.variables)) {
    if (value === null || value === '') continue;
    const declared = ctx.declared.get(name);
    const shared =
      dependsOn.includes(name) ||
      (declared?.personal !== true &&
        (typeof value === 'boolean' || ctx.shared.has(name) || same(value, declared?.initial)));
    if (shared) depends[name] = value;
    else slots.push({ name, personal: true, forms: formsOf(name, value, ctx.language) });
  }
  return { depends, slots };
}

function formsOf(name: string, value: JsonValue, language: string): CacheSlot['forms'] {
  const plain = toText(value);
  const spoken = [
    { expression: name, text: plain },
    { expression: `sayDate(${name}, lang)`, text: speakDate(plain, language) },
    { expression: `sayTime(${name}, lang)`, text: speakTime(plain, language) },
    {
      expression: `sayDigits(${name}, lang)`,
      text: /[0-9]{2}/.test(plain) ? speakDigits(plain, language) : '',
    },
  ];
  for (const piece of piecesOf(value)) spoken.push({ expression: '#piece', text: piece });
  const seen = new Set<string>();
  return spoken.filter(({ text }) => text.trim() !== '' && !seen.has(text) && seen.add(text));
}

/** What lists, objects and enumerations hold: to be found in answers, never filled in. */
function piecesOf(value: JsonValue): string[] {
  if (typeof value === 'string') {
    const parts = value.split(/[,;、，；]| and | & |同埋/u).map((part) => part.trim());
    return parts.length > 1 ? parts.filter((part) => part.length > 1) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part) => [toText(part as JsonValue), ...piecesOf(part as JsonValue)]);
}

function same(value: JsonValue, initial: JsonValue | undefined): boolean {
  return initial !== undefined && JSON.stringify(value) === JSON.stringify(initial);
}

/** Templates count only where nothing is filled in. */
function groundsOf(ctx: Context, { instructions, facts, more }: Prompt): string {
  const { name, model } = ctx.config;
  const lines = [name, model.persona, instructions, ...facts, ...more];
  return lines.map((line) => line.replace(/\{\{.*?\}\}/g, ' ')).join('\n');
}
