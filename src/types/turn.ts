import { z } from 'zod';
import { answerSource } from './answer.ts';
import { languageTag } from './language.ts';
import { clocks, timeline } from './timeline.ts';
import { turnBudget } from './turnBudget.ts';

/** The caller says something (or nothing, or keys), the agent answers. */
export const turn = z
  .object({
    index: z.number().int().nonnegative(),
    /** How the caller took their turn; `start` is the agent's greeting. */
    input: z.enum(['start', 'speech', 'keys', 'silence']),
    caller: z.string(),
    /** What the agent meant to say. */
    agent: z.string(),
    /** What was heard of it. */
    heard: z.string(),
    source: answerSource.nullable(),
    language: languageTag,
    nodeId: z.string(),
    interrupted: z.boolean(),
    clocks,
    timeline,
    /** Absent: the caller did not wait for this turn (a greeting), or it was recorded before there were budgets. */
    budget: turnBudget.optional(),
  })
  .meta({ id: 'Turn' });
export type Turn = z.infer<typeof turn>;
