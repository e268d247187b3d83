/** Flows as files: out of the server and into it. */
import type { Workflow } from '../../types/workflow.ts';
import { ask, RequestError } from '../api/client.ts';
import { freeSlug, slugOf } from './slug.ts';

/** The draft as a file; the server names it. */
export const exportAddress = (id: string) => `/api/workflows/${encodeURIComponent(id)}/export`;

/** @throws RequestError */
export async function importFlow(file: File, taken: readonly string[]): Promise<Workflow> {
  const document = readFile(await file.text());
  const name = (document as { config?: { name?: unknown } } | null)?.config?.name;
  const wanted = slugOf(typeof name === 'string' ? name : file.name.replace(/\.json$/i, ''));
  return ask('/workflows/import', { method: 'POST', body: { slug: freeSlug(wanted, taken), document } });
}

function readFile(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new RequestError(0, { code: 'FLOW_DOCUMENT_INVALID', message: '', fix: '' });
  }
}
