import { z } from 'zod';
import type { JsonValue } from '../../../types/json.ts';
import { localisedText } from '../localised.ts';
import {
  defineNode,
  type NodeAnswer,
  type NodeContext,
  type NodeEffect,
  type NodeFinding,
  type NodeInput,
  type NodeLine,
  type NodeResult,
} from '../nodeType.ts';
import { standardLines } from '../standardLines.ts';
import { apology, expectYesNo, fieldOf, numberIn, yesNoOf } from './common.ts';
import { displayOf, expectationOf, field, readField, type Field } from './field.ts';

const schema = z.object({
  intro: localisedText.default({}).meta({ title: 'Before the first question' }),
  fields: z.array(field).min(1).max(20),
  retries: z
    .number()
    .int()
    .min(0)
    .max(5)
    .default(2)
    .meta({ title: 'Times to ask again', description: 'Per field.' }),
  noInput: localisedText.optional().meta({ title: 'After silence' }),
  noMatch: localisedText.optional().meta({ title: 'When not understood' }),
  interruptible: z.boolean().default(true).meta({ title: 'Callers may cut in' }),
});
type Collect = z.output<typeof schema>;

/** Where the node is: which field, how often it was asked, and a value that waits to be confirmed. */
interface Progress {
  readonly at: number;
  readonly tries: number;
  readonly pending?: JsonValue;
}

export const collect = defineNode({
  type: 'collect',
  title: 'Collect',
  description:
    'Asks for typed values (a name, a day, a number …), reads them back and keeps them in variables.',
  category: 'speech',
  icon: 'clipboard-list',
  entered: true,
  schema,
  outcomesRule: 'filled when every field has a value, failed when one could not be had.',
  consequence:
    'Each field tells the ears what to wait for, so that a four-digit number ends on its fourth digit and a date may be thought about. What a caller said in one sentence fills several fields. After the last retry the call goes on along `failed`; nobody is asked for ever.',
  outcomes: () => [
    { id: 'filled', label: 'Filled' },
    { id: 'failed', label: 'Gave up' },
  ],
  listens: () => true,
  lines: (data) => [
    { path: ['intro'], text: data.intro, required: false },
    ...data.fields.flatMap(fieldLines),
    { path: ['noInput'], text: data.noInput, required: false },
    { path: ['noMatch'], text: data.noMatch, required: false },
  ],
  answers: (data) =>
    data.fields.flatMap((one, i): NodeAnswer[] =>
      one.kind !== 'choice'
        ? []
        : one.choices.map(({ id, phrases, digit }, j) => ({
            path: ['fields', i, 'choices', j],
            id,
            phrases,
            digit,
          })),
    ),
  writes: (data, outcome) => (outcome === 'filled' ? data.fields.map(({ variable }) => variable) : []),
  check: (data) => data.fields.flatMap(checkField),
  enter: (ctx) => askField(ctx, { at: 0, tries: 0 }, ctx.say(ctx.data.intro)),
  again(ctx) {
    const progress = progressOf(ctx);
    return progress.pending === undefined ? askField(ctx, progress, []) : confirm(ctx, progress, []);
  },
  input(ctx, input): NodeResult {
    const progress = progressOf(ctx);
    const current = ctx.data.fields[progress.at];
    if (!current) return { next: { do: 'go', outcome: 'failed' } };
    return progress.pending === undefined
      ? answered(ctx, progress, current, input)
      : confirmed(ctx, progress, current, input);
  },
});

function fieldLines(one: Field, i: number): NodeLine[] {
  return [
    { path: ['fields', i, 'ask'], text: one.ask, required: true },
    { path: ['fields', i, 'retry'], text: one.retry, required: false },
    { path: ['fields', i, 'confirmAsk'], text: one.confirmAsk, required: false, gives: ['value'] },
  ];
}

function checkField(one: Field, i: number): NodeFinding[] {
  if (one.kind !== 'choice' || one.choices.length > 0) return [];
  return [
    {
      sentence: 'FLOW_NODE_INVALID.noChoices',
      severity: 'error',
      path: ['fields', i, 'choices'],
    },
  ];
}

function progressOf(ctx: NodeContext<Collect>): Progress {
  const pending = fieldOf(ctx.memory, 'pending');
  const base = { at: numberIn(ctx.memory, 'at'), tries: numberIn(ctx.memory, 'tries') };
  return pending === undefined ? base : { ...base, pending };
}

