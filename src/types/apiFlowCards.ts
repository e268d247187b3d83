/** What a list of flows shows of each. */
import { z } from 'zod';
import { languageTag } from './language.ts';

/** The graph, small: where steps stand (pixels of the canvas), and which lead to which (places in `steps`). */
export const flowPicture = z
  .object({
    steps: z.array(z.object({ x: z.number(), y: z.number(), type: z.string() })).readonly(),
    ways: z.array(z.tuple([z.number(), z.number()]).readonly()).readonly(),
  })
  .meta({ id: 'FlowPicture' });
export type FlowPicture = z.infer<typeof flowPicture>;

/** Of the draft. */
export const flowCard = z
  .object({
    workflowId: z.string(),
    languages: z.array(languageTag),
    /** Telephone numbers that it answers, E.164. */
    numbers: z.array(z.string()),
    /** Notes and frames are none. */
    nodeCount: z.number().int(),
    /** Whether the draft says something else than the newest published version; false: nothing was published. */
    changedSincePublished: z.boolean(),
    picture: flowPicture,
  })
  .meta({ id: 'FlowCard' });
export type FlowCard = z.infer<typeof flowCard>;

export const flowCards = z.object({ cards: z.array(flowCard) }).meta({ id: 'FlowCards' });
