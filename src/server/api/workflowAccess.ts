/** What the routes of workflows share: finding one, its draft, its versions and its problems. */
import { z } from 'zod';
import { WeaverError } from '../../types/errors/index.ts';
import type { FlowProblem } from '../../types/flow.ts';
import type { Workflow, WorkflowDocument } from '../../types/workflow.ts';
import type { ServerContext } from '../context.ts';
import { inspect } from '../documents.ts';
import { libraryFor } from '../subflows.ts';
import { canSendTexts } from '../telephony/restControl.ts';

export const byId = z.object({ id: z.string().min(1).max(128) }).describe('Id or slug');
export const byVersion = byId.extend({ version: z.coerce.number().int().positive() });

/** @throws WeaverError STORE_NOT_FOUND */
export async function found(context: ServerContext, idOrSlug: string): Promise<Workflow> {
  const one = await context.store.workflows.get(idOrSlug);
  if (!one) throw new WeaverError('STORE_NOT_FOUND', { kind: 'workflow', id: idOrSlug });
  return one;
}

export async function draftOf(context: ServerContext, id: string) {
  const draft = await context.store.workflows.getDraft(id);
  if (!draft) throw new WeaverError('STORE_NOT_FOUND', { kind: 'draft of the workflow', id });
  return draft;
}

export async function versionOf(context: ServerContext, params: { id: string; version: number }) {
  const { id } = await found(context, params.id);
  const version = await context.store.workflows.getVersion(id, params.version);
  if (!version)
    throw new WeaverError('STORE_NOT_FOUND', { kind: 'version', id: `${params.id}/${params.version}` });
  return version;
}

/** `owner`: whose document it is, if that is known. */
export async function problemsIn(
  { store, settings }: ServerContext,
  document: WorkflowDocument,
  owner: Workflow | null,
): Promise<FlowProblem[]> {
  const library = await libraryFor(store, document, owner);
  return inspect(document, library, { textMessages: canSendTexts(settings) });
}

export function quoted(etag: string): string {
  return `"${etag}"`;
}

export function unquoted(header: string): string {
  return header
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');
}
