/** Flows to begin with: whole businesses, in English and in Cantonese, ready to be talked to. */
import type { z } from 'zod';
import type { createWorkflow } from '../../types/api.ts';
import type { TemplateInfo } from '../../types/apiTemplates.ts';
import { isSimplified } from '../../lib/spokenLanguage.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import type { WorkflowDocument } from '../../types/workflow.ts';
import { readDocument, starterDocument } from '../documents.ts';
import { pictureOf } from '../flowPicture.ts';
import { afterHours } from './afterHours.ts';
import { clinic } from './clinic.ts';
import { lostCard } from './lostCard.ts';
import { orders } from './orders.ts';
import { restaurant } from './restaurant.ts';
import { survey } from './survey.ts';
import { documentOf, type FlowTemplate } from './template.ts';

let read: readonly FlowTemplate[] | undefined;

export function templates(): readonly FlowTemplate[] {
  read ??= [clinic(), restaurant, orders, lostCard, survey, afterHours].filter((one) => one !== null);
  return read;
}

export function templateList(): TemplateInfo[] {
  return templates().map((template) => {
    const { id, title, description, steps } = template;
    const document = documentOf(template, 'en');
    const languages = document.config.languages.map(({ language }) => language);
    return { id, title, description, languages, nodeCount: steps.length, picture: pictureOf(document) };
  });
}

/**
 * What a new workflow begins with: a document, a template, or a greeting and an end. `language`: of who will edit it; a
 * template's steps are named in it, and calls begin in it.
 * @throws WeaverError STORE_NOT_FOUND, FLOW_DOCUMENT_*
 */
export function newDocument(wanted: z.output<typeof createWorkflow>): WorkflowDocument {
  const { name, language, document, template } = wanted;
  if (document !== undefined) return readDocument(document);
  return template === undefined ? starterDocument(name, language) : fromTemplate(template, name, language);
}

const readerOf = (language: LanguageTag) =>
  !['zh', 'yue'].includes(primarySubtag(language)) ? 'en' : isSimplified(language) ? 'zh-CN' : 'zh-HK';

function fromTemplate(id: string, name: string, language: LanguageTag): WorkflowDocument {
  const template = templates().find((one) => one.id === id);
  if (!template) throw new WeaverError('STORE_NOT_FOUND', { kind: 'template', id });
  const document = documentOf(template, readerOf(language));
  return { ...document, config: { ...document.config, name } };
}
