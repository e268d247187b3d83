/** Templates as the API serves them. */
import { z } from 'zod';
import { languageTag } from './language.ts';

/** In the languages of the web app. */
export const templateWords = z
  .object({ en: z.string(), 'zh-HK': z.string(), 'zh-CN': z.string() })
  .meta({ id: 'TemplateWords' });
export type TemplateWords = z.infer<typeof templateWords>;

/** The graph, small: where steps stand (pixels of the canvas), and which lead to which (places in `steps`). */
export const templatePicture = z
  .object({
    steps: z.array(z.object({ x: z.number(), y: z.number(), type: z.string() })).readonly(),
    ways: z.array(z.tuple([z.number(), z.number()]).readonly()).readonly(),
  })
  .meta({ id: 'TemplatePicture' });
export type TemplatePicture = z.infer<typeof templatePicture>;

export const templateInfo = z
  .object({
    id: z.string(),
    title: templateWords,
    description: templateWords,
    languages: z.array(languageTag),
    nodeCount: z.number().int(),
    picture: templatePicture,
  })
  .meta({ id: 'TemplateInfo' });
export type TemplateInfo = z.infer<typeof templateInfo>;

export const templateList = z.object({ templates: z.array(templateInfo) }).meta({ id: 'TemplateList' });
