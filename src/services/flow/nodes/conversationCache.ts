/** What the response cache must know before a language model is asked in a Conversation node. */
import type { CacheQuestion } from '../../../types/cache.ts';
import type { NodeContext } from '../nodeType.ts';
import { questionOf } from './cacheQuestion.ts';
import type { ConversationSettings } from './conversationSettings.ts';

type Context = NodeContext<ConversationSettings>;

/** @param lookedUp a look-up has answered since the caller last spoke: what is said next is its content */
export function cacheQuestion(ctx: Context, lookedUp: boolean): Omit<CacheQuestion, 'voice'> {
  const { data } = ctx;
  return questionOf(ctx, {
    cache: data.cache,
    lookedUp,
    instructions: data.instructions,
    facts: data.knowledge.map(({ answer }) => ctx.raw(answer)),
    more: [
      ...data.goals,
      ...data.knowledge.flatMap(({ questions }) => ctx.phrases(questions)),
      ...data.outcomes.flatMap(({ label, description, examples }) => [
        label,
        description,
        ...ctx.phrases(examples),
      ]),
      ctx.raw(data.opening),
      ctx.raw(data.followUp),
      ctx.raw(data.unsure),
    ],
  });
}
