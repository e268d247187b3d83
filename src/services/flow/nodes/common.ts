/** What several node types share. */
import { answerWords } from '../../../lib/speechHints/words.ts';
import { spokenLanguage } from '../../../lib/spokenLanguage.ts';
import { z } from 'zod';
import { defaultPatience, type Expectation, type ExpectationKind } from '../../../types/expectation.ts';
import type { JsonValue } from '../../../types/json.ts';
import { ownKey, type LocalisedText } from '../localised.ts';
import type { NodeContext, NodeEffect, NodeInput } from '../nodeType.ts';
import { parseYesNo, type YesNo } from '../parse/index.ts';

export const variableName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9_]{0,63}$/, 'a variable name: a small letter, then letters, digits and _');

export const outcomeId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,47}$/, 'an id of letters, digits, hyphens and underscores');

export const key = z.string().regex(/^[0-9*#]$/, 'one key of the telephone: 0 to 9, * or #');

export const expressionSource = z.string().min(1).max(1_000);

/** Expectation with the kind's own patience. */
export function expect(
  ctx: Pick<NodeContext<unknown>, 'language'>,
  kind: ExpectationKind,
  more: Partial<Omit<Expectation, 'kind' | 'language'>> = {},
): Expectation {
  return {
    kind,
    language: ctx.language,
    choices: [],
    hints: [],
    patience: defaultPatience[kind],
    dtmf: true,
    speech: true,
    ...more,
  };
}

/** The words before a question is put again: the node's, else the standard ones if the language has them. */
export function apology(
  ctx: NodeContext<unknown>,
  own: LocalisedText | undefined,
  standard: LocalisedText,
): readonly NodeEffect[] {
  const lines = own !== undefined && Object.keys(own).length > 0 ? own : standard;
  if (lines === standard && ownKey(Object.keys(standard), ctx.language) === undefined) return [];
  return ctx.say(lines);
}

/** Yes or no by speech or by key (1 and 2). */
export function yesNoOf(ctx: Pick<NodeContext<unknown>, 'language'>, input: NodeInput): YesNo | null {
  if (input.type === 'keys') return input.digits === '1' ? 'yes' : input.digits === '2' ? 'no' : null;
  return input.type === 'utterance' ? parseYesNo(input.text, ctx.language) : null;
}

export function expectYesNo(ctx: Pick<NodeContext<unknown>, 'language'>): Expectation {
  const { yes = [], no = [] } = answerWords[spokenLanguage(ctx.language).language] ?? {};
  return expect(ctx, 'yes-no', {
    choices: [
      { id: 'yes', phrases: [...yes], digit: '1' },
      { id: 'no', phrases: [...no], digit: '2' },
    ],
  });
}

export function numberIn(memory: JsonValue, name: string): number {
  const value = fieldOf(memory, name);
  return typeof value === 'number' ? value : 0;
}

export function fieldOf(memory: JsonValue, name: string): JsonValue | undefined {
  if (typeof memory !== 'object' || memory === null || Array.isArray(memory)) return undefined;
  return Object.hasOwn(memory, name) ? memory[name] : undefined;
}
