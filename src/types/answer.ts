import { z } from 'zod';
import { languageTag } from './language.ts';

/** Where an answer's text came from. */
export const answerSource = z.enum(['scripted', 'exact', 'semantic', 'pattern', 'contextual', 'generated']);
export type AnswerSource = z.infer<typeof answerSource>;

/** What the agent will say. */
export const answer = z
  .object({
    text: z.string(),
    source: answerSource,
    language: languageTag,
    nodeId: z.string(),
    /** Provider voice id; absent = the workflow's voice for the language. */
    voice: z.string().optional(),
    /** Whether the caller may cut in. */
    interruptible: z.boolean(),
  })
  .meta({ id: 'Answer' });
export type Answer = z.infer<typeof answer>;
