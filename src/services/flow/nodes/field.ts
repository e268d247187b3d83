/** One typed field of a Collect node: its settings, how it is asked for, and how an answer is read. */
import { z } from 'zod';
import type { Expectation, ExpectationKind, ExpectedChoice } from '../../../types/expectation.ts';
import type { JsonValue } from '../../../types/json.ts';
import { localisedPhrases, localisedText } from '../localised.ts';
import { asciiDigits } from '../../../lib/spoken/index.ts';
import type { NodeContext, NodeInput } from '../nodeType.ts';
import { parseDate, parseDigits, parseName, parseNumber, parsePhone, parseTime } from '../parse/index.ts';
import { isoDate } from '../parse/localTime.ts';
import { speakDate, speakDigits, speakTime } from '../spoken.ts';
import { expect, expectYesNo, key, outcomeId, variableName, yesNoOf } from './common.ts';

const fieldChoice = z.object({
  id: outcomeId,
  phrases: localisedPhrases.default({}),
  digit: key.optional(),
  /** How the choice is read back. */
  label: localisedText.default({}),
});

/** For the builder: the setting is there for fields of one kind only. */
const only = (kind: string) => ({ setting: 'kind', values: [kind] });

export const field = z.object({
  variable: variableName,
  kind: z.enum(['text', 'yes-no', 'number', 'digits', 'phone', 'date', 'time', 'name', 'choice']),
  ask: localisedText.default({}).meta({ title: 'Question' }),
  retry: localisedText.optional().meta({ title: 'Question when asked again' }),
  confirm: z.enum(['never', 'always', 'when-unsure']).default('when-unsure').meta({ title: 'Read back' }),
  confirmAsk: localisedText
    .optional()
    .meta({ title: 'Reading back', description: '{{ value }} is the answer.' }),
  choices: z
    .array(fieldChoice)
    .max(50)
    .default([])
    .meta({ when: only('choice') }),
  digits: z
    .object({
      min: z.number().int().min(1).max(64),
      max: z.number().int().min(1).max(64),
      terminator: z.enum(['#', '*']).optional(),
    })
    .refine(({ min, max }) => min <= max, 'a range whose least value is not above its largest')
    .default({ min: 1, max: 20 })
    .meta({ when: only('digits') }),
  min: z
    .number()
    .optional()
    .meta({ title: 'Smallest number', when: only('number') }),
  max: z
    .number()
    .optional()
    .meta({ title: 'Largest number', when: only('number') }),
  hints: localisedPhrases.default({}).meta({ title: 'Words to expect' }),
});
export type Field = z.output<typeof field>;

export interface FieldValue {
  readonly value: JsonValue;
  readonly sure: boolean;
}

const kinds: Readonly<Record<Field['kind'], ExpectationKind>> = {
  text: 'free',
  'yes-no': 'yes-no',
  number: 'number',
  digits: 'digits',
  phone: 'phone',
  date: 'date-time',
  time: 'date-time',
  name: 'name',
  choice: 'choice',
};

export function expectationOf(ctx: NodeContext<unknown>, field: Field): Expectation {
  if (field.kind === 'yes-no') return expectYesNo(ctx);
  const choices = field.kind === 'choice' ? choicesOf(ctx, field) : [];
  const keyed = field.kind !== 'text' && field.kind !== 'name';
  return expect(ctx, kinds[field.kind], {
    choices,
    hints: [...ctx.phrases(field.hints), ...choices.flatMap(({ phrases }) => phrases.slice(0, 3))].slice(
      0,
      60,
    ),
    dtmf: keyed,
    ...(field.kind === 'digits' ? { digits: field.digits } : {}),
    ...(field.kind === 'phone' ? { digits: { min: 6, max: 15, terminator: '#' } } : {}),
  });
}

function choicesOf(ctx: NodeContext<unknown>, field: Field): ExpectedChoice[] {
  return field.choices.map(({ id, phrases, digit }) => ({
    id,
    phrases: [...ctx.phrases(phrases)],
    ...(digit === undefined ? {} : { digit }),
  }));
}

