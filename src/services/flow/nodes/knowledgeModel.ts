/** What a language model is told in a Knowledge answer node: the passages, the question, and nothing else of the call. */
import type { CacheQuestion } from '../../../types/cache.ts';
import type { ModelRequest } from '../../../types/ports.ts';
import type { NodeContext } from '../nodeType.ts';
import { questionOf } from './cacheQuestion.ts';
import { shelfOf } from './knowledgePassages.ts';
import type { KnowledgeSettings } from './knowledgeSettings.ts';

type Context = NodeContext<KnowledgeSettings>;

/** The model's way to say that the passages do not answer the question. */
export const DECLINE = 'not_found';

export interface Asked {
  readonly request: ModelRequest;
  readonly question: Omit<CacheQuestion, 'voice'>;
}

/** @param passages places on the shelf, best first */
export function askModel(ctx: Context, question: string, passages: readonly number[]): Asked {
  const { temperature } = ctx.config.model;
  const { known } = shelfOf(ctx);
  const handed = passages.flatMap((at) => known[at] ?? []);
  const request: ModelRequest = {
    messages: [
      {
        role: 'system',
        text: systemPrompt(
          ctx,
          handed.map(({ questions, answer, source }) => ({
            question: questions[0] ?? '',
            text: ctx.text(answer),
            source: ctx.text(source),
          })),
        ),
      },
      { role: 'caller', text: question },
    ],
    tools: [
      {
        name: DECLINE,
        description: 'The passages do not answer the question.',
        parameters: { type: 'object', properties: {}, required: [], additionalProperties: false },
      },
    ],
    ...(temperature === undefined ? {} : { temperature }),
    maxTokens: 300,
  };
  return {
    request,
    question: questionOf(ctx, {
      cache: ctx.data.cache,
      lookedUp: false,
      instructions: '',
      facts: handed.flatMap(({ answer, source }) => [ctx.raw(answer), ctx.raw(source)]),
      more: handed.flatMap(({ questions }) => questions),
    }),
  };
}

interface Handed {
  readonly question: string;
  readonly text: string;
  readonly source: string;
}

function systemPrompt({ config, language, manner, now, data }: Context, passages: readonly Handed[]): string {
  const date = [now.year, now.month, now.day].map((part) => String(part).padStart(2, '0')).join('-');
  const sections = [
    config.model.persona,
    `You answer a caller’s question on the telephone for ${config.name}. Speak ${language}. Everything you write is spoken ` +
      'aloud: one or two short sentences, no lists, no markup, no emoji.',
    manner,
    'Answer from the passages below and from nothing else; add nothing that they do not say. If they do not answer the ' +
      `question, write nothing and call ${DECLINE}.`,
    data.cite ? 'Say which source the answer is from, where the passage names one.' : '',
    `Passages:\n${passages.map((one, i) => `${i + 1}. ${written(one, data.cite)}`).join('\n')}`,
    `Today is ${date}.`,
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function written({ question, text, source }: Handed, cite: boolean): string {
  const asked = question === '' ? '' : `${question} `;
  return `${asked}${text}${cite && source !== '' ? ` (Source: ${source})` : ''}`;
}
