/** Templates as the API serves them. */
import { z } from 'zod';
import { flowPicture } from './apiFlowCards.ts';
import { languageTag } from './language.ts';

/** In the languages of the web app. */
export const templateWords = z
  .object({ en: z.string(), 'zh-HK': z.string(), 'zh-CN': z.string() })
  .meta({ id: 'TemplateWords' });
export type TemplateWords = z.infer<typeof templateWords>;

export const templateInfo = z
  .object({
    id: z.string(),
    title: templateWords,
    description: templateWords,
    languages: z.array(languageTag),
    nodeCount: z.number().int(),
    picture: flowPicture,
  })
  .meta({ id: 'TemplateInfo' });
export type TemplateInfo = z.infer<typeof templateInfo>;

export const templateList = z.object({ templates: z.array(templateInfo) }).meta({ id: 'TemplateList' });