/** Reads what was said or keyed; null = not understood. */
export function readField(ctx: NodeContext<unknown>, field: Field, input: NodeInput): FieldValue | null {
  const read = input.type === 'keys' ? readKeys(ctx, field, input.digits) : readSpeech(ctx, field, input);
  if (read && typeof read.value === 'number' && field.kind === 'number') {
    if (read.value < (field.min ?? -Infinity) || read.value > (field.max ?? Infinity)) return null;
  }
  return read;
}

function readSpeech(ctx: NodeContext<unknown>, field: Field, input: NodeInput): FieldValue | null {
  if (input.type !== 'utterance') return null;
  // Of any script: ٣٤٥ and ३४५ are figures too.
  const text = asciiDigits(input.text);
  switch (field.kind) {
    case 'text':
      return text.trim() === '' ? null : { value: text.trim().slice(0, 1_000), sure: true };
    case 'yes-no': {
      const said = yesNoOf(ctx, input);
      return said === null ? null : { value: said === 'yes', sure: true };
    }
    case 'number':
      return parseNumber(text);
    case 'digits':
      return parseDigits(text, field.digits);
    case 'phone':
      return parsePhone(text);
    case 'date':
      return parseDate(text, ctx.now);
    case 'time':
      return parseTime(text);
    case 'name':
      return parseName(text);
    case 'choice': {
      const match = ctx.match(text, choicesOf(ctx, field));
      return match && { value: match.id, sure: match.score >= 0.8 };
    }
  }
}

function readKeys(ctx: NodeContext<unknown>, field: Field, keys: string): FieldValue | null {
  const digits = keys.replace(/[#*]+$/, '');
  if (field.kind === 'choice') {
    const chosen = field.choices.find(({ digit }) => digit === keys);
    return chosen ? { value: chosen.id, sure: true } : null;
  }
  if (!/^[0-9]+$/.test(digits)) return null;
  switch (field.kind) {
    case 'yes-no':
      return digits === '1'
        ? { value: true, sure: true }
        : digits === '2'
          ? { value: false, sure: true }
          : null;
    case 'number':
      return digits.length <= 15 ? { value: Number(digits), sure: true } : null;
    case 'digits':
      return digits.length >= field.digits.min && digits.length <= field.digits.max
        ? { value: digits, sure: true }
        : null;
    case 'phone':
      return digits.length >= 6 && digits.length <= 15 ? { value: digits, sure: true } : null;
    case 'date':
      return dateKeys(ctx, digits);
    case 'time':
      return timeKeys(digits);
    default:
      return null;
  }
}

/** Four keys: month and day in American English, day and month elsewhere. */
function dateKeys(ctx: NodeContext<unknown>, digits: string): FieldValue | null {
  if (digits.length !== 4) return null;
  const pair = [Number(digits.slice(0, 2)), Number(digits.slice(2))] as const;
  const [month, day] = ctx.language === 'en-US' ? pair : [pair[1], pair[0]];
  const past = month < ctx.now.month || (month === ctx.now.month && day < ctx.now.day);
  const value = isoDate(ctx.now.year + (past ? 1 : 0), month, day);
  return value === null ? null : { value, sure: false };
}

function timeKeys(digits: string): FieldValue | null {
  if (digits.length < 3 || digits.length > 4) return null;
  const [hour, minute] = [Number(digits.slice(0, -2)), Number(digits.slice(-2))];
  if (hour > 23 || minute > 59) return null;
  return {
    value: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
    sure: digits.length === 4,
  };
}

/** The value as it is read back. */
export function displayOf(ctx: NodeContext<unknown>, field: Field, value: JsonValue): string {
  const text = String(value);
  switch (field.kind) {
    case 'digits':
    case 'phone':
      return speakDigits(text, ctx.language);
    case 'date':
      return speakDate(text, ctx.language);
    case 'time':
      return speakTime(text, ctx.language);
    case 'choice': {
      const chosen = field.choices.find(({ id }) => id === text);
      return (chosen && ctx.text(chosen.label)) || (chosen && ctx.phrases(chosen.phrases)[0]) || text;
    }
    case 'yes-no':
      return yesNoWord(ctx.language, value === true);
    default:
      return text;
  }
}

function yesNoWord(language: string, yes: boolean): string {
  if (/^(zh|yue)/.test(language)) return yes ? '係' : '唔係';
  return yes ? 'yes' : 'no';
}