function remember({ at, tries, pending }: Progress): JsonValue {
  return pending === undefined ? { at, tries } : { at, tries, pending };
}

function askField(ctx: NodeContext<Collect>, progress: Progress, before: readonly NodeEffect[]): NodeResult {
  const current = ctx.data.fields[progress.at];
  if (!current) return { effects: before, next: { do: 'go', outcome: 'filled' } };
  const { interruptible } = ctx.data;
  const lines = progress.tries > 0 && current.retry !== undefined ? current.retry : current.ask;
  return {
    effects: [...before, ...ctx.say(lines, { interruptible })],
    memory: remember({ at: progress.at, tries: progress.tries }),
    next: { do: 'listen', expectation: expectationOf(ctx, current) },
  };
}

function confirm(ctx: NodeContext<Collect>, progress: Progress, before: readonly NodeEffect[]): NodeResult {
  const current = ctx.data.fields[progress.at];
  if (!current) return askField(ctx, progress, before);
  const value = displayOf(ctx, current, progress.pending ?? null);
  return {
    effects: [...before, ...ctx.say(current.confirmAsk ?? standardLines.confirm, { extra: { value } })],
    memory: remember(progress),
    next: { do: 'listen', expectation: expectYesNo(ctx) },
  };
}

/** The question was put; this is the answer to it. */
function answered(
  ctx: NodeContext<Collect>,
  progress: Progress,
  current: Field,
  input: NodeInput,
): NodeResult {
  const read = readField(ctx, current, input);
  if (!read) return retry(ctx, progress, input);
  const unsure = current.confirm === 'always' || (current.confirm === 'when-unsure' && !read.sure);
  if (unsure && current.kind !== 'yes-no') return confirm(ctx, { ...progress, pending: read.value }, []);
  return keep(ctx, progress, current, read.value, input);
}

/** A value was read back; this is the yes, the no, or the correction. */
function confirmed(
  ctx: NodeContext<Collect>,
  progress: Progress,
  current: Field,
  input: NodeInput,
): NodeResult {
  const said = yesNoOf(ctx, input);
  if (said === 'yes') return keep(ctx, progress, current, progress.pending ?? null, input);
  // "No, the fifth": the new value is read back in turn. Free text would take any "no" for a value.
  const correctable = !['text', 'name', 'choice'].includes(current.kind) && input.type === 'utterance';
  const read = correctable ? readField(ctx, current, input) : null;
  if (read && read.value !== progress.pending) {
    if (progress.tries >= ctx.data.retries + 2) return giveUp();
    return confirm(ctx, { at: progress.at, tries: progress.tries + 1, pending: read.value }, []);
  }
  const tries = progress.tries + 1;
  if (tries > ctx.data.retries) return giveUp();
  if (said === 'no') return askField(ctx, { at: progress.at, tries }, []);
  return confirm(ctx, { ...progress, tries }, sorry(ctx, input));
}

function keep(
  ctx: NodeContext<Collect>,
  progress: Progress,
  current: Field,
  value: JsonValue,
  input: NodeInput,
): NodeResult {
  const set = { [current.variable]: value };
  const following = ctx.data.fields[progress.at + 1];
  const next = { at: progress.at + 1, tries: 0 };
  // "Tomorrow at three" answers the question for the day and the one for the time.
  if (following && progress.pending === undefined && together(current, following)) {
    const more = readField(ctx, following, input);
    if (more) {
      const result = answered(ctx, next, following, input);
      return { ...result, set: { ...set, ...result.set } };
    }
  }
  return { ...askField(ctx, next, []), set };
}

function together(a: Field, b: Field): boolean {
  return (a.kind === 'date' && b.kind === 'time') || (a.kind === 'time' && b.kind === 'date');
}

function retry(ctx: NodeContext<Collect>, progress: Progress, input: NodeInput): NodeResult {
  const tries = progress.tries + 1;
  if (tries > ctx.data.retries) return giveUp();
  return askField(ctx, { at: progress.at, tries }, sorry(ctx, input));
}

function sorry(ctx: NodeContext<Collect>, input: NodeInput): readonly NodeEffect[] {
  return input.type === 'silence'
    ? apology(ctx, ctx.data.noInput, standardLines.noInput)
    : apology(ctx, ctx.data.noMatch, standardLines.noMatch);
}

function giveUp(): NodeResult {
  return { next: { do: 'go', outcome: 'failed' } };
}
