/** What a new flow can begin with: the server's templates, or a copy of a flow that is here. */
import { queryOptions } from '@tanstack/react-query';
import type { TemplateInfo } from '../../types/apiTemplates.ts';
import type { Workflow, WorkflowDocument } from '../../types/workflow.ts';
import { ask } from '../api/client.ts';

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: async () => (await ask<{ templates: TemplateInfo[] }>('/templates')).templates,
  staleTime: Infinity,
});

export type Beginning =
  | { readonly from: 'empty' }
  | { readonly from: 'template'; readonly id: string }
  | { readonly from: 'copy'; readonly id: string };

/** @throws RequestError */
export async function createFlow(
  name: string,
  slug: string,
  beginning: Beginning,
  language: string,
): Promise<Workflow> {
  const body = { name, slug, language };
  if (beginning.from === 'template')
    return ask('/workflows', { method: 'POST', body: { ...body, template: beginning.id } });
  if (beginning.from === 'empty') return ask('/workflows', { method: 'POST', body });
  const { document } = await ask<{ document: WorkflowDocument }>(
    `/workflows/${encodeURIComponent(beginning.id)}/draft`,
  );
  // Two flows cannot answer one number.
  const telephone = { ...document.config.telephone, numbers: [] };
  const copy = { ...document, config: { ...document.config, name, telephone } };
  return ask('/workflows', { method: 'POST', body: { ...body, document: copy } });
}
