import { z } from 'zod';
import { languageTag } from '../../../types/language.ts';
import { languageRequested, writtenLanguage } from '../languageNames.ts';
import { localisedText } from '../localised.ts';
import {
  defineNode,
  type NodeContext,
  type NodeEffect,
  type NodeFinding,
  type NodeInput,
  type NodeResult,
} from '../nodeType.ts';
import { expect, key, numberIn } from './common.ts';

const choice = z.object({
  language: languageTag,
  prompt: z.string().max(1_000).default('').meta({ title: 'Offer', description: 'In that language.' }),
  phrases: z.array(z.string().min(1).max(200)).max(50).default([]).meta({ title: 'Callers may say' }),
  digit: key.optional().meta({ title: 'Key' }),
});

/** For the builder: the setting is there in one mode only. */
const only = (mode: string) => ({ setting: 'mode', values: [mode] });

const schema = z.object({
  mode: z.enum(['switch', 'ask']).default('ask'),
  language: languageTag.optional().meta({ title: 'Switch to', when: only('switch') }),
  choices: z
    .array(choice)
    .max(20)
    .default([])
    .meta({ when: only('ask') }),
  prompt: localisedText.default({}).meta({ title: 'Before the offers', when: only('ask') }),
  retries: z
    .number()
    .int()
    .min(0)
    .max(5)
    .default(0)
    .meta({ title: 'Times to ask again', when: only('ask') }),
});
type LanguageNode = z.output<typeof schema>;

export const language = defineNode({
  type: 'language',
  title: 'Language',
  description: 'Switches the call to another language, or asks which one the caller wants.',
  category: 'speech',
  icon: 'languages',
  entered: true,
  schema,
  outcomesRule: 'One: next. Words that are no choice of language are taken on to the next question.',
  consequence:
    'From here on the call speaks and hears another language. Callers may ask for a language at any time without this node.',
  outcomes: () => [{ id: 'next', label: 'Next' }],
  listens: (data) => data.mode === 'ask',
  lines: (data) => [{ path: ['prompt'], text: data.prompt, required: false }],
  answers: (data) =>
    data.choices.map(({ language, phrases, digit }, i) => ({
      path: ['choices', i],
      id: language,
      phrases: { default: phrases },
      digit,
    })),
  check: (data, config) =>
    findings(
      data,
      config.languages.map((own) => own.language),
    ),
  enter(ctx) {
    if (ctx.data.mode === 'ask') return ask(ctx, 0);
    const wanted = ctx.data.language ?? ctx.language;
    return { effects: [{ type: 'language', language: wanted }], next: { do: 'go', outcome: 'next' } };
  },
  again: (ctx) => ask(ctx, numberIn(ctx.memory, 'tries')),
  input(ctx, input): NodeResult {
    const chosen = choose(ctx, input);
    if (chosen !== undefined)
      return { effects: [{ type: 'language', language: chosen }], next: { do: 'go', outcome: 'next' } };
    if (input.type === 'silence') {
      const tries = numberIn(ctx.memory, 'tries') + 1;
      return tries > ctx.data.retries ? { next: { do: 'go', outcome: 'next' } } : ask(ctx, tries);
    }
    // They began to say what they want: the next question hears it.
    return { next: { do: 'go', outcome: 'next', carry: true } };
  },
});

function findings(data: LanguageNode, languages: readonly string[]): NodeFinding[] {
  const found: NodeFinding[] = [];
  const check = (tag: string | undefined, path: (string | number)[]) => {
    if (tag !== undefined && !languages.includes(tag))
      found.push({
        sentence: 'FLOW_VOICE_MISSING',
        severity: 'error',
        params: { language: tag },
        path,
      });
  };
  if (data.mode === 'switch') check(data.language, ['language']);
  else data.choices.forEach((choice, i) => check(choice.language, ['choices', i, 'language']));
  return found;
}

function ask(ctx: NodeContext<LanguageNode>, tries: number): NodeResult {
  const offers = ctx.data.choices.map(({ language, prompt }): NodeEffect => ({
    type: 'say',
    text: prompt,
    language,
  }));
  const choices = ctx.data.choices.map(({ language, phrases, digit }) => ({
    id: language,
    phrases,
    ...(digit === undefined ? {} : { digit }),
  }));
  return {
    effects: [...ctx.say(ctx.data.prompt), ...offers],
    memory: { tries },
    next: { do: 'listen', expectation: expect(ctx, 'choice', { choices }) },
  };
}

function choose(ctx: NodeContext<LanguageNode>, input: NodeInput): string | undefined {
  if (input.type === 'keys') return ctx.data.choices.find(({ digit }) => digit === input.digits)?.language;
  if (input.type !== 'utterance') return undefined;
  const offered = ctx.data.choices.map((one) => one.language);
  const options = ctx.data.choices.map(({ language, phrases }) => ({ id: language, phrases }));
  const named = languageRequested(input.text, offered) ?? ctx.match(input.text, options)?.id;
  return named ?? writtenLanguage(input.text, ctx.language, offered);
}

/** The sentence that a choice says of itself, for pre-synthesis. */
export function offersOf(data: unknown): readonly { text: string; language: string }[] {
  const parsed = schema.safeParse(data);
  return parsed.success
    ? parsed.data.choices.map(({ prompt, language }) => ({ text: prompt, language }))
    : [];
}
