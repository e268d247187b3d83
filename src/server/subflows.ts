/** Flows that run other flows: reads what they need, freezes it at publication, and knows who runs whom. */
import {
  loadLibrary,
  pinned,
  referencesOf,
  type FlowLibrary,
  type FlowReference,
} from '../services/flow/index.ts';
import type { PredictiveCache } from '../services/predictiveCache.ts';
import type { Store } from '../services/storage/index.ts';
import type { Workflow, WorkflowDocument } from '../types/workflow.ts';
import { forgetDraft } from './cache.ts';

type Workflows = Pick<Store, 'workflows'>;
type Named = Pick<Workflow, 'id' | 'slug'>;

/** `owner`: whose document it is, if that is known; a flow that runs itself is found earlier then. */
export async function libraryFor(
  store: Workflows,
  document: WorkflowDocument,
  owner?: Named | null,
): Promise<FlowLibrary> {
  const self = owner ? [owner.id, owner.slug] : [];
  return loadLibrary(document, (reference) => documentAt(store, reference), self);
}

async function documentAt(
  { workflows }: Workflows,
  reference: FlowReference,
): Promise<WorkflowDocument | null> {
  const workflow = await workflows.get(reference.workflow);
  const version = reference.version ?? workflow?.publishedVersion ?? null;
  if (!workflow || version === null) return null;
  return (await workflows.getVersion(workflow.id, version))?.document ?? null;
}

/** With the version that is published now in every sub-flow that names none. */
export async function frozen(
  { workflows }: Workflows,
  document: WorkflowDocument,
): Promise<WorkflowDocument> {
  const names = new Set(
    referencesOf(document).flatMap(({ workflow, version }) => (version === undefined ? [workflow] : [])),
  );
  if (names.size === 0) return document;
  const published = await Promise.all(
    [...names].map(
      async (name) => [name, (await workflows.get(name))?.publishedVersion ?? undefined] as const,
    ),
  );
  const versions = new Map(published);
  return pinned(document, (name) => versions.get(name));
}

/** Workflows whose draft or published version runs this one. */
export async function thoseThatRun(store: Workflows, flow: Named): Promise<Workflow[]> {
  const found: Workflow[] = [];
  for (const workflow of await store.workflows.list())
    if (workflow.id !== flow.id && (await isRunBy(store, flow, workflow))) found.push(workflow);
  return found;
}

async function isRunBy({ workflows }: Workflows, flow: Named, by: Workflow): Promise<boolean> {
  const draft = await workflows.getDraft(by.id);
  if (draft && runs(draft.document, flow)) return true;
  const { publishedVersion } = by;
  const published = publishedVersion === null ? null : await workflows.getVersion(by.id, publishedVersion);
  return published !== null && runs(published.document, flow);
}

const runs = (document: WorkflowDocument, { id, slug }: Named): boolean =>
  referencesOf(document).some(({ workflow }) => workflow === id || workflow === slug);

/** A flow was published: what calls of drafts taught the cache about the version before counts no more. */
export async function forgetDraftsThatRun(
  store: Workflows,
  cache: PredictiveCache,
  flow: Named,
): Promise<void> {
  for (const { id } of await store.workflows.list()) {
    // Hardly any draft has had a call, so hardly any is read.
    if (cache.matching({ workflowId: id, workflowVersion: 0 }).length === 0) continue;
    const draft = await store.workflows.getDraft(id);
    if (draft && runs(draft.document, flow)) await forgetDraft(cache, id);
  }
}
