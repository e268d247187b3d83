import { z } from 'zod';
import type { Expectation, ExpectedChoice } from '../../../types/expectation.ts';
import { localisedPhrases, localisedText } from '../localised.ts';
import { defineNode, type NodeContext, type NodeInput, type NodeResult } from '../nodeType.ts';
import { standardLines } from '../standardLines.ts';
import { apology, expect, key, numberIn, outcomeId } from './common.ts';

const option = z.object({
  id: outcomeId,
  label: z.string().max(120).default(''),
  phrases: localisedPhrases.default({}).meta({ title: 'Callers may say' }),
  digit: key.optional().meta({ title: 'Key' }),
});

const schema = z.object({
  prompt: localisedText.default({}).meta({ title: 'Question' }),
  options: z.array(option).min(1).max(30),
  retries: z.number().int().min(0).max(5).default(2).meta({ title: 'Times to ask again' }),
  noInput: localisedText.optional().meta({ title: 'After silence' }),
  noMatch: localisedText.optional().meta({ title: 'When not understood' }),
  speech: z.boolean().default(true).meta({ title: 'Listen for speech' }),
  dtmf: z.boolean().default(true).meta({ title: 'Listen for keys' }),
  interruptible: z.boolean().default(true).meta({ title: 'Callers may cut in' }),
});
type Menu = z.output<typeof schema>;

export const menu = defineNode({
  type: 'menu',
  title: 'Menu',
  description: 'Offers choices by key and by speech.',
  category: 'speech',
  icon: 'list',
  entered: true,
  schema,
  outcomesRule: 'One for each option, then no-input and no-match.',
  consequence:
    'Speech and keys are both taken; the caller is told only what the prompt tells. Silence and words that fit no option lead along their own outcomes after the retries.',
  outcomes: (data) => [
    ...data.options.map(({ id, label }) => ({ id, label: label || id })),
    { id: 'no-input', label: 'Said nothing' },
    { id: 'no-match', label: 'Not understood' },
  ],
  listens: () => true,
  lines: (data) => [
    { path: ['prompt'], text: data.prompt, required: true },
    { path: ['noInput'], text: data.noInput, required: false },
    { path: ['noMatch'], text: data.noMatch, required: false },
  ],
  answers: (data) =>
    data.options.map(({ id, phrases, digit }, i) => ({ path: ['options', i], id, phrases, digit })),
  enter: (ctx) => ask(ctx, 0),
  again: (ctx) => ask(ctx, numberIn(ctx.memory, 'tries')),
  accept(ctx, input) {
    const chosen = choose(ctx, input);
    return chosen === null ? null : { next: { do: 'go', outcome: chosen } };
  },
  input(ctx, input): NodeResult {
    const chosen = choose(ctx, input);
    if (chosen !== null) return { next: { do: 'go', outcome: chosen } };
    const silent = input.type === 'silence';
    const tries = numberIn(ctx.memory, 'tries') + 1;
    if (tries > ctx.data.retries) return { next: { do: 'go', outcome: silent ? 'no-input' : 'no-match' } };
    const [own, standard] = silent
      ? [ctx.data.noInput, standardLines.noInput]
      : [ctx.data.noMatch, standardLines.noMatch];
    const asked = ask(ctx, tries);
    return { ...asked, effects: [...apology(ctx, own, standard), ...(asked.effects ?? [])] };
  },
});

function ask(ctx: NodeContext<Menu>, tries: number): NodeResult {
  return {
    effects: ctx.say(ctx.data.prompt, { interruptible: ctx.data.interruptible }),
    memory: { tries },
    next: { do: 'listen', expectation: expectation(ctx) },
  };
}

function expectation(ctx: NodeContext<Menu>): Expectation {
  const choices = choicesOf(ctx);
  return expect(ctx, 'choice', {
    choices,
    hints: choices.flatMap(({ phrases }) => phrases.slice(0, 4)).slice(0, 40),
    speech: ctx.data.speech,
    dtmf: ctx.data.dtmf,
  });
}

function choicesOf(ctx: NodeContext<Menu>): ExpectedChoice[] {
  return ctx.data.options.map(({ id, phrases, digit }) => ({
    id,
    phrases: [...ctx.phrases(phrases)],
    ...(digit === undefined ? {} : { digit }),
  }));
}

function choose(ctx: NodeContext<Menu>, input: NodeInput): string | null {
  if (input.type === 'keys') {
    if (!ctx.data.dtmf) return null;
    return ctx.data.options.find(({ digit }) => digit === input.digits)?.id ?? null;
  }
  if (input.type !== 'utterance' || !ctx.data.speech) return null;
  return ctx.match(input.text, choicesOf(ctx))?.id ?? null;
}
